import * as assert from "node:assert/strict";
import { decodeFrame, encodeFrame } from "./phoenixCodec.ts";

function binary(kind: number, encoding: number, parts: readonly string[], payload: Uint8Array): ArrayBuffer {
  const encoded = parts.map((part) => new TextEncoder().encode(part));
  const bytes = [kind, ...encoded.map((part) => part.length), encoding, ...encoded.flatMap((part) => Array.from(part))];
  return new Uint8Array([...bytes, ...payload]).buffer;
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

for (
  const [what, message] of [
    ["text that is no JSON", "{"],
    ["an object", '{"topic":"t","event":"e","payload":{},"ref":null}'],
    ["too few elements", '[null,null,"t","e"]'],
    ["a numeric ref", '[null,1,"t","e",{}]'],
    ["a topic that is no string", '[null,null,7,"e",{}]'],
    ["an empty binary message", new ArrayBuffer(0)],
    ["an unknown binary kind", binary(2, 1, ["t", "e", ""], json({}))],
    ["a binary message cut short", new Uint8Array([4, 200, 1, 0, 1, 116]).buffer],
    ["a binary payload that is no JSON", binary(4, 1, ["t", "e", ""], new TextEncoder().encode("{"))],
  ] as const
) {
  Deno.test(`${what} is no frame`, () => assert.equal(decodeFrame(message), null));
}

Deno.test("a text frame survives the way there and back", () => {
  const frame = { joinRef: "1", ref: "2", topic: "realtime:room:lead:é", event: "phx_join", payload: { config: {} } };
  assert.equal(encodeFrame(frame), '["1","2","realtime:room:lead:é","phx_join",{"config":{}}]');
  assert.deepEqual(decodeFrame(encodeFrame(frame)), frame);
});

Deno.test("elements after the fifth are ignored", () => {
  assert.equal(decodeFrame('[null,null,"t","e",{},"more"]')?.topic, "t");
});

Deno.test("a binary broadcast reads like a text one, with its metadata", () => {
  const meta = { id: "e1", seq: 7, epoch: "a" };
  const message = binary(4, 1, ["realtime:rôom", "lead.updated", JSON.stringify(meta)], json({ n: 1 }));
  assert.deepEqual(decodeFrame(message), {
    joinRef: null,
    ref: null,
    topic: "realtime:rôom",
    event: "broadcast",
    payload: { type: "broadcast", event: "lead.updated", payload: { n: 1 }, meta },
  });
});

Deno.test("a raw binary broadcast keeps its bytes", () => {
  const frame = decodeFrame(binary(4, 0, ["t", "e", ""], new Uint8Array([0, 255])));
  assert.deepEqual(frame?.payload, { type: "broadcast", event: "e", payload: new Uint8Array([0, 255]) });
});
