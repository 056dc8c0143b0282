import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  CALENDAR_INTERVAL,
  char,
  DATE,
  dayTimeInterval,
  decimal,
  DOUBLE,
  field,
  FLOAT,
  INT,
  LONG,
  map,
  NULL,
  SHORT,
  STRING,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  varchar,
  yearMonthInterval,
  type DataType,
  type StructType,
} from "../../src/types/data-type.ts";
import { parseDataType, parseDataTypeAt, parseSchema } from "../../src/types/ddl-parser.ts";
import { simpleString, sqlTypeText, toDDL } from "../../src/types/ddl-text.ts";
import { typeFromJson, typeToJson } from "../../src/types/json-form.ts";
import { conditionOf, errorOf } from "../scratch.ts";

describe("a type by its names", () => {
  test.each<[string, DataType]>([
    ["BOOLEAN", BOOLEAN],
    ["TINYINT", BYTE],
    ["BYTE", BYTE],
    ["SMALLINT", SHORT],
    ["SHORT", SHORT],
    ["INT", INT],
    ["INTEGER", INT],
    ["BIGINT", LONG],
    ["LONG", LONG],
    ["FLOAT", FLOAT],
    ["REAL", FLOAT],
    ["DOUBLE", DOUBLE],
    ["STRING", STRING],
    ["BINARY", BINARY],
    ["DATE", DATE],
    ["TIMESTAMP", TIMESTAMP],
    ["TIMESTAMP_LTZ", TIMESTAMP],
    ["TIMESTAMP_NTZ", TIMESTAMP_NTZ],
    ["VOID", NULL],
    ["DECIMAL", decimal(10, 0)],
    ["DEC(5)", decimal(5, 0)],
    ["NUMERIC(38, 38)", decimal(38, 38)],
    ["CHAR(3)", char(3)],
    ["CHARACTER(3)", char(3)],
    ["VARCHAR(12)", varchar(12)],
    ["INTERVAL", CALENDAR_INTERVAL],
    ["INTERVAL DAY", dayTimeInterval(0, 0)],
    ["INTERVAL DAY TO SECOND", dayTimeInterval(0, 3)],
    ["INTERVAL HOUR TO MINUTE", dayTimeInterval(1, 2)],
    ["INTERVAL YEAR TO MONTH", yearMonthInterval(0, 1)],
    ["INTERVAL MONTH", yearMonthInterval(1, 1)],
    ["ARRAY<INT>", array(INT)],
    ["MAP<STRING, ARRAY<DOUBLE>>", map(STRING, array(DOUBLE))],
    ["STRUCT<>", struct([])],
    ["STRUCT<a: INT, b: STRING>", struct([field("a", INT), field("b", STRING)])],
    ["STRUCT<a INT NOT NULL COMMENT 'x'>", struct([field("a", INT, false, { comment: "x" })])],
    [
      "array<array<array<map<int,struct<x:array<int>>>>>>",
      array(array(array(map(INT, struct([field("x", array(INT))]))))),
    ],
  ])("%s", (text, type) => {
    expect(parseDataType(text)).toEqual(type);
    expect(parseDataType(text.toLowerCase())).toEqual(type);
    expect(parseDataType(`  ${text.replaceAll("<", " <\n ").replaceAll(/>(?=.)/g, "> ")}`)).toEqual(type);
  });
});

