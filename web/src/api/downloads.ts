import { EXPORT_BYTES_MAX, ExportTooLarge } from "./exports.ts";
import { transfer } from "./transfer.ts";

/** A file that the node makes, whole in memory. Throws `ExportTooLarge` past what a page can hold. */
export async function download(path: string, signal: AbortSignal | null = null): Promise<Blob> {
  const controller = new AbortController();
  const signals = signal === null ? controller.signal : AbortSignal.any([signal, controller.signal]);
  const answer = await transfer("GET", path, { signal: signals });
  const pieces: BlobPart[] = [];
  let count = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a stream is read piece by piece
    const piece = await reader?.read();
    if (piece?.value === undefined) break;
    count += piece.value.byteLength;
    if (count > EXPORT_BYTES_MAX) {
      controller.abort();
      throw new ExportTooLarge();
    }
    pieces.push(piece.value as Uint8Array<ArrayBuffer>);
  }
  return new Blob(pieces, { type: answer.headers.get("content-type") ?? "application/octet-stream" });
}
