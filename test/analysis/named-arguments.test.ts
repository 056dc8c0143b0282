/** Arguments by name. */
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT upper(a => 'x')": "NAMED_PARAMETERS_NOT_SUPPORTED",
  "SELECT sum(a => 1)": "NAMED_PARAMETERS_NOT_SUPPORTED",
  "SELECT count(a => 1)": "NAMED_PARAMETERS_NOT_SUPPORTED",
  "SELECT mask('AbC', upperChar => 'Q')": ['{"mask(AbC, Q, x, n, NULL)":"QxQ"}'],
  "SELECT mask(str => 'AbC1', lowerChar => 'z')": ['{"mask(AbC1, X, z, n, NULL)":"XzXn"}'],
  "SELECT mask(upperChar => 'Q', str => 'aB')": ['{"mask(aB, Q, x, n, NULL)":"xQ"}'],
  "SELECT mask('AbC', 'X', str => 'x')": "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.BOTH_POSITIONAL_AND_NAMED",
  "SELECT mask('AbC', foo => 'x')": "UNRECOGNIZED_PARAMETER_NAME",
  "SELECT mask(upperChar => 'x', 'abc')": "UNEXPECTED_POSITIONAL_ARGUMENT",
  "SELECT mask(str => 'x', str => 'y')": "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE",
  "SELECT mask(upperChar => 'x')": "REQUIRED_PARAMETER_NOT_FOUND",
  "SELECT element_at(array => array(1), index => 1)": "NAMED_PARAMETERS_NOT_SUPPORTED",
  "SELECT percentile(a => 1, b => 0.5)": "NAMED_PARAMETERS_NOT_SUPPORTED",
  "SELECT nosuch(a => 1)": "UNRESOLVED_ROUTINE",
  "SELECT coalesce(x => 1)": "NAMED_PARAMETERS_NOT_SUPPORTED",
  "SELECT if(a => true, 1, 2)": "NAMED_PARAMETERS_NOT_SUPPORTED",
  "SELECT variance(x => 1)": "NAMED_PARAMETERS_NOT_SUPPORTED",
  "SELECT * FROM explode(collection => array(1))": ['{"col":1}'],
  "SELECT stack(n => 2, 1, 2)": "NAMED_PARAMETERS_NOT_SUPPORTED",
});
