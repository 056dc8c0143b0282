/** Names of columns as programs write them: parts with dots between, each plain or whole in back-ticks. */
import { millraceError } from "../errors.ts";

const NAME = /^(?:`(?:[^`]|``)*`|[^`.]+)(?:\.(?:`(?:[^`]|``)*`|[^`.]+))*$/;

/** The name, if it can be read as one. The empty name can: nothing is called by it. */
export function attributeName(name: string): string {
  if (name === "" || NAME.test(name)) return name;
  throw millraceError("INVALID_ATTRIBUTE_NAME_SYNTAX", { name });
}
