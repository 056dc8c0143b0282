/** Formats of numbers that mean nothing, and what is wrong with each; found without any number. */
import { expectAnswers } from "../answers.ts";

const REFUSED: Readonly<Record<string, string>> = {
  "": "EMPTY",
  PR: "WRONG_NUM_DIGIT",
  abc: "WRONG_NUM_DIGIT",
  "99$": "CUR_MUST_BEFORE_DIGIT",
  "9,.9": "CONT_THOUSANDS_SEPS",
  "9,,9": "CONT_THOUSANDS_SEPS",
  ",999": "CONT_THOUSANDS_SEPS",
  "99.9,9": "THOUSANDS_SEPS_MUST_BEFORE_DEC",
  "99.9.9": "WRONG_NUM_TOKEN",
  $99$: "WRONG_NUM_TOKEN",
  S99S: "WRONG_NUM_TOKEN",
  PR9: "UNEXPECTED_TOKEN",
  $S9: "UNEXPECTED_TOKEN",
  "9 9": "UNEXPECTED_TOKEN",
  "99PRS": "UNEXPECTED_TOKEN",
};

expectAnswers(
  Object.fromEntries(
    Object.entries(REFUSED).flatMap(([format, reason]) => [
      [`SELECT to_char(CAST(NULL AS INT), '${format}')`, `INVALID_FORMAT.${reason}`],
      [`SELECT try_to_number('1', '${format}')`, `INVALID_FORMAT.${reason}`],
    ]),
  ),
);
