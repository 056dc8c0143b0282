/** Dates and times by patterns, and what lies between two of them. */
import { expect, test } from "vitest";
import { connect } from "../../src/index.ts";
import { expectAnswers } from "./answers.ts";

const OLD = "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION";
const WEEK_BASED = "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN";

expectAnswers({
  // What is only written, not read.
  "SELECT to_date('Thu 2021-03-04', 'E yyyy-MM-dd')": OLD,
  "SELECT try_to_timestamp('1', 'F')": OLD,
  "SELECT unix_timestamp('1', 'Q')": "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER",
  "SELECT to_timestamp('1', 'EQ')": "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER",
  "SELECT to_timestamp_ntz('1', 'E')": "INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
  "SELECT date_format(DATE'2021-03-04', 'E Q F')": ['{"date_format(DATE \'2021-03-04\', E Q F)":"Thu 1 4"}'],
  // What older Sparks knew, and what they did not either.
  "SELECT date_format(DATE'2021-03-04', 'LLLLL')": OLD,
  "SELECT date_format(DATE'2021-03-04', 'QQQQQ')": "INVALID_DATETIME_PATTERN.LENGTH",
  "SELECT date_format(DATE'2021-03-04', 'uA')": WEEK_BASED,
  "SELECT to_timestamp('1', 'Ac')": WEEK_BASED,
  "SELECT date_format(DATE'2021-03-04', 'OO')": "INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
  "SELECT date_format(DATE'2021-03-04', 'T')": "INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
  "SELECT date_format(DATE'2021-03-04', ']')": OLD,
  "SELECT date_format(DATE'2021-03-04', \"yyyy 'open\")": "INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
  // Numbers side by side: all but the first have a fixed width, or none has.
  "SELECT string(to_timestamp('20210304101112', 'yyyyMMddHHmmss')) AS a, string(to_timestamp('2103', 'yyM')) AS b": [
    '{"a":"2021-03-04 10:11:12","b":"2021-03-01 00:00:00"}',
  ],
  "SELECT to_timestamp('202103', 'yyyyM')": "CANNOT_PARSE_TIMESTAMP",
  "SELECT try_to_date('2021034', 'yyyyMMd') AS a, try_to_date('12345-01', 'yyyy-MM') AS b, try_to_date('12345-01', 'y-MM') AS c, try_to_date('-5', 'M') AS d":
    ['{"a":null,"b":null,"c":"+12345-01-01","d":null}'],
  // Every field within its bounds, names in any case.
  "SELECT try_to_date('2021-366', 'yyyy-DDD') AS a, try_to_date('2020-366', 'yyyy-DDD') AS b, try_to_timestamp('0 AM', 'h a') AS c, try_to_timestamp('12', 'K') AS d, try_to_timestamp('0', 'k') AS e, try_to_timestamp('10 PM', 'HH a') AS f":
    ['{"a":null,"b":"2020-12-31","c":null,"d":null,"e":null,"f":null}'],
  "SELECT string(to_timestamp('4 mAR 2021 10 pm', 'd MMM yyyy hh a')) AS a": ['{"a":"2021-03-04 22:00:00"}'],
  "SELECT months_between(TIMESTAMP'2021-03-14 02:30:00.5', DATE'2020-02-29') AS m": ['{"m":12.51948925}'],
  // A text is read as a day, whatever is behind it, where the day alone is asked for.
  "SELECT dayofyear('2021-03-04 25:00:00') AS a, year('2021-3-4 z') AS b, extract(YEAROFWEEK FROM '2021-3-4 z') AS c": [
    '{"a":63,"b":2021,"c":2021}',
  ],
  "SELECT hour('2021-03-04 25:00:00')": "CAST_INVALID_INPUT",
  "SELECT unix_seconds(TIMESTAMP_NTZ'2020-02-29 23:59:59.999999') AS a, typeof(timestampadd(MONTH, 1, TIMESTAMP_NTZ'2020-02-29 00:00:00')) AS b":
    ['{"a":1583020799,"b":"timestamp_ntz"}'],
  "SELECT extract(MONTH FROM make_interval(1, 2, 3)) AS a, extract(DAY FROM make_interval(1, 2, 3, 4, 5, 6, 7.5)) AS b, extract(SECOND FROM make_interval(1, 2, 3, 4, 5, 6, 7.5)) AS c":
    ['{"a":2,"b":25,"c":7.500000}'],
});

test("a date by a pattern is a time of the session's zone", async () => {
  const spark = await connect({ conf: { "spark.sql.session.timeZone": "America/New_York" } });
  const shown = spark.sql(
    "SELECT date_format(DATE'2021-07-04', 'HH VV XXX') AS a, to_char(TIMESTAMP_NTZ'2021-01-04 05:00:00', 'HH z') AS b",
  );
  expect(await shown.toJSON()).toEqual(['{"a":"00 America/New_York -04:00","b":"05 EST"}']);
  await spark.stop();
});
