/** Every function by its Spark name. A family is a file; adding a function is adding a row to one. */
import { aggregateFunctions } from "./aggregates.ts";
import { arrayFunctions } from "./arrays.ts";
import { mapFunctions } from "./maps.ts";
import { structFunctions } from "./structs.ts";
import { concatFunctions } from "./concat.ts";
import { conditionalFunctions } from "./conditional.ts";
import { datetimeFunctions } from "./datetimes.ts";
import type { FunctionDefinition } from "./function.ts";
import { hashes } from "./hashes.ts";
import { encryption } from "./encryption.ts";
import { grouping, groupingId } from "./grouping.ts";
import { generators } from "./generators.ts";
import { datetimeHostFunctions } from "./host/datetimes.ts";
import { cipherFunctions } from "./host/ciphers.ts";
import { distributionFunctions } from "./host/distributions.ts";
import { hashFunctions } from "./host/hashes.ts";
import type { HostFunction } from "./host/host-function.ts";
import { randomFunctions } from "./host/randoms.ts";
import { regexpFunctions } from "./host/regexps.ts";
import { numberFormFunctions } from "./host/number-forms.ts";
import { numberTextFunctions } from "./host/number-texts.ts";
import { encodingFunctions } from "./host/encodings.ts";
import { textFormFunctions } from "./host/text-forms.ts";
import { textFunctions } from "./host/texts.ts";
import { transcendentalFunctions } from "./host/transcendentals.ts";
import { csvFunctions } from "./csv.ts";
import { jsonFunctions, jsonTuple } from "./json.ts";
import { csvHostFunctions } from "./host/csv.ts";
import { jsonHostFunctions } from "./host/json.ts";
import { numberFunctions } from "./numbers.ts";
import { operators } from "./operators.ts";
import { randoms } from "./randoms.ts";
import { sessionFunctions } from "./session-functions.ts";
import { regexpScalars } from "./regexps.ts";
import { stringFunctions } from "./strings.ts";
import { numberForms } from "./number-forms.ts";
import { encodings } from "./encodings.ts";
import { textForms } from "./text-forms.ts";
import { timeMaking } from "./time-making.ts";
import { timeMakingFunctions } from "./host/time-making.ts";
import { windowTime } from "./time-windows.ts";

const ALL: readonly FunctionDefinition[] = [
  ...operators,
  ...conditionalFunctions,
  ...stringFunctions,
  ...concatFunctions,
  ...regexpScalars,
  ...textForms,
  ...numberForms,
  ...encodings,
  ...encryption,
  ...hashes,
  ...randoms,
  ...sessionFunctions,
  ...numberFunctions,
  ...datetimeFunctions,
  ...timeMaking,
  ...arrayFunctions,
  ...mapFunctions,
  ...structFunctions,
  ...csvFunctions,
  ...jsonFunctions,
  jsonTuple,
  ...generators,
  ...aggregateFunctions,
  windowTime,
  grouping,
  groupingId,
];

const BY_NAME: ReadonlyMap<string, FunctionDefinition> = new Map(
  ALL.map((definition) => [definition.name, definition]),
);

export const functionNames: readonly string[] = [...BY_NAME.keys()];

/** Names are found in any case. */
export function findFunction(name: string): FunctionDefinition | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** What the kernel must be able to call back. */
export const hostFunctions: readonly HostFunction[] = [
  ...textFunctions,
  ...transcendentalFunctions,
  ...textFormFunctions,
  ...numberFormFunctions,
  ...numberTextFunctions,
  ...encodingFunctions,
  ...regexpFunctions,
  ...hashFunctions,
  ...distributionFunctions,
  ...cipherFunctions,
  ...randomFunctions,
  ...datetimeHostFunctions,
  ...timeMakingFunctions,
  ...csvHostFunctions,
  ...jsonHostFunctions,
];
