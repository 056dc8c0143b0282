/** What Spark answers of URLs that are odd. */
import { expect, test } from "vitest";
import { parseUri } from "../../../src/functions/host/uri.ts";

/** Host, path and authority; undefined where the text is no URI. */
test.each<[string, readonly (string | undefined)[] | undefined]>([
  ["http://[bad", undefined],
  ["http://a/%zz", undefined],
  ["http://a/p[1]", undefined],
  ["http://a/p?q=[1]", ["a", "/p", "a"]],
  ["http://a/p#[x]", ["a", "/p", "a"]],
  ["http://[::1]:80/p", ["[::1]", "/p", "[::1]:80"]],
  ["http://u@[::1]/p", ["[::1]", "/p", "u@[::1]"]],
  ["http://a[1]/p", undefined],
  ["http://", undefined],
  ["http:", undefined],
  ["//h/p", ["h", "/p", "h"]],
  ["http:///p", [undefined, "/p", undefined]],
  ["mailto:a@b", [undefined, undefined, undefined]],
  ["mailto:a[b", [undefined, undefined, undefined]],
  ["http://a:x/p", [undefined, "/p", "a:x"]],
  ["http://a_b/p", [undefined, "/p", "a_b"]],
  ["http://a:80:90/p", [undefined, "/p", "a:80:90"]],
  ["http://é/p", [undefined, "/p", "é"]],
  ["p[1]", undefined],
  ["http://a/%", undefined],
  ["http://a@b@c/p", [undefined, "/p", "a@b@c"]],
  ["1http://a/p", undefined],
  [":a", undefined],
  ["", [undefined, "", undefined]],
  ["http://[zz]/p", undefined],
])("%s", (text, parts) => {
  const uri = parseUri(text);
  expect(uri && [uri.host, uri.path, uri.authority]).toEqual(parts);
});
