/**
 * Functions of chance: `rand`, `randn`, `uniform`, `randstr`, `uuid`, `shuffle`. Behind the arguments that are written stand two more: which
 * call of the query it is, and the number of the row. Without a seed it follows from what is random about the query.
 */
import { callText } from "./argument-text.ts";
import { millraceError } from "../errors.ts";
import {
  array,
  DOUBLE,
  INT,
  NULL,
  isIntegral,
  isNumeric,
  isString,
  LONG,
  STRING,
  type DataType,
} from "../types/data-type.ts";
import { seedOf } from "../types/xor-shift-random.ts";
import { commonType } from "./coercion.ts";
import {
  constantText,
  requireCount,
  unexpectedType,
  type Argument,
  type CallSite,
  type ScalarFunction,
} from "./function.ts";
import { kernelType } from "./kernel-type.ts";

interface RandomRow {
  readonly arity: readonly [least: number, most: number];
  /** Which argument is the seed. */
  readonly seed: number;
  readonly params: (args: readonly Argument[]) => readonly (DataType | undefined)[];
  readonly result: (args: readonly Argument[]) => DataType;
  readonly duckdb: (draw: (host: string, size?: string) => string, args: readonly string[], site: CallSite) => string;
  readonly pretty?: (args: readonly string[]) => string;
  /** The seed of another type than INT and BIGINT is another error. */
  readonly isOfTwister?: boolean;
}

function checkSeed(name: string, row: RandomRow, args: readonly Argument[]): void {
  const seed = args[row.seed];
  if (seed === undefined) return;
  const isNumber = isIntegral(seed.dataType) || seed.dataType.kind === "null";
  if (!isNumber && row.isOfTwister === true)
    throw millraceError("INVALID_PARAMETER_VALUE.LONG", {
      functionName: `\`${name === "uuid" ? "UUID" : name}\``,
      parameter: "`seed`",
      invalidValue: `"${seed.sql}"`,
    });
  if (!isNumber) throw unexpectedType(name, args, row.seed, '("INT" or "BIGINT")');
  if (seed.literal === undefined)
    throw millraceError("SEED_EXPRESSION_IS_UNFOLDABLE", {
      seedExpr: `"${seed.sql}"`,
      exprWithSeed: callText(name, args),
    });
}

function checkConstant(name: string, args: readonly Argument[], index: number, inputName: string, type: string): void {
  const argument = args[index]!;
  if (argument.literal === undefined)
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      inputName: `\`${inputName}\``,
      inputType: type,
      inputExpr: `"${argument.sql}"`,
      sqlExpr: callText(name, args),
    });
}

/** The wider of two types of numbers, of decimals the one with more digits. */
function uniformType([min, max]: readonly Argument[]): DataType {
  const types = [min!.dataType, max!.dataType];
  if (types.some((type) => type.kind === "null")) return DOUBLE;
  const decimals = types.filter((type) => type.kind === "decimal");
  const others = types.filter((type) => type.kind === "float" || type.kind === "double");
  if (others.length > 0) return others.find((type) => type.kind === "double") ?? others[0]!;
  if (decimals.length > 0) return decimals.toSorted((a, b) => b.precision - a.precision)[0]!;
  return commonType(types[0]!, types[1]!) ?? DOUBLE;
}

const real = (hostName: string): RandomRow => ({
  arity: [0, 1],
  seed: 0,
  params: (args) => args.map(() => LONG),
  result: () => DOUBLE,
  duckdb: (draw) => draw(hostName),
});

const uniform: RandomRow = {
  arity: [2, 3],
  seed: 2,
  params: (args) => {
    for (const [i, name] of ["min", "max"].entries()) {
      if (!isNumeric(args[i]!.dataType) && args[i]!.dataType.kind !== "null")
        throw unexpectedType("uniform", args, i, '"NUMERIC"');
      checkConstant("uniform", args, i, name, "integer or floating-point");
    }
    return args.map((_, i) => (i < 2 ? DOUBLE : LONG));
  },
  result: uniformType,
  duckdb: (draw, [min, max], { result }) => {
    const value = `(${min} + (${max} - ${min}) * ${draw("millrace_rand")})`;
    return `CAST(${isIntegral(result) ? `trunc(${value})` : value} AS ${kernelType(result)})`;
  },
};

