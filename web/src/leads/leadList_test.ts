import * as assert from "node:assert/strict";
import type { Lead } from "../api/Lead.ts";
import { noFilter } from "../api/LeadFilter.ts";
import { jobEvent, lead, leadEvent } from "../testing/samples.ts";
import { emptyList, type LeadList, type LeadListInput, leadListReducer, visibleLeads } from "./leadList.ts";

function run(start: LeadList, ...inputs: LeadListInput[]): LeadList {
  return inputs.reduce(leadListReducer, start);
}

const page = (items: readonly Lead[], next: string | null = null): LeadListInput => ({
  kind: "loaded",
  isFirst: true,
  page: { items, next, cursor: { epoch: "e", seq: 1 } },
});
const event = (changed: Lead): LeadListInput => ({ kind: "event", envelope: leadEvent(changed) });
const ids = (list: LeadList): string[] => visibleLeads(list).map((one) => one.id);

Deno.test("an event that is not newer is ignored", () => {
  const list = run(emptyList(noFilter), page([lead("1", { version: 3 })]));
  assert.equal(run(list, event(lead("1", { version: 3, company: "Other" }))), list);
  assert.equal(run(list, event(lead("1", { version: 2, company: "Other" }))), list);
});

Deno.test("a newer event wins, also over an answer that arrives after it", () => {
  const changed = lead("1", { version: 2, status: "ready" });
  const list = run(emptyList(noFilter), event(changed), page([lead("1", { version: 1 })]));
  assert.deepEqual(visibleLeads(list), [changed]);
  assert.deepEqual(run(list, event(changed)), list);
});

Deno.test("a new lead appears on top", () => {
  assert.deepEqual(ids(run(emptyList(noFilter), page([lead("2"), lead("1")]), event(lead("3")))), ["3", "2", "1"]);
});

Deno.test("a change below the loaded part waits for its slice", () => {
  const list = run(emptyList(noFilter), page([lead("5"), lead("4")], "more"));
  assert.equal(run(list, event(lead("1"))), list);
  const whole = run(list, {
    kind: "loaded",
    isFirst: false,
    page: { items: [lead("3"), lead("1")], next: null, cursor: { epoch: "e", seq: 2 } },
  });
  assert.deepEqual(ids(whole), ["5", "4", "3", "1"]);
});

Deno.test("a change below the loaded part is kept while its slice is under way", () => {
  const list = run(
    emptyList(noFilter),
    page([lead("5")], "more"),
    { kind: "loading", what: "more" },
    event(lead("3", { version: 9, company: "Newer" })),
  );
  assert.deepEqual(ids(list), ["5"]);
  const whole = run(list, {
    kind: "loaded",
    isFirst: false,
    page: { items: [lead("3")], next: null, cursor: { epoch: "e", seq: 2 } },
  });
  assert.equal(visibleLeads(whole)[1]?.company, "Newer");
});

Deno.test("a lead leaves the list when its status no longer fits the filter", () => {
  const list = run(emptyList({ ...noFilter, status: "analyzing" }), page([lead("1", { status: "analyzing" })]));
  assert.deepEqual(ids(run(list, event(lead("1", { version: 2, status: "ready" })))), []);
});

Deno.test("an answer that a change overtook leaves a list in the node's order outdated", () => {
  const list = emptyList({ ...noFilter, rest: "sort=company" });
  const overtaken = run(list, event(lead("1", { version: 2 })), page([lead("1")]));
  assert.equal(overtaken.isOutdated, true);
  const again = run(overtaken, { kind: "loading", what: "again" }, page([lead("1", { version: 2 })]));
  assert.equal(again.isOutdated, false);
  assert.equal(
    run(again, event(lead("1", { version: 3 })), { kind: "loading", what: "again" }, page([])).isOutdated,
    false,
  );
});

Deno.test("text is sought without case and accents, and what the node found stays", () => {
  const list = run(
    emptyList({ ...noFilter, text: "cafe" }),
    page([lead("1", { company: "By its notes" })]),
    event(lead("2", { company: "CAFÉ du Port" })),
    event(lead("3", { company: "Bakery" })),
  );
  assert.deepEqual(ids(list), ["2", "1"]);
});

Deno.test("progress follows the job's own version and ends with the job", () => {
  const at = (version: number, progress: number, state: "running" | "completed" = "running"): LeadListInput => ({
    kind: "event",
    envelope: jobEvent("j", "1", { version, progress, state }),
  });
  const list = run(emptyList(noFilter), at(2, 40), at(1, 10));
  assert.equal(list.progress.get("1")?.progress, 40);
  assert.equal(run(list, at(3, 100, "completed")).progress.size, 0);
});

Deno.test("another filter shows what is known and fits, while the node is asked", () => {
  const known = page([lead("2", { status: "ready" }), lead("1")], "more");
  const list = run(emptyList(noFilter), known, { kind: "narrowed", filter: { ...noFilter, status: "ready" } });
  assert.deepEqual([ids(list), list.loading, list.next], [["2"], "first", null]);
});

Deno.test("a lead that is archived or deleted leaves the list", () => {
  const list = run(emptyList(noFilter), page([lead("2"), lead("1")]));
  const archived = run(list, event(lead("1", { version: 2, archivedAt: "2020-01-02T00:00:00Z" })));
  assert.deepEqual(ids(archived), ["2"]);
  assert.deepEqual(ids(run(archived, event(lead("2", { version: 2, deletedAt: "2020-01-02T00:00:00Z" })))), []);
});

Deno.test("an order of the node's stays until it is asked again, with what changed in place", () => {
  const list = run(emptyList({ ...noFilter, rest: "sort=company" }), page([lead("1"), lead("3"), lead("2")]));
  assert.deepEqual([ids(list), list.isOutdated], [["1", "3", "2"], false]);
  const changed = run(list, event(lead("3", { version: 2, company: "Zoo" })), event(lead("9")));
  assert.deepEqual([ids(changed), changed.isOutdated], [["1", "3", "2"], true]);
  assert.equal(visibleLeads(changed)[1]?.company, "Zoo");
  assert.deepEqual(ids(run(changed, page([lead("1")]))), ["1"]);
});

Deno.test("the trash shows what was deleted, until it is restored", () => {
  const deletedAt = "2020-01-02T00:00:00Z";
  const list = run(emptyList({ ...noFilter, rest: "trash=true" }), page([lead("1", { deletedAt })]));
  assert.deepEqual(ids(list), ["1"]);
  assert.deepEqual(ids(run(list, event(lead("1", { version: 2 })))), []);
});

Deno.test("events that come together are taken in their order", () => {
  const list = run(emptyList(noFilter), page([lead("1")]));
  const envelopes = [
    leadEvent(lead("2")),
    leadEvent(lead("1", { version: 2, company: "Newer" })),
    leadEvent(lead("2")),
  ];
  const both = run(list, { kind: "events", envelopes });
  assert.deepEqual(visibleLeads(both).map(({ id, company }) => [id, company]), [["2", "Company 2"], ["1", "Newer"]]);
});

Deno.test("a change of one’s own shows before the node has it, and never over what is newer", () => {
  const list = run(emptyList(noFilter), page([lead("1", { version: 3 })]));
  const mine = run(list, { kind: "answered", lead: lead("1", { version: 3, nextStep: "Call" }) });
  assert.equal(visibleLeads(mine)[0]?.nextStep, "Call");
  assert.equal(run(list, { kind: "answered", lead: lead("1", { version: 2, nextStep: "Call" }) }), list);
});
