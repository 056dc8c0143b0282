import type { Shape, StructShape } from "./schema-floats.ts";

/** A row's JSON text with its FLOAT and DOUBLE numbers taken out. Everything else stays to the letter, big integers and decimals too. */
export interface SplitRow {
  readonly skeleton: string;
  readonly numbers: readonly string[];
}

/** Undefined when `text` is not the JSON object of a row. */
export function splitRow(text: string, shape: StructShape): SplitRow | undefined {
  const reader = new RowReader(text);
  return reader.value(shape) && reader.atEnd ? { skeleton: reader.skeleton, numbers: reader.numbers } : undefined;
}

// JSON text cannot hold it unescaped.
const NUMBER_GONE = "\u0000";

class RowReader {
  skeleton = "";
  readonly numbers: string[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  value(shape: Shape): boolean {
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(shape);
      case "[":
        return this.#array(shape);
      case '"':
        return this.#string() !== undefined;
      default:
        return this.#scalar(shape);
    }
  }

  /** Fields are told by name, by position where the position has that name: a name may occur twice, and NULL fields may be left out. */
  #object(shape: Shape): boolean {
    this.#copy("{");
    if (this.#copy("}")) return true;
    for (let position = 0; ; position += 1) {
      const name = this.#string();
      if (name === undefined || !this.#copy(":") || !this.value(fieldOf(shape, name, position))) return false;
      if (this.#copy("}")) return true;
      if (!this.#copy(",")) return false;
    }
  }

  #array(shape: Shape): boolean {
    const element = typeof shape === "object" && shape.kind === "array" ? shape.element : "exact";
    this.#copy("[");
    if (this.#copy("]")) return true;
    for (;;) {
      if (!this.value(element)) return false;
      if (this.#copy("]")) return true;
      if (!this.#copy(",")) return false;
    }
  }

  #string(): string | undefined {
    const token = this.#match(/"(?:\\.|[^"\\])*"/sy);
    if (token === undefined) return undefined;
    this.skeleton += token;
    try {
      return JSON.parse(token) as string;
    } catch {
      return undefined;
    }
  }

  #scalar(shape: Shape): boolean {
    const token = this.#match(/-?\d[\d.eE+-]*|true|false|null/y);
    if (token === undefined) return false;
    if (shape === "float" && /\d/.test(token)) {
      this.numbers.push(token);
      this.skeleton += NUMBER_GONE;
    } else {
      this.skeleton += token;
    }
    return true;
  }

  #copy(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    this.skeleton += character;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0];
    if (token !== undefined) this.#at += token.length;
    return token;
  }
}

function fieldOf(shape: Shape, name: string, position: number): Shape {
  if (typeof shape !== "object") return "exact";
  if (shape.kind === "map") return shape.value;
  if (shape.kind === "array") return "exact";
  const here = shape.fields[position];
  const field = here?.name === name ? here : shape.fields.find((one) => one.name === name);
  return field?.shape ?? "exact";
}
