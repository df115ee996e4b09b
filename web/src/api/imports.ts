import { everyPage } from "./everyPage.ts";
import { basedOn } from "./leadChanges.ts";
import type { DuplicatePolicy } from "./projects.ts";
import { request } from "./request.ts";
import { transfer } from "./transfer.ts";

export const importFields = [
  "company",
  "website",
  "contactName",
  "contactFirstName",
  "contactLastName",
  "email",
  "phone",
  "siren",
  "vat",
  "notes",
  "tags",
  "nextStep",
] as const;

/** What a column of a table may be. */
export type ImportField = typeof importFields[number];

export type ImportState = "mapping" | "checking" | "checked" | "running" | "finished" | "cancelled" | "failed";

export interface ImportCounts {
  readonly rows: number;
  readonly good: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly existing: number;
}

export interface ImportOptions {
  /** Null does what the project does with a dropped lead. */
  readonly duplicates: DuplicatePolicy | "skip" | null;
  readonly analyze: boolean;
  readonly tags: readonly string[];
  readonly ownerId: string | null;
  readonly keyColumn: number | null;
}

export interface ImportColumn {
  readonly index: number;
  readonly name: string | null;
  readonly samples: readonly string[];
  readonly guess: ImportField | null;
}

/** A field for each column that is read, by the column's number. */
export type ImportMapping = Readonly<Record<string, ImportField>>;

/** A table or a list that is to become leads, as the node has it. */
export interface LeadImport {
  readonly id: string;
  readonly projectId: string;
  readonly createdByName: string;
  readonly fileName: string;
  readonly byteCount: number;
  /** False once the file is not kept any more: then there is no report, either. */
  readonly hasFile: boolean;
  readonly state: ImportState;
  readonly encoding: string;
  readonly delimiter: "comma" | "semicolon" | "tab";
  readonly hasHeader: boolean;
  readonly columns: readonly ImportColumn[];
  readonly mapping: ImportMapping;
  readonly options: ImportOptions;
  readonly counts: ImportCounts;
  readonly progress: { readonly rows: number; readonly total: number };
  readonly error: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly finishedAt: string | null;
}

export interface ImportChange {
  readonly mapping?: ImportMapping;
  readonly hasHeader?: boolean;
  readonly options?: Partial<ImportOptions>;
}

export interface PreviewRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why it is refused; null for a row that becomes a lead. */
  readonly reason: string | null;
}

const base = "/api/v1/imports";

function path(id: string, rest = ""): string {
  return `${base}/${encodeURIComponent(id)}${rest}`;
}

export function listImports(signal: AbortSignal): Promise<readonly LeadImport[]> {
  return everyPage(`${base}?limit=100`, signal);
}

export function openImport(id: string, signal: AbortSignal): Promise<LeadImport> {
  return request("GET", path(id), { signal });
}

/** Sends a file as it is; the node finds out how it is written. */
export async function uploadImport(file: File, project: string, signal: AbortSignal): Promise<LeadImport> {
  const query = new URLSearchParams({ project, name: file.name });
  const answer = await transfer("POST", `${base}?${query}`, { body: file, type: "text/csv", signal });
  return await answer.json();
}

export function pasteImport(text: string, project: string, signal: AbortSignal): Promise<LeadImport> {
  return request("POST", `${base}?${new URLSearchParams({ project })}`, { body: { text }, signal });
}

/** Refused with `stale_version` when someone else changed it since `version`. */
export function changeImport({ id, version }: LeadImport, change: ImportChange): Promise<LeadImport> {
  return request("PATCH", path(id), { body: change, headers: basedOn(version) });
}

export async function previewImport(id: string, limit: number, signal: AbortSignal): Promise<readonly PreviewRow[]> {
  const answer = await request<{ items: readonly PreviewRow[] }>("GET", path(id, `/rows?limit=${limit}`), { signal });
  return answer.items;
}

/** A dry run: counts what would become of each row. */
export function checkImport(id: string): Promise<LeadImport> {
  return request("POST", path(id, "/check"));
}

export function startImport(id: string): Promise<LeadImport> {
  return request("POST", path(id, "/start"));
}

export function cancelImport(id: string): Promise<LeadImport> {
  return request("POST", path(id, "/cancellation"));
}

export async function deleteImport({ id, version }: LeadImport): Promise<void> {
  await request("DELETE", path(id), { headers: basedOn(version) });
}

/** The refused rows as they came, each with its line and reason. */
export async function importReport(id: string, signal?: AbortSignal): Promise<Blob> {
  const answer = await transfer("GET", path(id, "/report"), signal === undefined ? {} : { signal });
  return await answer.blob();
}

/** What is read of a report to show its first rows. */
const BEGINNING_BYTES = 65_536;

/** The beginning of the same report, so that a page never holds a long one. */
export async function beginningOfReport(id: string, signal: AbortSignal): Promise<string> {
  const answer = await transfer("GET", path(id, "/report"), { signal });
  const decoder = new TextDecoder();
  const reader = answer.body?.getReader();
  let text = "";
  let count = 0;
  while (count < BEGINNING_BYTES) {
    // oxlint-disable-next-line no-await-in-loop -- a stream is read piece by piece
    const piece = await reader?.read();
    if (piece?.value === undefined) return text + decoder.decode();
    count += piece.value.byteLength;
    text += decoder.decode(piece.value, { stream: true });
  }
  void reader?.cancel();
  return text;
}
