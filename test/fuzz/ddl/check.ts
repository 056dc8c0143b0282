/** A type's text and JSON give the type again; what is nearly one is a type or refused with a condition. */
import { isDeepStrictEqual } from "node:util";
import { connect, type Session } from "../../../src/index.ts";
import { parseDataType, parseSchema } from "../../../src/types/ddl-parser.ts";
import { sqlTypeText, toDDL } from "../../../src/types/ddl-text.ts";
import { typeFromJsonText, typeToJson } from "../../../src/types/json-form.ts";
import { eachSeed, type SeededFinding, type Tell } from "../../seeded-run.ts";
import { diceOf } from "../../sql/fuzz-dice.ts";
import { errorFault, strayFault, type ErrorFault } from "../error-fault.ts";
import { nearlySchema, randomSchema, randomType } from "./cases.ts";

export async function checkTypes(from: number, count: number, tell: Tell<SeededFinding>): Promise<void> {
  const session = await connect({ conf: { "millrace.memoryLimit": "500MB" }, console: () => undefined });
  await eachSeed(
    from,
    count,
    tell,
    async (seed) => {
      const fault = roundTrip(seed) ?? (await asked(session, seed));
      return fault && { seed, ...fault };
    },
    (seed, error) => ({ seed, ...strayFault(error) }),
  );
  await session.stop();
}

function roundTrip(seed: number): ErrorFault | undefined {
  const dice = diceOf(seed);
  const [type, schema] = [randomType(dice), randomSchema(dice)];
  const ways = [
    ["the text of a type", sqlTypeText(type), type, parseDataType],
    ["the text of a schema", toDDL(schema), schema, parseSchema],
    ["the JSON of a type", JSON.stringify(typeToJson(type)), type, typeFromJsonText],
    ["the JSON of a schema", JSON.stringify(typeToJson(schema)), schema, typeFromJsonText],
  ] as const;
  for (const [what, text, wanted, parse] of ways) {
    const detail = (given: unknown): string => `${text}\n${JSON.stringify(wanted)}\n${String(given)}`;
    try {
      const given = parse(text);
      if (!isDeepStrictEqual(given, wanted))
        return { cause: `${what} gives another`, detail: detail(JSON.stringify(given)) };
    } catch (error) {
      return { cause: `${what} is refused: ${String(error).slice(0, 60)}`, detail: detail(error) };
    }
  }
  return undefined;
}

/** As a reader's schema, a stream's, a cast's type, and what from_json and from_csv are told. */
async function asked(session: Session, seed: number): Promise<ErrorFault | undefined> {
  const dice = diceOf(seed + 0.5);
  const text = nearlySchema(dice);
  const literal = `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    schema: () => session.read.schema(text).json("nowhere").schema(),
    "stream's schema": () => session.readStream.schema(text).json("nowhere").schema(),
    "memory stream": () => session.memoryStream(text),
    "local rows": async () => session.createDataFrame([], text).collect(),
    cast: () =>
      session
        .range(1)
        .selectExpr(`CAST(NULL AS ${text.slice(0, 3000)})`)
        .schema(),
    from_json: () => session.sql(`SELECT from_json('{"a":1}', ${literal})`).collect(),
    from_csv: () => session.sql(`SELECT from_csv('1', ${literal})`).collect(),
  };
  const way = dice.oneOf(Object.keys(ways));
  try {
    await ways[way]!();
    return undefined;
  } catch (error) {
    const fault = errorFault(error);
    return fault && { cause: `${way}: ${fault.cause}`, detail: `${text.slice(0, 2000)}\n${fault.detail}` };
  }
}
