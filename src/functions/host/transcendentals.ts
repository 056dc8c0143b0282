/** Where the kernel's last digit is another than Java's StrictMath: this engine follows the same published algorithms. */
import { host, type HostFunction } from "./host-function.ts";

/** Java's is off by one in the last place here, and the engine's is not. */
const JAVA_E = 2.7182818284590455;
const exp = (x: number): number => (x === 1 ? JAVA_E : Math.exp(x));

/** Between 0.35 and 22 it is made of `exp`. */
function cosh(x: number): number {
  return Math.abs(x) === 1 ? 0.5 * JAVA_E + 0.5 / JAVA_E : Math.cosh(x);
}

export const transcendentalFunctions: readonly HostFunction[] = [
  host("millrace_exp", ["DOUBLE"], "DOUBLE", exp),
  host("millrace_cosh", ["DOUBLE"], "DOUBLE", cosh),
  host("millrace_acosh", ["DOUBLE"], "DOUBLE", Math.acosh),
  host("millrace_log", ["DOUBLE"], "DOUBLE", Math.log),
  host("millrace_log1p", ["DOUBLE"], "DOUBLE", Math.log1p),
  host("millrace_expm1", ["DOUBLE"], "DOUBLE", Math.expm1),
  host("millrace_sin", ["DOUBLE"], "DOUBLE", Math.sin),
  host("millrace_cbrt", ["DOUBLE"], "DOUBLE", Math.cbrt),
];
