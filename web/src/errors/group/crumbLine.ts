import type { ErrorBreadcrumb } from "../../api/errors.ts";

/** What a step says in one line: its message, a request, a change of page, or whatever it holds. */
export function crumbLine({ message, data }: ErrorBreadcrumb): string {
  const value = (name: string): string | null => {
    const found = data?.[name];
    return typeof found === "string" || typeof found === "number" ? String(found) : null;
  };
  const [method, url, status] = [value("method"), value("url"), value("status_code")];
  if (url !== null) {
    return [method, url, status === null ? null : `→ ${status}`].filter((part) => part !== null).join(" ");
  }
  const [from, to] = [value("from"), value("to")];
  if (to !== null) return from === null ? to : `${from} → ${to}`;
  if (typeof message === "string" && message !== "") return message;
  return data === null || data === undefined ? "" : JSON.stringify(data);
}
