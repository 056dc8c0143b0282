import { functionNames } from "../functions/registry.ts";
import { didYouMean } from "../types/nearest-name.ts";

/** Names that are written as operators. */
const OPERATORS: ReadonlySet<string> = new Set(["and", "or", "not", "in", "div"]);

/** The nearest function, when there is one that near; or how a user's own is made known. */
export function functionSuggestion(name: string): string {
  const names = functionNames.filter((each) => /^[a-z]/.test(each) && !OPERATORS.has(each));
  return didYouMean(name, names, "`") || "Register a function of your own with spark.udf.register.";
}