describe("a schema", () => {
  test.each<[string, StructType]>([
    ["a INT", struct([field("a", INT)])],
    ["a: INT", struct([field("a", INT)])],
    ["a INT, b STRING NOT NULL", struct([field("a", INT), field("b", STRING, false)])],
    ["struct<a:int>", struct([field("a", INT)])],
    ["`a b` INT, `c``d` STRING", struct([field("a b", INT), field("c`d", STRING)])],
    ["größe DOUBLE", struct([field("größe", DOUBLE)])],
    [
      "timestamp TIMESTAMP, date DATE, interval STRING",
      struct([field("timestamp", TIMESTAMP), field("date", DATE), field("interval", STRING)]),
    ],
    ["a INT COMMENT 'it\\'s' NOT NULL", struct([field("a", INT, false, { comment: "it's" })])],
    ['a INT COMMENT "double"', struct([field("a", INT, true, { comment: "double" })])],
    ["1a INT", struct([field("1a", INT)])],
  ])("%s", (ddl, schema) => {
    expect(parseSchema(ddl)).toEqual(schema);
  });

  test("may have blanks and line ends around it", () => {
    const schema = struct([field("a", INT), field("b", STRING)]);
    expect(parseSchema("a INT, b STRING ")).toEqual(schema);
    expect(parseSchema("\n  a INT,\n  b STRING\n")).toEqual(schema);
    expect(parseDataType(" int ")).toEqual(INT);
  });

  test("is printed as Spark's toDDL does", () => {
    const schema = parseSchema(
      "`a b` INT NOT NULL, s STRUCT<x: INT NOT NULL, `y z`: ARRAY<STRING>> COMMENT 'it''s'".replace("''", "\\'"),
    );
    expect(toDDL(schema)).toBe("`a b` INT NOT NULL,s STRUCT<x: INT NOT NULL, `y z`: ARRAY<STRING>> COMMENT 'it\\'s'");
    expect(simpleString(schema)).toBe("struct<a b:int,s:struct<x:int,y z:array<string>>>");
  });
});

describe("text that is no type", () => {
  test.each([
    ["", "PARSE_SYNTAX_ERROR"],
    ["a", "PARSE_SYNTAX_ERROR"],
    ["a INT,", "PARSE_SYNTAX_ERROR"],
    ["a INT b STRING", "PARSE_SYNTAX_ERROR"],
    ["a INT NOT", "PARSE_SYNTAX_ERROR"],
    ["a BIGNIT", "UNSUPPORTED_DATATYPE"],
    ["a VARIANT", "UNSUPPORTED_DATATYPE"],
    ["a ARRAY", "PARSE_SYNTAX_ERROR"],
    ["a ARRAY<INT", "PARSE_SYNTAX_ERROR"],
    ["a MAP<INT>", "PARSE_SYNTAX_ERROR"],
    ["a DECIMAL(39)", "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION"],
    ["a DECIMAL(5, 6)", "DECIMAL_SCALE_EXCEEDS_PRECISION"],
    ["a DECIMAL(-1)", "PARSE_SYNTAX_ERROR"],
    ["a VARCHAR", "DATATYPE_MISSING_SIZE"],
    ["a CHAR", "DATATYPE_MISSING_SIZE"],
    ["a INTERVAL SECOND TO DAY", "PARSE_SYNTAX_ERROR"],
    ["`a INT", "PARSE_SYNTAX_ERROR"],
    ["a INT COMMENT", "PARSE_SYNTAX_ERROR"],
    ["a INT COMMENT b", "PARSE_SYNTAX_ERROR"],
    ["a INT(5)", "PARSE_SYNTAX_ERROR"],
  ])("'%s' is %s", async (ddl, condition) => {
    expect(await conditionOf(() => parseSchema(ddl))).toBe(condition);
  });

  test("the error shows the place", async () => {
    const error = await errorOf(() => parseSchema("a INT,\n  b BIGNIT, c INT"));
    expect([error.line, error.column]).toEqual([2, 4]);
    expect(error.message).toContain("  b BIGNIT, c INT\n----^^^");
    expect(error.message).toContain('"BIGNIT"');
  });
});

const scalar = fc.constantFrom<DataType>(
  NULL,
  BOOLEAN,
  BYTE,
  SHORT,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  STRING,
  BINARY,
  DATE,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  CALENDAR_INTERVAL,
  decimal(38, 38),
  decimal(1, 0),
  char(1),
  varchar(65_535),
  dayTimeInterval(1, 3),
  dayTimeInterval(2, 2),
  yearMonthInterval(),
  yearMonthInterval(0, 0),
);
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 });
const { type } = fc.letrec<{ type: DataType }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small" },
    scalar,
    tie("type").map((t) => array(t)),
    fc.tuple(tie("type"), tie("type")).map(([k, v]) => map(k, v)),
    fc
      .array(fc.tuple(name, tie("type"), fc.boolean()), { maxLength: 3 })
      .map((fields) => struct(fields.map(([n, t, nullable]) => field(n, t, nullable)))),
  ),
}));
const schema = fc
  .array(fc.tuple(name, type, fc.boolean()), { minLength: 1, maxLength: 4 })
  .map((fields) => struct(fields.map(([n, t, nullable]) => field(n, t, nullable))));

