/** Maps whose keys may be values without identity: structs, lists, times. Equal values are one key. */

/** A text that is the same for equal values. */
function keyText(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return `[${value.map(keyText).join(",")}]`;
  if (value instanceof Map) return `{${[...value].map(([k, v]) => `${keyText(k)}:${keyText(v)}`).join(",")}}`;
  if (value !== null && typeof value === "object") {
    const { name } = value.constructor;
    return `${name === "Object" ? "" : name}${JSON.stringify(value)}`;
  }
  return JSON.stringify(value) ?? "undefined";
}

class ValueMap<K, V> extends Map<K, V> {
  readonly #keys = new Map<string, K>();

  #own(key: K): K {
    return this.#keys.get(keyText(key)) ?? key;
  }
  override get(key: K): V | undefined {
    return super.get(this.#own(key));
  }
  override has(key: K): boolean {
    return super.has(this.#own(key));
  }
  override set(key: K, value: V): this {
    const text = keyText(key);
    const own = this.#keys.get(text) ?? key;
    this.#keys.set(text, own);
    return super.set(own, value);
  }
}

/** An ordinary Map where keys compare by themselves, else one that compares them by value. */
export function valueMap<K, V>(entries: readonly (readonly [K, V])[]): ReadonlyMap<K, V> {
  if (entries.every(([key]) => key === null || typeof key !== "object")) return new Map(entries);
  const map = new ValueMap<K, V>();
  for (const [key, value] of entries) map.set(key, value);
  return map;
}
