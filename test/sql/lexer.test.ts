/** Names that begin with digits. */
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT 0x1F": "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION",
  "SELECT 1a + 1L AS s FROM VALUES (2) AS t(`1a`)": ['{"s":3}'],
  "SELECT 1 1a": ['{"1a":1}'],
});
