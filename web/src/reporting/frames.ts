/** One call of a stack trace, as Sentry's protocol has it. */
export interface Frame {
  readonly function: string;
  readonly filename: string;
  readonly abs_path: string;
  readonly lineno: number;
  readonly colno: number;
  readonly in_app: boolean;
}

/** Deeper stacks say no more, and would be cut off by who stores them. */
const FRAMES_MAX = 50;

// “    at name (https://host/file.js:1:2)” or “    at https://host/file.js:1:2” of V8.
const v8 = /^\s*at (?:async )?(?:(.*?) \()?((?:https?|file):\/\/.*?):(\d+):(\d+)\)?$/;
// “name@https://host/file.js:1:2” of the other engines.
const others = /^(.*?)@((?:https?|file):\/\/.*?):(\d+):(\d+)$/;

/** The calls of a stack, the oldest first, as every browser writes them; lines that are none are left out. */
export function framesOf(stack: string, origin: string): readonly Frame[] {
  const frames: Frame[] = [];
  for (const line of stack.split("\n").slice(0, FRAMES_MAX)) {
    const found = v8.exec(line) ?? others.exec(line);
    const [, name, address, row, column] = found ?? [];
    if (address === undefined) continue;
    const isOwn = address.startsWith(`${origin}/`);
    frames.push({
      function: name === undefined || name === "" ? "?" : name,
      filename: isOwn ? address.slice(origin.length) : address,
      abs_path: address,
      lineno: Number(row),
      colno: Number(column),
      in_app: isOwn,
    });
  }
  return frames.toReversed();
}
