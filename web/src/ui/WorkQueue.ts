/** Works that are done one after the other, in the order in which they were added. */
export class WorkQueue {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** How many are not done yet, with the one that is being done. */
  get length(): number {
    return this.waiting;
  }

  /** Does it after those that are there, whatever becomes of them. */
  add<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    this.waiting += 1;
    const ended = this.last.then(work, work).finally(() => {
      this.waiting -= 1;
    });
    this.last = ended;
    return ended;
  }
}
