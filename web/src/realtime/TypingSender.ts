import { type Action, type Input, PAUSE_MS, silent, step, type TypingSignal } from "./typingSignal.ts";

/** Carries out what the typing signal decides: the words to one room, and the timer. */
export class TypingSender {
  private signal: TypingSignal = silent;
  private timer: number | undefined;

  constructor(private readonly send: (event: "typing.start" | "typing.stop") => void) {}

  /** A key was touched in the text field. */
  readonly typed = (): void => this.feed({ kind: "key", nowMs: Date.now() });

  /** The text was sent or cleared, or its field left. */
  readonly ended = (): void => this.feed({ kind: "ended" });

  private feed(input: Input): void {
    const { signal, actions } = step(this.signal, input);
    this.signal = signal;
    for (const action of actions) this.carryOut(action);
  }

  private carryOut(action: Action): void {
    switch (action.kind) {
      case "send":
        return this.send(action.event);
      case "startTimer":
        clearTimeout(this.timer);
        this.timer = setTimeout(this.ended, PAUSE_MS);
        return;
      case "stopTimer":
        return clearTimeout(this.timer);
    }
  }
}
