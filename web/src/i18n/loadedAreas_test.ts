import * as assert from "node:assert/strict";
import type { Language } from "./Language.ts";
import { LoadedAreas } from "./loadedAreas.ts";

Deno.test("sentences that could not be fetched are asked for again, and those that are here are not", async () => {
  const areas = new LoadedAreas();
  let [isAway, asked] = [true, 0];
  await areas.speak("fr");
  areas.add(() => {
    asked += 1;
    return isAway ? Promise.reject(new Error("away")) : Promise.resolve();
  });
  await areas.ready().then(() => assert.ok(false), () => {});
  isAway = false;
  await areas.ready();
  await areas.ready();
  assert.equal(asked, 2);
});

Deno.test("another language is fetched for the parts that are here, and both for those that come later", async () => {
  const areas = new LoadedAreas();
  const heard: [string, Language][] = [];
  const part = (name: string) => (language: Language) => {
    heard.push([name, language]);
    return Promise.resolve();
  };
  await areas.speak("fr");
  areas.add(part("board"));
  await areas.speak("en");
  areas.add(part("chat"));
  await areas.ready();
  assert.deepEqual(heard, [["board", "fr"], ["board", "en"], ["chat", "fr"], ["chat", "en"]]);
});

Deno.test("a part that is here before any language is known waits for one", async () => {
  const areas = new LoadedAreas();
  const heard: Language[] = [];
  areas.add((language) => Promise.resolve(void heard.push(language)));
  await areas.ready();
  assert.deepEqual(heard, []);
  await areas.speak("en");
  assert.deepEqual(heard, ["en"]);
});
