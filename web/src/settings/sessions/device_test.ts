import * as assert from "node:assert/strict";
import { deviceOf } from "./device.ts";

const like = "Mozilla/5.0";
for (
  const [userAgent, browser, system] of [
    [
      `${like} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36`,
      "Chrome",
      "Windows",
    ],
    [
      `${like} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/120.0`,
      "Edge",
      "Windows",
    ],
    [`${like} (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0`, "Firefox", "Linux"],
    [
      `${like} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.2 Safari/605.1.15`,
      "Safari",
      "macOS",
    ],
    [
      `${like} (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 Version/17.2 Mobile/15E148 Safari/604.1`,
      "Safari",
      "iPhone",
    ],
    [
      `${like} (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 CriOS/120.0 Mobile/15E148 Safari/604.1`,
      "Chrome",
      "iPhone",
    ],
    [
      `${like} (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36`,
      "Chrome",
      "Android",
    ],
    [
      `${like} (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36`,
      "Samsung Internet",
      "Android",
    ],
    ["python-httpx/0.27.0", "python-httpx", null],
    ["supabase-swift/2.5 (iOS)", "supabase-swift", null],
    [`${"x".repeat(500)}/1`, "x".repeat(40), null],
  ] as const
) {
  Deno.test(`${userAgent.slice(0, 60)} is ${browser.slice(0, 20)}`, () => {
    assert.deepEqual(deviceOf(userAgent), { browser, system });
  });
}

Deno.test("who says nothing is nobody known", () => {
  for (const userAgent of [null, "", "  ", "/1.0"]) assert.equal(deviceOf(userAgent), null);
});
