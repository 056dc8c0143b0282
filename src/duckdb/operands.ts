/** SQL over operands: what is long and used several times is written once. */

/** A finished expression, and whether it can stand nowhere but outside of lambdas. */
export interface Operand {
  readonly sql: string;
  readonly standsAlone?: boolean;
}

/** Up to here an operand may be repeated: the kernel finds equal expressions and evaluates them once. */
const SHORT = 400;
let nextOperand = 0;

/**
 * What `write` makes of the operands. It may name one several times, each time doubling what is below; so a long one that is
 * repeated becomes the variable of a lambda over a list of one. The length of the SQL then grows with the expression's size.
 */
export function overOperands(operands: readonly Operand[], write: (sqls: readonly string[]) => string): string {
  const plain = operands.map((operand) => operand.sql);
  if (plain.every((sql) => sql.length <= SHORT)) return write(plain);
  const names = plain.map((sql) => (sql.length > SHORT ? `o${nextOperand++}` : sql));
  const trial = write(names);
  const isBound = names.map((name, i) => name !== plain[i] && trial.split(new RegExp(`\\b${name}\\b`)).length > 2);
  if (!isBound.includes(true)) return write(plain);
  const bound = operands.flatMap(({ sql, standsAlone }, i) =>
    isBound[i] === true || standsAlone === true
      ? [{ i, name: names[i] === sql ? `o${nextOperand++}` : names[i]!, sql }]
      : [],
  );
  const box = `b${nextOperand++}`;
  const named = new Map(bound.map(({ i, name }) => [i, bound.length === 1 ? name : `${box}.${name}`]));
  const body = write(plain.map((sql, i) => named.get(i) ?? sql));
  const [only] = bound;
  if (bound.length === 1) return `list_transform([${only!.sql}], lambda ${only!.name}: ${body})[1]`;
  const fields = bound.map(({ name, sql }) => `${name} := ${sql}`).join(", ");
  return `list_transform([struct_pack(${fields})], lambda ${box}: ${body})[1]`;
}
