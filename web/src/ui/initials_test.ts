import * as assert from "node:assert/strict";
import { initials } from "./initials.ts";

for (
  const [name, expected] of [
    ["", "?"],
    ["  ", "?"],
    ["anna", "A"],
    ["Ada Lovelace", "AL"],
    [" Jean-Pierre  de la Tour ", "JT"],
    ["élodie Œuvrard", "ÉŒ"],
    ["𝒜da 🦊", "𝒜🦊"],
  ] as const
) Deno.test(`“${name}” is ${expected}`, () => assert.equal(initials(name), expected));
