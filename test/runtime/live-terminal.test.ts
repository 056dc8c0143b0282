import { expect, test } from "vitest";
import { LiveTerminal, type TerminalStream } from "../../src/runtime/live-terminal.ts";

/** A terminal of so many rows, as far as it is used: the lines that are on it. */
function screen(rows = 24): TerminalStream & { readonly lines: () => string[] } {
  const lines = [""];
  let row = 0;
  const put = (text: string): void => {
    for (const part of text.split(/(\n|\r|\u001b\[\d*[AJ])/)) {
      const up = /^\u001b\[(\d+)A$/.exec(part);
      if (part === "\n") lines[++row] ??= "";
      else if (up !== null) row -= Number(up[1]);
      else if (part === "\u001b[J") lines.splice(row, lines.length, "");
      else if (part !== "\r") lines[row] += part;
    }
  };
  return {
    isTTY: true,
    columns: 80,
    rows,
    write: (text: string) => {
      put(text);
      return true;
    },
    lines: () => [...lines],
  };
}

test("a block is drawn again in its place", () => {
  const out = screen();
  const terminal = new LiveTerminal(out);
  out.write("before\n");
  const a = {};
  terminal.draw(a, () => ["one", "two"]);
  terminal.draw(a, () => ["three"]);
  expect(out.lines()).toEqual(["before", "three", ""]);
});

test("blocks stand below each other, in the order they came", () => {
  const out = screen();
  const terminal = new LiveTerminal(out);
  const [a, b] = [{}, {}];
  terminal.draw(a, () => ["a1"]);
  terminal.draw(b, () => ["b1"]);
  terminal.draw(a, () => ["a2", "a2"]);
  expect(out.lines()).toEqual(["a2", "a2", "b1", ""]);
});

test("what the program writes comes above the blocks, half a line when it is whole", () => {
  const [out, err] = [screen(), screen()];
  const terminal = new LiveTerminal(out, err);
  const a = {};
  terminal.draw(a, () => ["block"]);
  out.write("hello\nwor");
  expect(out.lines()).toEqual(["hello", "block", ""]);
  err.write("ld\n");
  expect(out.lines()).toEqual(["hello", "world", "block", ""]);
  out.write("end");
  terminal.release(a, "remove");
  expect(out.lines()).toEqual(["hello", "world", "end"]);
  out.write("!");
  expect(out.lines()).toEqual(["hello", "world", "end!"]);
});

test("a block that is kept moves up among what was written; one that is removed is gone", () => {
  const out = screen();
  const terminal = new LiveTerminal(out);
  const [a, b] = [{}, {}];
  terminal.draw(a, () => ["a"]);
  terminal.draw(b, () => ["b"]);
  terminal.release(a, "keep");
  terminal.draw(b, () => ["B"]);
  expect(out.lines()).toEqual(["a", "B", ""]);
  terminal.release(b, "remove");
  expect(out.lines()).toEqual(["a", ""]);
});

test("the blocks share the lines there are, and never have one too many", () => {
  const out = screen(11);
  const terminal = new LiveTerminal(out);
  const heights: number[] = [];
  const long = (height: number): string[] => {
    heights.push(height);
    return Array.from({ length: 100 }, (_, i) => String(i));
  };
  terminal.draw({}, long);
  terminal.draw({}, long);
  expect(heights).toEqual([10, 5, 5]);
  expect(out.lines()).toHaveLength(11);
});

test("a character may come in two pieces, and text in another encoding", () => {
  const out = screen();
  const terminal = new LiveTerminal(out);
  const a = {};
  terminal.draw(a, () => ["block"]);
  const bytes = Buffer.from("ä\n");
  out.write(bytes.subarray(0, 1));
  out.write(bytes.subarray(1));
  out.write("aGk=", "base64");
  out.write("\n");
  terminal.release(a, "remove");
  expect(out.lines()).toEqual(["ä", "hi", ""]);
});

test("a block that cannot be drawn fails its owner alone", () => {
  const out = screen();
  const terminal = new LiveTerminal(out);
  expect(() =>
    terminal.draw({}, () => {
      throw new Error("no");
    }),
  ).toThrow("no");
  out.write("fine\n");
  expect(out.lines()).toEqual(["fine", ""]);
});

test("a terminal that says it has no size is taken for one of the usual", () => {
  const out = { ...screen(0), columns: 0 };
  const terminal = new LiveTerminal(out);
  let place: readonly number[] = [];
  terminal.draw({}, (height, width) => {
    place = [height, width];
    return [];
  });
  expect(place).toEqual([23, 80]);
});
