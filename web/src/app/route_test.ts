import * as assert from "node:assert/strict";
import type { FilesPlace } from "../api/FilesPlace.ts";
import {
  errorsPath,
  filesPath,
  importPath,
  jobListPath,
  jobPath,
  leadsPath,
  parseRoute,
  queuesPath,
  schedulesPath,
  settingsPath,
  settingsSections,
  trashPath,
  warRoomPath,
} from "./Route.ts";

for (
  const path of [
    "/lead",
    "/leads/1/2",
    "/leads/a%2Fb",
    "/setup/x",
    "/api",
    "/settings/x",
    "/settings/profile/x",
    "/dev",
    "/jobs/a/b",
    "/job",
    "/payout",
    "/ledgers",
    "/notifications/x",
  ]
) {
  Deno.test(`${path} is no page`, () => assert.deepEqual(parseRoute(path, ""), { page: "notFound" }));
}

Deno.test("what is below the payouts and the books is read by their own pages", () => {
  for (const path of ["/payouts", "/payouts/rules", "/ledger", "/ledger/transactions/019"]) {
    assert.deepEqual(parseRoute(`${path}/`, "?from=x"), { page: "money", path, search: "?from=x" });
  }
  assert.deepEqual(parseRoute("/notifications", ""), { page: "inbox" });
});

Deno.test("the list is at / and at /leads, with or without a slash", () => {
  for (const path of ["/", "/leads", "/leads/"]) assert.equal(parseRoute(path, "").page, "leads");
});

Deno.test("a filter survives the address; an unknown status is left out", () => {
  const rest = "owner=none&tag=%C3%A9t%C3%A9&tag=b&sort=-score";
  const filter = { status: "ready", text: "café & co", rest } as const;
  const url = new URL(leadsPath(filter), "http://node");
  assert.deepEqual(parseRoute(url.pathname, url.search), { page: "leads", filter });
  assert.deepEqual(parseRoute("/leads", "?status=happy&colour=red&owner="), {
    page: "leads",
    filter: { status: null, text: "", rest: "" },
  });
  const { filter: ordered } = parseRoute("/leads", "?sort=due&project=p") as { filter: { rest: string } };
  assert.equal(ordered.rest, "project=p&sort=due");
});

Deno.test("each section of the settings has an address, and so have the settings as such", () => {
  for (const section of [null, ...settingsSections]) {
    assert.deepEqual(parseRoute(settingsPath(section), ""), { page: "settings", section });
  }
});

Deno.test("a folder survives the address, whatever it is named; what is no order is left out", () => {
  const place: FilesPlace = {
    view: "folder",
    bucket: "a & b",
    folder: "../x y/z",
    search: "50 %",
    order: "updated_at.desc",
  };
  for (const known of [place, { view: "buckets" } as const]) {
    const url = new URL(filesPath(known), "http://node");
    assert.deepEqual(parseRoute(url.pathname, url.search), { page: "files", place: known });
  }
  assert.deepEqual(parseRoute("/files", "?bucket=b&folder=/x/&order=size.asc"), {
    page: "files",
    place: { view: "folder", bucket: "b", folder: "x", search: "", order: "name.asc" },
  });
  assert.deepEqual(parseRoute(trashPath, ""), { page: "files", place: { view: "trash" } });
  assert.equal(parseRoute("/files/other", "").page, "notFound");
});

Deno.test("each page about jobs has an address", () => {
  assert.deepEqual(parseRoute(queuesPath, ""), { page: "jobs", place: { view: "queues" } });
  assert.deepEqual(parseRoute(schedulesPath, ""), { page: "jobs", place: { view: "schedules" } });
  assert.deepEqual(parseRoute(jobPath("0190-ab"), ""), { page: "jobs", place: { view: "job", jobId: "0190-ab" } });
});

Deno.test("a filter of jobs survives the address; an unknown state is left out", () => {
  const filter = { state: "waiting_for_children", queue: "crawl", kind: "crawl.page", text: "café & co" } as const;
  const url = new URL(jobListPath(filter), "http://node");
  assert.deepEqual(parseRoute(url.pathname, url.search), { page: "jobs", place: { view: "list", filter } });
  assert.deepEqual(parseRoute("/jobs/list", "?state=happy"), {
    page: "jobs",
    place: { view: "list", filter: { state: null, queue: "", kind: "", text: "" } },
  });
});

Deno.test("the errors have an address, and so has each of them", () => {
  assert.deepEqual(parseRoute("/errors", "?state=all"), { page: "errors", id: null, search: "?state=all" });
  assert.deepEqual(parseRoute(errorsPath("0190-ab"), ""), { page: "errors", id: "0190-ab", search: "" });
  assert.equal(parseRoute("/errors/a/b", "").page, "notFound");
});

Deno.test("a link out of a mail is found, with or without a slash", () => {
  assert.equal(parseRoute("/sign-in/link", "").page, "signInLink");
  assert.equal(parseRoute("/invitation/", "").page, "invitation");
});

Deno.test("new is the form, any other name a war room", () => {
  assert.equal(parseRoute("/leads/new", "").page, "dropLead");
  assert.deepEqual(parseRoute(warRoomPath("0190-ab"), ""), { page: "warRoom", leadId: "0190-ab" });
});

Deno.test("an import has an address, and so has a new one", () => {
  assert.deepEqual(parseRoute(importPath(), ""), { page: "imports", importId: null });
  assert.deepEqual(parseRoute(importPath("0190-ab"), ""), { page: "imports", importId: "0190-ab" });
  assert.equal(parseRoute("/leads/import/a/b", "").page, "notFound");
});
