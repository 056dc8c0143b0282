import { isMillraceError } from "../errors.ts";

/** Whether a user function has failed for a reason of its own, and not because the query is being stopped. */
export function isUsersOwn(error: unknown): boolean {
  const isOfFunction =
    isMillraceError(error, "FOREACH_BATCH_USER_FUNCTION_ERROR") ||
    isMillraceError(error, "FOREACH_USER_FUNCTION_ERROR");
  return isOfFunction && !causesOf(error).some((cause) => isMillraceError(cause, "OPERATION_CANCELED"));
}

/** The error and what has caused it; what users throw may be its own cause. */
function causesOf(error: unknown): readonly Error[] {
  const causes = new Set<Error>();
  for (let cause = error; cause instanceof Error && !causes.has(cause); cause = cause.cause) causes.add(cause);
  return [...causes];
}