const MOST_CHARACTERS = 2_147_483_647;
const randomText: RandomRow = {
  arity: [1, 2],
  seed: 1,
  params: (args) => {
    const { dataType, literal } = args[0]!;
    if (!isNumeric(dataType) && !isString(dataType) && dataType.kind !== "null")
      throw unexpectedType("randstr", args, 0, "INT or SMALLINT");
    checkConstant("randstr", args, 0, "length", "integer");
    if (Number(literal) < 0)
      throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
        exprName: "`length`",
        valueRange: `[0, ${MOST_CHARACTERS}]`,
        currentValue: constantText(args[0]!),
        sqlExpr: callText("randstr", args),
      });
    return args.map((_, i) => (i === 0 ? INT : LONG));
  },
  result: () => STRING,
  duckdb: (draw, [length]) => draw("millrace_randstr", `coalesce(${length}, 0)`),
};

const uuid: RandomRow = {
  arity: [0, 1],
  seed: 0,
  isOfTwister: true,
  params: (args) => args.map(() => LONG),
  result: () => STRING,
  duckdb: (draw) => draw("millrace_uuid"),
  pretty: () => "uuid()",
};

const shuffle: RandomRow = {
  arity: [1, 2],
  seed: 1,
  isOfTwister: true,
  params: (args) => {
    if (args[0]!.dataType.kind !== "array" && args[0]!.dataType.kind !== "null")
      throw unexpectedType("shuffle", args, 0, '"ARRAY"');
    return args.map((arg, i) => (i > 0 ? LONG : arg.dataType.kind === "null" ? array(NULL) : undefined));
  },
  result: (args) => (args[0]!.dataType.kind === "null" ? array(NULL) : args[0]!.dataType),
  duckdb: (draw, [list], { result }) =>
    result.kind === "array" && result.elementType.kind === "null"
      ? list!
      : `list_select(${list}, CAST(${draw("millrace_permutation", `CAST(len(${list}) AS INTEGER)`)} AS BIGINT[]))`,
  pretty: ([list]) => `shuffle(${list})`,
};

const RANDOM: Readonly<Record<string, RandomRow>> = {
  rand: real("millrace_rand"),
  random: real("millrace_rand"),
  randn: real("millrace_randn"),
  uniform,
  randstr: randomText,
  uuid,
  shuffle,
};

/** Added behind the arguments: the call's place in the query, and the row's number. */
export const ADDED = 2;

function randomFunction(name: string, row: RandomRow): ScalarFunction {
  return {
    kind: "scalar",
    name,
    type: (all) => {
      const args = all.slice(0, -ADDED);
      requireCount(name, row.arity, args.length);
      const params = row.params(args);
      checkSeed(name, row, args);
      const [first] = args;
      return {
        params: [...params, undefined, undefined],
        result: row.result(args),
        nullable: row === shuffle ? first!.nullable : row === uniform && args.slice(0, 2).some((a) => a.nullable),
      };
    },
    duckdb: (all, site) => {
      const number = all.at(-1);
      const isSeeded = site.args.length - ADDED > row.seed;
      const seed = isSeeded
        ? `coalesce(${all[row.seed]}, 0)`
        : `CAST(${seedOf(`${site.entropy}/${constantText(site.args.at(-ADDED)!)}`)} AS BIGINT)`;
      const draw = (hostName: string, size = "0"): string => `${hostName}(${seed}, ${size}, ${number})`;
      return row.duckdb(draw, all, site);
    },
    pretty: (all) => {
      const args = all.slice(0, -ADDED);
      return row.pretty?.(args) ?? `${name === "random" ? "rand" : name}(${args.join(", ")})`;
    },
  };
}

export const randoms: readonly ScalarFunction[] = Object.entries(RANDOM).map(([name, row]) =>
  randomFunction(name, row),
);

export const isRandom = (name: string): boolean => Object.hasOwn(RANDOM, name);

/** The row's number, from 0 on, for what follows from it. */
export const rowNumber: ScalarFunction = {
  kind: "scalar",
  name: "row_place",
  type: () => ({ params: [], result: LONG, nullable: false }),
  // There is one partition, so the rows are numbered one after the other.
  duckdb: () => "(row_number() OVER () - 1)",
};
