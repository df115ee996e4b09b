export type PreviewKind = "image" | "pdf" | "text" | "none";

/** Pictures that hold nothing to run: SVG can, so its source is shown. */
const images = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"]);
const texts =
  /^(text\/.*|application\/(json|xml|x?html\+xml|javascript|x-javascript|x-sh|yaml|x-yaml|toml|sql|x-ndjson)|image\/svg\+xml|.*\+(json|xml))$/;

/** How a file is shown. What a browser could run is never more than text. */
export function previewKind(contentType: string): PreviewKind {
  const type = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (images.has(type)) return "image";
  if (type === "application/pdf") return "pdf";
  return texts.test(type) ? "text" : "none";
}
