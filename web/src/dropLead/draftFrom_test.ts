import * as assert from "node:assert/strict";
import { emptyDraft } from "../api/LeadDraft.ts";
import { draftFrom, draftOfSearch, dropPathOf } from "./draftFrom.ts";

Deno.test("an address of a script is no site", () => {
  assert.equal(draftFrom("javascript:alert(1)").website, "");
  assert.equal(draftFrom("Dupont & Fils S.A.").website, "");
});

Deno.test("a site gives the company the name of its host", () => {
  const draft = draftFrom(" https://www.dupont-fils.fr/contact?x=1 ");
  assert.deepEqual([draft.company, draft.website], ["Dupont fils", "https://www.dupont-fils.fr/contact?x=1"]);
  assert.equal(draftFrom("société.fr").company, "Société");
});

Deno.test("an address of a person is kept, and names the company by its host", () => {
  const draft = draftFrom("zoe@atelier.example");
  assert.deepEqual([draft.company, draft.email, draft.website], ["Atelier", "zoe@atelier.example", ""]);
});

Deno.test("anything else is the name of a company", () => {
  assert.deepEqual(draftFrom("Dupont\n  & Fils"), { ...emptyDraft, company: "Dupont & Fils" });
});

Deno.test("an address brings back the draft that it was made of, and nothing else", () => {
  const draft = { ...emptyDraft, company: "A & B", website: "a.example", notes: "x\ny" };
  const path = dropPathOf(draft);
  assert.deepEqual(draftOfSearch(new URL(path, "http://node").search), draft);
  assert.deepEqual(draftOfSearch("?company=A&projectId=7"), { ...emptyDraft, company: "A" });
  assert.equal(dropPathOf(emptyDraft), "/leads/new");
});