test("every schema survives its DDL", () => {
  fc.assert(
    fc.property(schema, (s) => {
      expect(parseSchema(toDDL(s))).toEqual(s);
    }),
  );
});

test("every type survives its SQL text", () => {
  fc.assert(
    fc.property(type, (t) => {
      expect(parseDataType(sqlTypeText(t))).toEqual(t);
    }),
  );
});

test("every comment survives the DDL", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 6 }), (comment) => {
      const commented = struct([field("a", INT, true, { comment })]);
      expect(parseSchema(toDDL(commented))).toEqual(commented);
    }),
  );
});

test("so do the comments of nested fields", () => {
  const inner = struct([field("x", INT, false, { comment: "why" })]);
  expect(toDDL(struct([field("s", inner)]))).toBe("s STRUCT<x: INT NOT NULL COMMENT 'why'>");
});

test("every type survives its JSON, containsNull and metadata included", () => {
  fc.assert(
    fc.property(type, fc.boolean(), (inner, nullable) => {
      const t = struct([field("x", array(map(STRING, inner, nullable), !nullable), true, { a: 1, b: ["c"] })]);
      expect(typeFromJson(JSON.parse(JSON.stringify(typeToJson(t))))).toEqual(t);
    }),
  );
});

test("the JSON form is Spark's", () => {
  const s = parseSchema(
    "a INT NOT NULL, b ARRAY<STRING>, c MAP<STRING, BIGINT>, d DECIMAL(10,2), e TIMESTAMP_NTZ, f TINYINT COMMENT 'x', g INTERVAL DAY TO SECOND",
  );
  expect(typeToJson(s)).toEqual({
    type: "struct",
    fields: [
      { name: "a", type: "integer", nullable: false, metadata: {} },
      { name: "b", type: { type: "array", elementType: "string", containsNull: true }, nullable: true, metadata: {} },
      {
        name: "c",
        type: { type: "map", keyType: "string", valueType: "long", valueContainsNull: true },
        nullable: true,
        metadata: {},
      },
      { name: "d", type: "decimal(10,2)", nullable: true, metadata: {} },
      { name: "e", type: "timestamp_ntz", nullable: true, metadata: {} },
      { name: "f", type: "byte", nullable: true, metadata: { comment: "x" } },
      { name: "g", type: "interval day to second", nullable: true, metadata: {} },
    ],
  });
});

test.each([[null], [5], [{ type: "udt" }], ["bignit"], [{ type: "struct" }], [{ type: "array" }], [[]]])(
  "JSON that is no type, %j, is an error with a condition",
  async (json) => {
    await errorOf(() => typeFromJson(json));
  },
);

test("any text gives a schema or a Millrace error, and an end", () => {
  const words = fc.constantFrom(
    "a",
    "INT",
    "STRUCT",
    "ARRAY",
    "MAP",
    "DECIMAL",
    "INTERVAL",
    "DAY",
    "TO",
    "NOT",
    "NULL",
    "COMMENT",
    "<",
    ">",
    "(",
    ")",
    ",",
    ":",
    "`",
    "'",
    "x y",
    "5",
    "é",
  );
  return fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 12 }), async (parts) => {
      try {
        parseSchema(parts.join(" "));
      } catch {
        await errorOf(() => parseSchema(parts.join(" ")));
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  [() => parseSchema("id, signal"), "expected a type, as in id BIGINT"],
  [() => parseSchema("id BIGINT, place STRUCT<lat: DOUBLE"), "expected '>'"],
  [() => parseSchema("id BIGINT signal"), "expected a comma or the end of the schema"],
  [() => parseSchema("id BIGINT NOT"), "expected NULL"],
  [() => parseSchema("id BIGNIT"), 'Unsupported data type "BIGNIT". Did you mean BIGINT?'],
  [() => parseDataType("INT8"), "Write BIGINT."],
  [() => parseDataType("blob"), "The types are BOOLEAN, TINYINT,"],
  [() => parseSchema("id BIGNIT"), "== schema ==\nid BIGNIT\n---^^^"],
  [() => parseDataType("INTT"), "== type ==\nINTT"],
  [() => parseDataTypeAt("SELECT CAST(a AS INTT)", 17), "== SQL =="],
])("%s says what was expected: %s", async (action, text) => {
  expect((await errorOf(action)).message).toContain(text);
});
