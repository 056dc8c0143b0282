/** What a query knows of the session around it. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT monotonically_increasing_id(), spark_partition_id()": [
    '{"monotonically_increasing_id()":0,"SPARK_PARTITION_ID()":0}',
  ],
  "SELECT spark_partition_id() FROM VALUES (1),(2) AS t(a)": [
    '{"SPARK_PARTITION_ID()":0}',
    '{"SPARK_PARTITION_ID()":0}',
  ],
  "SELECT current_user() = session_user(), current_user() = user(), typeof(current_user()), user() IS NULL": [
    '{"(current_user() = session_user())":true,"(current_user() = user())":true,"typeof(current_user())":"string","(user() IS NULL)":false}',
  ],
  "SELECT current_catalog(), current_database(), current_schema(), current_timezone()": [
    '{"current_catalog()":"spark_catalog","current_schema()":"default","current_schema()":"default","current_timezone()":"UTC"}',
  ],
  "SELECT current_user IS NULL, user IS NULL, session_user IS NULL": [
    '{"(current_user() IS NULL)":false,"(current_user() IS NULL)":false,"(current_user() IS NULL)":false}',
  ],
  "SELECT current_catalog": "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION",
  "SELECT current_database": "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION",
  "SELECT current_schema": "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION",
  "SELECT current_catalog(1)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT current_user(1)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT spark_partition_id(1)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
});
