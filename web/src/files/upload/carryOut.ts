import { ApiFailure } from "../../api/ApiFailure.ts";
import { anyScript } from "../../api/storage.ts";
import { exchange } from "./exchange.ts";
import { addressOf, inputOf, metadataHeader, offsetOf } from "./tusWords.ts";
import type { UploadEffect, UploadInput } from "./uploadMachine.ts";

const path = "/storage/v1/upload/resumable";
const version = { "tus-resumable": "1.0.0" };

export interface UploadSource {
  readonly file: Blob;
  readonly bucket: string;
  readonly key: string;
}

/** Does what the machine asks for and tells it what came of it; returns what ends that. */
export function carryOut(effect: UploadEffect, source: UploadSource, tell: (input: UploadInput) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const run = async (during: "create" | "send" | "ask", work: () => Promise<UploadInput>) => {
    let input: UploadInput;
    try {
      input = await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      input = inputOf(error, during);
    }
    if (!signal.aborted) tell(input);
  };
  switch (effect.kind) {
    case "create":
      void run("create", () => create(source, effect.replaces, signal));
      break;
    case "send":
      void run("send", () =>
        send(source, effect, signal, (bytes) => {
          if (!signal.aborted) tell({ kind: "progressed", bytes });
        }));
      break;
    case "ask":
      void run("ask", () => ask(effect.address, signal));
      break;
    case "rest": {
      const timer = setTimeout(() => tell({ kind: "rested" }), effect.ms);
      return () => clearTimeout(timer);
    }
    case "drop":
      // The node forgets it by itself where this does not arrive.
      exchange({ method: "DELETE", path: effect.address, headers: version, signal }).catch(() => {});
      return () => {};
    case "stop":
      break;
  }
  return () => controller.abort();
}

async function create({ file, bucket, key }: UploadSource, replaces: boolean, signal: AbortSignal) {
  const answer = await exchange({
    method: "POST",
    path,
    headers: {
      ...version,
      "upload-length": String(file.size),
      "upload-metadata": metadataHeader({
        bucketName: bucket,
        objectName: key,
        contentType: file.type === "" ? "application/octet-stream" : file.type,
        cacheControl: "3600",
      }),
      ...anyScript,
      ...(replaces ? { "x-upsert": "true" } : {}),
    },
    signal,
  });
  const address = addressOf(answer.header("location"), new URL(path, location.href).href);
  return address === null ? { kind: "broke" } as const : { kind: "created", address } as const;
}

async function send(
  { file }: UploadSource,
  { address, start, end }: UploadEffect & { readonly kind: "send" },
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
) {
  const answer = await exchange({
    method: "PATCH",
    path: address,
    headers: { ...version, "upload-offset": String(start), "content-type": "application/offset+octet-stream" },
    body: file.slice(start, end),
    onProgress,
    signal,
  });
  return reached(answer.header("upload-offset"));
}

async function ask(address: string, signal: AbortSignal) {
  return reached((await exchange({ method: "HEAD", path: address, headers: version, signal })).header("upload-offset"));
}

function reached(header: string | null) {
  const offset = offsetOf(header);
  return offset === null ? { kind: "broke" } as const : { kind: "reached", offset } as const;
}
