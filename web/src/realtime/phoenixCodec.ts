import type { Frame } from "./Frame.ts";

/** The only binary kind that a server sends: a user's broadcast. */
const USER_BROADCAST = 4;
const HEADER_BYTES = 5;
const JSON_ENCODING = 1;

/** The frame as the text that goes over the wire. */
export function encodeFrame(frame: Frame): string {
  return JSON.stringify([frame.joinRef, frame.ref, frame.topic, frame.event, frame.payload]);
}

/** The frame in a WebSocket message, or null for what is no frame. */
export function decodeFrame(message: string | ArrayBuffer): Frame | null {
  return typeof message === "string" ? decodeText(message) : decodeBinary(new Uint8Array(message));
}

function decodeText(text: string): Frame | null {
  const parts = parseJSON(text);
  if (!Array.isArray(parts) || parts.length < 5) return null;
  const [joinRef, ref, topic, event, payload] = parts as readonly unknown[];
  if (!isRef(joinRef) || !isRef(ref) || typeof topic !== "string" || typeof event !== "string") return null;
  return { joinRef, ref, topic, event, payload };
}

/** `[4][topic length][event length][metadata length][encoding] topic event metadata payload`. */
function decodeBinary(bytes: Uint8Array): Frame | null {
  const [kind, topicLength, eventLength, metadataLength, encoding] = bytes;
  if (
    kind !== USER_BROADCAST || topicLength === undefined || eventLength === undefined ||
    metadataLength === undefined || encoding === undefined
  ) return null;
  const payloadStart = HEADER_BYTES + topicLength + eventLength + metadataLength;
  if (bytes.length < payloadStart) return null;
  let offset = HEADER_BYTES;
  const take = (length: number): string => {
    const text = new TextDecoder().decode(bytes.subarray(offset, offset + length));
    offset += length;
    return text;
  };
  const topic = take(topicLength);
  const event = take(eventLength);
  const metadata = take(metadataLength);
  const rest = bytes.subarray(payloadStart);
  const payload = encoding === JSON_ENCODING ? parseJSON(new TextDecoder().decode(rest)) : rest.slice();
  if (payload === undefined) return null;
  const meta = metadata === "" ? undefined : parseJSON(metadata);
  return {
    joinRef: null,
    ref: null,
    topic,
    event: "broadcast",
    payload: { type: "broadcast", event, payload, ...(meta === undefined ? {} : { meta }) },
  };
}

function isRef(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
