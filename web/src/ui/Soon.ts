/**
 * Work that is done a while after it was asked for: once for all who ask until then, and once more for those who ask while
 * it is done. So it is done now and then even while asking never ends, and never twice at a time.
 */
export class Soon {
  readonly #work: () => unknown;
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWorking = false;
  #isWanted = false;
  #isStopped = false;

  constructor(work: () => unknown, ms: number) {
    this.#work = work;
    this.#ms = ms;
  }

  readonly ask = (): void => {
    if (this.#isWorking) this.#isWanted = true;
    else this.#timer ??= setTimeout(() => void this.#carryOut(), this.#ms);
  };

  /** Does nothing any more of what was asked for. */
  readonly stop = (): void => {
    clearTimeout(this.#timer);
    this.#isStopped = true;
  };

  async #carryOut(): Promise<void> {
    this.#timer = undefined;
    this.#isWorking = true;
    try {
      await this.#work();
    } finally {
      this.#isWorking = false;
      if (this.#isWanted && !this.#isStopped) {
        this.#isWanted = false;
        this.ask();
      }
    }
  }
}
