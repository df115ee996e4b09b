import * as assert from "node:assert/strict";
import { barsOf } from "./trend.ts";

Deno.test("hours without any error have no bar", () => assert.deepEqual(barsOf([0, 0]), [0, 0]));

Deno.test("one error beside a thousand is still seen", () => assert.deepEqual(barsOf([1_000, 1, 0]), [1, 0.12, 0]));
