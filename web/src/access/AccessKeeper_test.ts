import * as assert from "node:assert/strict";
import { ApiFailure } from "../api/ApiFailure.ts";
import { sampleGrant } from "../testing/samples.ts";
import { WorkQueue } from "../ui/WorkQueue.ts";
import { AccessKeeper } from "./AccessKeeper.ts";
import type { News } from "./accessMachine.ts";

/** Tabs of one browser: one queue of turns, one channel, one node that counts. */
class Browser {
  readonly tabs: AccessKeeper[] = [];
  refreshes = 0;
  refusal: ApiFailure | null = null;
  private readonly queue = new WorkQueue();
  private readonly listeners = new Map<number, (news: News) => void>();

  open(count: number): this {
    for (let number = 0; number < count; number++) {
      this.tabs.push(
        new AccessKeeper({
          now: Date.now,
          turns: (work) => this.queue.add(work),
          tell: (news) => {
            for (const [other, listener] of this.listeners) if (other !== number) listener(news);
          },
          listen: (listener) => this.listeners.set(number, listener),
          refresh: async () => {
            await Promise.resolve();
            this.refreshes += 1;
            if (this.refusal !== null) throw this.refusal;
            return sampleGrant(`refreshed ${this.refreshes}`, Date.now());
          },
          enter: () => Promise.resolve(sampleGrant("entered", Date.now())),
          leave: () => Promise.resolve(),
        }),
      );
    }
    return this;
  }

  /** Lets every tab do the same; at the end no timer of any may be left. */
  async all<Answer>(work: (tab: AccessKeeper) => Promise<Answer>): Promise<PromiseSettledResult<Answer>[]> {
    const answers = await Promise.allSettled(this.tabs.map(work));
    return answers;
  }

  async close(): Promise<void> {
    await this.tabs[0]?.leave();
  }
}

const values = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.map((result) => result.status === "fulfilled" ? result.value : "rejected");

Deno.test("eight tabs that are refused the same token refresh once, and all get the same new one", async () => {
  const browser = new Browser().open(8);
  await browser.tabs[0]?.enter("POST", "/sign-in", {});
  assert.deepEqual(values(await browser.all((tab) => tab.token("entered"))), Array(8).fill("refreshed 1"));
  assert.equal(browser.refreshes, 1);
  await browser.close();
});

Deno.test("eight tabs that open at once refresh once", async () => {
  const browser = new Browser().open(8);
  assert.deepEqual(values(await browser.all((tab) => tab.token())), Array(8).fill("refreshed 1"));
  assert.equal(browser.refreshes, 1);
  await browser.close();
});

Deno.test("many requests of one tab share one refresh", async () => {
  const browser = new Browser().open(1);
  const [tab] = browser.tabs;
  const tokens = await Promise.all([tab?.token(), tab?.token(), tab?.token("old")]);
  assert.deepEqual(tokens, ["refreshed 1", "refreshed 1", "refreshed 1"]);
  await browser.close();
});

Deno.test("a refused refresh signs every tab out; only one has asked", async () => {
  const browser = new Browser().open(3);
  browser.refusal = new ApiFailure({ code: "unauthenticated", status: 401, traceId: "", detail: "" });
  assert.deepEqual(values(await browser.all((tab) => tab.token())), [null, null, null]);
  assert.equal(browser.refreshes, 1);
});

Deno.test("without an answer nobody is signed out, and everybody who waited is told", async () => {
  const browser = new Browser().open(1);
  browser.refusal = new ApiFailure({ code: "node_unreachable", status: 0, traceId: "", detail: "" });
  assert.deepEqual(values(await browser.all((tab) => tab.token())), ["rejected"]);
  assert.equal(browser.tabs[0]?.current().end, null);
});

Deno.test("a wish for any token is met while another waits for a newer one", async () => {
  const browser = new Browser().open(1);
  const [tab] = browser.tabs;
  await tab?.enter("POST", "/sign-in", {});
  const newer = tab?.token("entered");
  assert.equal(await tab?.token(), "entered");
  assert.equal(await newer, "refreshed 1");
  await browser.close();
});

Deno.test("leaving in one tab leaves in the others", async () => {
  const browser = new Browser().open(2);
  await browser.all((tab) => tab.token());
  await browser.tabs[1]?.leave();
  assert.deepEqual(browser.tabs.map((tab) => tab.current().grant), [null, null]);
});

Deno.test("whoever asks is told once who is signed in, at once when it is known", async () => {
  const browser = new Browser().open(1);
  const [tab] = browser.tabs;
  const told: (string | undefined)[] = [];
  tab?.whenKnown(({ grant }) => told.push(grant?.token));
  assert.deepEqual(told, []);
  await tab?.token();
  await tab?.token("refreshed 1");
  assert.deepEqual(told, ["refreshed 1"]);
  tab?.whenKnown(({ grant }) => told.push(grant?.token));
  assert.deepEqual(told, ["refreshed 1", "refreshed 2"]);
  await browser.close();
});

Deno.test("a node that cannot say is an answer, too", async () => {
  const browser = new Browser().open(1);
  browser.refusal = new ApiFailure({ code: "node_unreachable", status: 0, traceId: "", detail: "" });
  const told: unknown[] = [];
  browser.tabs[0]?.whenKnown(({ failure }) => told.push(failure?.code));
  await browser.all((tab) => tab.token());
  assert.deepEqual(told, ["node_unreachable"]);
  await browser.close();
});
