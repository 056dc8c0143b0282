/** Operands of one type that is the wrong one, and operands of two types. */
import { expectAnswers } from "./answers.ts";

const [WRONG, OTHER] = ["DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES"];

expectAnswers({
  "SELECT '3' & 1e-5D": WRONG,
  "SELECT 1.5 | 'a'": WRONG,
  "SELECT NULL ^ '3'": WRONG,
  "SELECT 2.5 div DOUBLE('NaN')": WRONG,
  "SELECT 1.5 | 2": OTHER,
  "SELECT 1.5D div 2": OTHER,
  "SELECT 1.5D div NULL": OTHER,
});
