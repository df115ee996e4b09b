import * as assert from "node:assert/strict";

const css = await Deno.readTextFile(new URL("./app.css", import.meta.url));

/** The WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function colour(name: string, scheme: "light" | "dark"): string {
  const [, light, dark] = new RegExp(`--color-${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? [];
  const hex = scheme === "light" ? light : dark;
  assert.ok(hex !== undefined, `${name} is not in app.css`);
  return hex;
}

/** Text or line, what it stands on, and the least contrast: 4.5 for text, 3 for the edge of a control (WCAG AA). */
const pairs: readonly (readonly [string, readonly string[], number])[] = [
  ["ink", ["canvas", "surface", "sunken", "accent-soft", "warn-soft", "bad-soft"], 4.5],
  ["muted", ["canvas", "surface", "sunken"], 4.5],
  ["accent", ["canvas", "surface", "sunken", "accent-soft"], 4.5],
  ["on-accent", ["accent"], 4.5],
  ["on-bad", ["bad"], 4.5],
  ["good", ["canvas", "surface", "good-soft"], 4.5],
  ["warn", ["canvas", "surface", "warn-soft"], 4.5],
  ["bad", ["canvas", "surface", "bad-soft"], 4.5],
  ["edge", ["canvas", "surface"], 3],
];

Deno.test("black on white is 21 to 1", () => assert.equal(contrast("#ffffff", "#000000"), 21));

for (const scheme of ["light", "dark"] as const) {
  for (const [text, grounds, least] of pairs) {
    for (const ground of grounds) {
      Deno.test(`${scheme}: ${text} on ${ground} reaches ${least} to 1`, () => {
        const ratio = contrast(colour(text, scheme), colour(ground, scheme));
        assert.ok(ratio >= least, `it is ${ratio.toFixed(2)}`);
      });
    }
  }
}
