import type { ApiFailure } from "../api/ApiFailure.ts";
import { failureOf } from "./failureOf.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; nothing at the end. */
  readonly next?: string | null;
}

/** What is known of a list. */
export interface PageListState<Item, First extends Page<Item>> {
  /** Null until the first page is there. */
  readonly first: First | null;
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly failure: ApiFailure | null;
  readonly isLoadingMore: boolean;
}

/** What is shown of a list, and the first page for what it says beside its items. */
export interface Shown<Item, First> {
  readonly first: First;
  readonly items: readonly Item[];
}

interface Answer<Item, First> extends Shown<Item, First> {
  readonly next: string | null;
  readonly count: number;
}

/** Carried out again on an answer that was asked for before: twice must be the same as once. */
export type Alteration<Item, First> = (shown: Shown<Item, First>) => Shown<Item, First>;

/** More pages than this are not fetched again at once: the list starts over. */
const RENEWED_PAGES_MAX = 5;

/** A list of the node that comes page by page. What becomes known while an answer is on its way is not undone by it. */
export class PageList<Item, First extends Page<Item>> {
  readonly #fetch: (cursor: string | null, signal: AbortSignal) => Promise<First>;
  readonly #observers = new Set<() => void>();
  #state: PageListState<Item, First> = { first: null, items: [], next: null, failure: null, isLoadingMore: false };
  /** Pages that are shown, and that are to be once those on their way are there. */
  #count = 0;
  #wanted = 1;
  #request: AbortController | null = null;
  #isRenewing = false;
  #heard: Alteration<Item, First>[] = [];

  /** `fetch` asks for the page behind a cursor, null for the first one. */
  constructor(fetch: (cursor: string | null, signal: AbortSignal) => Promise<First>) {
    this.#fetch = fetch;
  }

  readonly observe = (observer: () => void): () => void => {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  };

  readonly current = (): PageListState<Item, First> => this.#state;

  /** Fetches again what is shown, without taking it away meanwhile. */
  readonly reload = (): Promise<void> => {
    this.#isRenewing = true;
    return this.#ask(async (signal) => {
      const first = await this.#fetch(null, signal);
      const items = [...first.items];
      let next = first.next ?? null;
      let count = 1;
      while (next !== null && count < this.#wanted && this.#wanted <= RENEWED_PAGES_MAX) {
        // oxlint-disable-next-line no-await-in-loop -- each page is asked for by the one before
        const page = await this.#fetch(next, signal);
        items.push(...page.items);
        next = page.next ?? null;
        count += 1;
      }
      return { first, items, next, count };
    });
  };

  readonly loadMore = (): void => {
    const { first, next, isLoadingMore } = this.#state;
    if (first === null || next === null || isLoadingMore) return;
    this.#wanted = this.#count + 1;
    this.#set({ isLoadingMore: true });
    // What is fetched again was asked for because something changed: that is not given up for a further page.
    if (this.#isRenewing) return void this.reload();
    void this.#ask(async (signal) => {
      const page = await this.#fetch(next, signal);
      return {
        first: this.#state.first ?? first,
        items: [...this.#state.items, ...page.items],
        next: page.next ?? null,
        count: this.#count + 1,
      };
    });
  };

  /** Changes what is shown by what is known of it already. */
  readonly alter = (change: Alteration<Item, First>): void => {
    if (this.#request !== null) this.#heard.push(change);
    const { first, items } = this.#state;
    if (first !== null) this.#set(change({ first, items }));
  };

  /** Waits for no answer any more. */
  readonly stop = (): void => {
    this.#request?.abort();
    this.#request = null;
  };

  async #ask(work: (signal: AbortSignal) => Promise<Answer<Item, First>>): Promise<void> {
    this.#request?.abort();
    const controller = new AbortController();
    this.#request = controller;
    this.#heard = [];
    try {
      const answer = await work(controller.signal);
      if (controller.signal.aborted) return;
      const { first, items } = this.#heard.reduce<Shown<Item, First>>((shown, change) => change(shown), answer);
      this.#count = answer.count;
      this.#set({ first, items, next: answer.next, failure: null, isLoadingMore: false });
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#set({ failure: failureOf(error), isLoadingMore: false });
    }
    this.#wanted = Math.max(1, this.#count);
    this.#request = null;
    this.#isRenewing = false;
  }

  #set(change: Partial<PageListState<Item, First>>): void {
    this.#state = { ...this.#state, ...change };
    for (const observer of this.#observers) observer();
  }
}
