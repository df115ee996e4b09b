import { type LeadFilter, queryOf } from "./LeadFilter.ts";
import { transfer } from "./transfer.ts";

export type ExportFormat = "csv" | "jsonl";

/** What a page can hold before it hands the file over; more is for the command line. */
export const EXPORT_BYTES_MAX = 200_000_000;

export class ExportTooLarge extends Error {}

/** All that passes the filter as one file, told piece by piece how much has come. Throws `ExportTooLarge` past the limit. */
export async function exportLeads(
  filter: LeadFilter,
  format: ExportFormat,
  onBytes: (count: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const query = new URLSearchParams(queryOf(filter));
  query.set("format", format);
  const answer = await transfer("GET", `/api/v1/leads/export?${query}`, { signal });
  const pieces: BlobPart[] = [];
  let count = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a stream is read piece by piece
    const piece = await reader?.read();
    if (piece?.value === undefined) break;
    count += piece.value.byteLength;
    if (count > EXPORT_BYTES_MAX) {
      void reader?.cancel();
      throw new ExportTooLarge();
    }
    pieces.push(piece.value as Uint8Array<ArrayBuffer>);
    onBytes(count);
  }
  return new Blob(pieces, { type: format === "csv" ? "text/csv" : "application/jsonl" });
}
