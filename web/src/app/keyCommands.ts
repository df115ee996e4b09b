export type KeyCommand =
  | "search"
  | "newLead"
  | "leads"
  | "pipeline"
  | "chat"
  | "files"
  | "jobs"
  | "payouts"
  | "node"
  | "errors"
  | "inbox"
  | "settings"
  | "palette"
  | "help";

/** How long the second key of a pair may take. */
const PAIR_MS = 1_200;

/** When `g` was pressed, as long as it may still begin a pair. */
export interface KeyState {
  readonly goSince: number | null;
}

export const noKeys: KeyState = { goSince: null };

/** What a key pressed outside of any field means. */
export function pressed(state: KeyState, key: string, nowMs: number): { state: KeyState; command: KeyCommand | null } {
  const isPair = state.goSince !== null && nowMs - state.goSince <= PAIR_MS;
  if (isPair && key === "l") return { state: noKeys, command: "leads" };
  if (isPair && key === "p") return { state: noKeys, command: "pipeline" };
  if (isPair && key === "c") return { state: noKeys, command: "chat" };
  if (isPair && key === "f") return { state: noKeys, command: "files" };
  if (isPair && key === "j") return { state: noKeys, command: "jobs" };
  if (isPair && key === "m") return { state: noKeys, command: "payouts" };
  if (isPair && key === "h") return { state: noKeys, command: "node" };
  if (isPair && key === "e") return { state: noKeys, command: "errors" };
  if (isPair && key === "i") return { state: noKeys, command: "inbox" };
  if (isPair && key === "s") return { state: noKeys, command: "settings" };
  if (key === "g") return { state: { goSince: nowMs }, command: null };
  return { state: noKeys, command: isPair ? null : single(key) };
}

function single(key: string): KeyCommand | null {
  switch (key) {
    case "/":
      return "search";
    case "n":
      return "newLead";
    case "?":
      return "help";
    default:
      return null;
  }
}
