/** What a function makes of arguments of other types: most cast them, some take nothing but their own. */
import { expect, test } from "vitest";
import { conditionOf, session } from "../scratch.ts";
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT left('abc', 1.5), right('abc', 2L), repeat('ab', 2.9D), bin(5.9), shiftleft(1.5D, 1), add_months(DATE'2021-01-31', 1.5)":
    [
      '{"left(abc, 1.5)":"a","right(abc, 2)":"bc","repeat(ab, 2.9)":"abab","bin(5.9)":"101","shiftleft(1.5, 1)":2,"add_months(DATE \'2021-01-31\', 1.5)":"2021-02-28"}',
    ],
  "SELECT string(make_timestamp(2021, 3, 4, 5, 6, 7.8912355)) AS s": ['{"s":"2021-03-04 05:06:07.891236"}'],
  "SELECT sequence('1', 3), sequence(1, NULL)": ['{"sequence(1, 3)":[1,2,3],"sequence(1, NULL)":null}'],
  "SELECT hour(TIMESTAMP'2021-08-19 13:14:15', 'x')": ["{\"hour(TIMESTAMP '2021-08-19 13:14:15')\":13}"],
  "SELECT array_repeat('a', 2L)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT array_insert(array(1), 1L, 2)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT element_at(array(1), NULL)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT mask('a', 1)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT soundex(1)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT format_number(1, 2L)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT date_add(DATE'2021-01-01', 1L)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT unix_date(TIMESTAMP'2021-01-01 00:00:00')": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT str_to_map(1)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT assert_true('true')": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT to_binary('00', 'octal')": "DATATYPE_MISMATCH.INVALID_ARG_VALUE",
  "SELECT ceil(1.5, 1L)": "NON_FOLDABLE_ARGUMENT",
  "SELECT date_part(1, DATE'2021-01-01')": "NON_FOLDABLE_ARGUMENT",
  "SELECT dateadd('day', 1, DATE'2021-01-01')": "INVALID_PARAMETER_VALUE.DATETIME_UNIT",
  "SELECT timestampadd(MONTH, 1)": "UNRESOLVED_ROUTINE",
  "SELECT map(1, 2, 'x', array(1))": "DATATYPE_MISMATCH.CREATE_MAP_VALUE_DIFF_TYPES",
  "SELECT format_string('%f', 1.5)": "FAILED_FUNCTION_CALL",
});

test("outside ANSI mode no text is a boolean, and a text that counts days must be a number", async () => {
  const spark = await session({ conf: { "spark.sql.ansi.enabled": "false" } });
  const condition = (sql: string): Promise<string> => conditionOf(() => spark.sql(`SELECT ${sql}`).collect());
  expect(await condition("any('true')")).toBe("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  expect(await condition("date_add(DATE'2021-01-01', '1.5')")).toBe("SECOND_FUNCTION_ARGUMENT_NOT_INTEGER");
});
