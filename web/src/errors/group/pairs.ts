import { isRecord } from "../../api/isRecord.ts";

/** A name and what it says. */
export type Pair = readonly [string, string];

/** Deeper than this, and longer, is cut off: what is shown was sent by anybody. */
const DEPTH_MAX = 4;
const PAIRS_MAX = 200;
const TEXT_MAX = 2_000;

/** What an object holds, one line each; names of what is inside others are joined by dots. */
export function pairsOf(value: unknown): readonly Pair[] {
  const pairs: Pair[] = [];
  collect(value, "", 0, pairs);
  return pairs;
}

function collect(value: unknown, name: string, depth: number, pairs: Pair[]): void {
  if (value === null || value === undefined || pairs.length >= PAIRS_MAX) return;
  if (isNamed(value)) return collect(value.value, name === "" ? value.name : `${name}.${value.name}`, depth + 1, pairs);
  if (typeof value === "object" && depth < DEPTH_MAX) {
    if (Array.isArray(value) && value.length > 0 && value.every(isNamed)) {
      for (const inner of value) collect(inner, name, depth + 1, pairs);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      collect(inner, name === "" ? key : `${name}.${key}`, depth + 1, pairs);
    }
    return;
  }
  const text = typeof value === "string" ? value : JSON.stringify(value) ?? "";
  pairs.push([name, text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text]);
}

/** Tags and headers come as lists of these. */
function isNamed(value: unknown): value is { readonly name: string; readonly value: unknown } {
  return isRecord(value) && typeof value["name"] === "string" && "value" in value && Object.keys(value).length === 2;
}
