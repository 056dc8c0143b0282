/** AES in the modes of Spark. */
import { expect, test } from "vitest";
import { session } from "../scratch.ts";
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT aes_encrypt('text', 'abcdefghijklmnop', 'ECB')": [
    '{"aes_encrypt(text, abcdefghijklmnop, ECB, DEFAULT, , )":"SwqkW0tIxcsqT3mLM0OWBQ=="}',
  ],
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'ECB', 'PKCS'))": [
    '{"hex(aes_encrypt(text, abcdefghijklmnop, ECB, PKCS, , ))":"4B0AA45B4B48C5CB2A4F798B33439605"}',
  ],
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'ecb', 'pkcs'))": [
    '{"hex(aes_encrypt(text, abcdefghijklmnop, ecb, pkcs, , ))":"4B0AA45B4B48C5CB2A4F798B33439605"}',
  ],
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'ECB', 'NONE'))": "UNSUPPORTED_FEATURE.AES_MODE",
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'GCM', 'DEFAULT', unhex('000000000000000000000000')))": [
    '{"hex(aes_encrypt(text, abcdefghijklmnop, GCM, DEFAULT, unhex(000000000000000000000000), ))":"00000000000000000000000062C0F0F19AA63D456D1EB0755BA5D9DE184F0E3B"}',
  ],
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'GCM', 'NONE', unhex('000000000000000000000000'), 'aad'))": [
    '{"hex(aes_encrypt(text, abcdefghijklmnop, GCM, NONE, unhex(000000000000000000000000), aad))":"00000000000000000000000062C0F0F1C941B0BACCACF01ADAAC54B69E81BAAF"}',
  ],
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnopabcdefgh', 'CBC', 'PKCS', unhex('00000000000000000000000000000000')))":
    [
      '{"hex(aes_encrypt(text, abcdefghijklmnopabcdefgh, CBC, PKCS, unhex(00000000000000000000000000000000), ))":"00000000000000000000000000000000FFA0E7BDC8F5CD87D68DD8273AADF99D"}',
    ],
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnopabcdefghijklmnop', 'ECB'))": [
    '{"hex(aes_encrypt(text, abcdefghijklmnopabcdefghijklmnop, ECB, DEFAULT, , ))":"AA80F84462B20A93F538049888EF14E5"}',
  ],
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'CBC', 'DEFAULT', unhex('00')))":
    "INVALID_PARAMETER_VALUE.AES_IV_LENGTH",
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'GCM', 'DEFAULT', unhex('00')))":
    "INVALID_PARAMETER_VALUE.AES_IV_LENGTH",
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'ECB', 'DEFAULT', unhex('00000000000000000000000000000000')))":
    "UNSUPPORTED_FEATURE.AES_MODE_IV",
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'CBC', 'DEFAULT', unhex('00000000000000000000000000000000'), 'aad'))":
    "UNSUPPORTED_FEATURE.AES_MODE_AAD",
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'XXX'))": "UNSUPPORTED_FEATURE.AES_MODE",
  "SELECT hex(aes_encrypt('text', 'abcdefghijklmnop', 'GCM', 'PKCS'))": "UNSUPPORTED_FEATURE.AES_MODE",
  "SELECT hex(aes_encrypt(NULL, 'abcdefghijklmnop'))": [
    '{"hex(aes_encrypt(NULL, abcdefghijklmnop, GCM, DEFAULT, , ))":null}',
  ],
  "SELECT hex(aes_encrypt('x', NULL))": ['{"hex(aes_encrypt(x, NULL, GCM, DEFAULT, , ))":null}'],
  "SELECT hex(aes_encrypt('x', 'abcdefghijklmnop', NULL))": [
    '{"hex(aes_encrypt(x, abcdefghijklmnop, NULL, DEFAULT, , ))":null}',
  ],
  "SELECT string(aes_decrypt(unhex('4B0AA45B4B48C5CB2A4F798B33439605'), 'abcdefghijklmnop', 'ECB'))": [
    '{"aes_decrypt(unhex(4B0AA45B4B48C5CB2A4F798B33439605), abcdefghijklmnop, ECB, DEFAULT, )":"text"}',
  ],
  "SELECT string(aes_decrypt(unhex('4B0AA45B4B48C5CB2A4F798B33439605'), 'abcdefghijklmnoq', 'ECB'))":
    "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR",
  "SELECT string(aes_decrypt(unhex('000000000000000000000000000000004B0AA45B4B48C5CB2A4F798B33439605'), 'abcdefghijklmnop', 'CBC'))":
    [
      '{"aes_decrypt(unhex(000000000000000000000000000000004B0AA45B4B48C5CB2A4F798B33439605), abcdefghijklmnop, CBC, DEFAULT, )":"text"}',
    ],
  "SELECT string(aes_decrypt(aes_encrypt('text', 'abcdefghijklmnop', 'GCM', 'DEFAULT', unhex('000000000000000000000000'), 'aad'), 'abcdefghijklmnop', 'GCM', 'DEFAULT', 'aad'))":
    [
      '{"aes_decrypt(aes_encrypt(text, abcdefghijklmnop, GCM, DEFAULT, unhex(000000000000000000000000), aad), abcdefghijklmnop, GCM, DEFAULT, aad)":"text"}',
    ],
  "SELECT string(aes_decrypt(aes_encrypt('text', 'abcdefghijklmnop', 'GCM', 'DEFAULT', unhex('000000000000000000000000'), 'aad'), 'abcdefghijklmnop', 'GCM', 'DEFAULT', 'aax'))":
    "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR",
  "SELECT string(try_aes_decrypt(aes_encrypt('text', 'abcdefghijklmnop', 'GCM', 'DEFAULT', unhex('000000000000000000000000'), 'aad'), 'abcdefghijklmnop', 'GCM', 'DEFAULT', 'aax'))":
    [
      '{"try_aes_decrypt(aes_encrypt(text, abcdefghijklmnop, GCM, DEFAULT, unhex(000000000000000000000000), aad), abcdefghijklmnop, GCM, DEFAULT, aax)":null}',
    ],
  "SELECT try_aes_decrypt(X'00', 'short')": ["{\"try_aes_decrypt(X'00', short, GCM, DEFAULT, )\":null}"],
  "SELECT try_aes_decrypt(X'00', 'abcdefghijklmnop', 'XXX')": [
    "{\"try_aes_decrypt(X'00', abcdefghijklmnop, XXX, DEFAULT, )\":null}",
  ],
  "SELECT aes_decrypt(NULL, 'abcdefghijklmnop')": ['{"aes_decrypt(NULL, abcdefghijklmnop, GCM, DEFAULT, )":null}'],
  "SELECT aes_decrypt(X'00', 'abcdefghijklmnop', 'ECB')": "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR",
  "SELECT aes_decrypt(X'00', 'abcdefghijklmnop', 'CBC')": "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR",
  "SELECT aes_decrypt('abc', 'abcdefghijklmnop', 'CBC')": "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR",
  "SELECT aes_encrypt('text')": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT aes_encrypt(1, 'abcdefghijklmnop', 'ECB')": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT length(aes_encrypt('text', 'abcdefghijklmnop')), length(aes_encrypt('text', 'abcdefghijklmnop', 'CBC'))": [
    '{"length(aes_encrypt(text, abcdefghijklmnop, GCM, DEFAULT, , ))":32,"length(aes_encrypt(text, abcdefghijklmnop, CBC, DEFAULT, , ))":32}',
  ],
});

test("no two messages have an initial vector in common, and a query has its own", async () => {
  const spark = await session();
  const vectors = async (): Promise<string[]> => {
    const rows = await spark
      .sql("SELECT hex(substring(aes_encrypt(a, 'abcdefghijklmnop'), 1, 12)) FROM VALUES ('x'), ('y') AS t(a)")
      .collect();
    return rows.map((row) => row.at(0) as string);
  };
  expect(new Set([...(await vectors()), ...(await vectors())]).size).toBe(4);
});
