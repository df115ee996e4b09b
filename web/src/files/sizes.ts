const MEGABYTE = 1_000_000;

/** How much of the quota is used, from 0 to 100; null without one. */
export function shareOf(bytes: number, quotaBytes: number | null): number | null {
  if (quotaBytes === null) return null;
  return quotaBytes <= 0 ? 100 : Math.min(100, Math.round((bytes / quotaBytes) * 100));
}

/** The bytes that were typed as megabytes; null for no limit, undefined for what is no size. */
export function bytesOfMegabytes(text: string): number | null | undefined {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return null;
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(plain)) return undefined;
  const bytes = Math.round(Number(plain) * MEGABYTE);
  return bytes > 0 ? bytes : undefined;
}

export function megabytesOf(bytes: number | null): string {
  return bytes === null ? "" : String(Math.round((bytes / MEGABYTE) * 1_000) / 1_000);
}

/** The types that were typed, apart by commas, spaces or lines; null for any, undefined when one is no type. */
export function typesOf(text: string): readonly string[] | null | undefined {
  const types = text.toLowerCase().split(/[\s,;]+/).filter((type) => type !== "");
  if (types.length === 0) return null;
  return types.every((type) => /^[\w.+-]+\/([\w.+-]+|\*)$/.test(type)) ? [...new Set(types)] : undefined;
}
