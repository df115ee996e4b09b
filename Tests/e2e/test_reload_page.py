"""The page opened while the node is away: it is there with what was there last, says so, and is the new one after an upgrade."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect

from driver.front import Front
from driver.standing import Standing, signed_in, standing
from driver.until import until
from driver.watched import Open, Watched, shoot

BACK_MS = 60_000
OTHER = "mila@example.com"
# What the browser notes of a node that is away, and of a door that lets no WebSocket through.
AWAY = ("ERR_CONNECTION", "WebSocket connection", "ERR_FAILED", "ERR_EMPTY_RESPONSE")
KEPT = """async () => {
    const paths = [];
    for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
    }
    return paths;
}"""
ANSWERS = """() => new Promise(done => {
    const opening = indexedDB.open("uprising.lastAnswers");
    opening.onsuccess = () => {
        const database = opening.result;
        if (!database.objectStoreNames.contains("answers")) return done([]);
        const all = database.transaction("answers").objectStore("answers").getAllKeys();
        all.onsuccess = () => { database.close(); done(all.result); };
    };
})"""


class Reloaded(Standing):
    roles: ClassVar[dict[str, str]] = {OTHER: "member"}


@pytest.fixture
def place(binary: Path, tmp_path: Path) -> Iterator[Reloaded]:
    with standing(binary, tmp_path, Reloaded) as made:
        yield made


@pytest.fixture
def keeping(opened: Open) -> Iterator[Open]:
    """Browsers that may keep the page, and that may complain of a node that is away."""
    made: list[Watched] = []

    def open_context(**look) -> Watched:
        made.append(opened(service_workers="allow", **look))
        return made[-1]

    yield open_context
    for watched in made:
        watched.complaints[:] = [one for one in watched.complaints if not any(words in one for words in AWAY)]


def kept(page: Page) -> None:
    """Waits until the browser has the page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until("the page is kept", lambda: "/index.html" in page.evaluate(KEPT), 30)


def test_a_reload_without_the_node_shows_what_was_there_last_and_catches_up_with_it(place: Reloaded, keeping: Open) -> None:
    lead = place.owner.wait_until_ended(place.owner.drop("Avant la panne", phone="+33102030405"))["lead"]
    page = signed_in(place, keeping)
    for path in (f"/leads/{lead['id']}", "/pipeline", "/leads"):
        page.goto(place.node.url + path)
        page.wait_for_load_state("networkidle")
    kept(page)
    # Nothing that the node answers for somebody is beside the page.
    strange = [path for path in page.evaluate(KEPT) if path != "/index.html" and not path.startswith("/assets/")]
    assert strange == []

    place.node.kill()
    page.reload()
    expect(page.get_by_role("link", name="Avant la panne").first).to_be_visible()
    expect(page.get_by_test_id("offline-since")).to_contain_text("cannot be reached", timeout=BACK_MS)
    shoot(page, "reload-without-node")
    page.goto(f"{place.node.url}/leads/{lead['id']}")
    expect(page.get_by_role("heading", name="Avant la panne")).to_be_visible()
    expect(page.get_by_text("+33102030405").first).to_be_visible()
    page.goto(place.node.url + "/pipeline")
    expect(page.get_by_role("link", name="Avant la panne", exact=True)).to_be_visible()
    page.goto(place.node.url + "/leads")

    place.node.start()
    dropped = place.owner.drop("Après la panne")
    expect(page.get_by_test_id("offline")).to_have_count(0, timeout=BACK_MS)
    expect(page.get_by_role("link", name="Après la panne").first).to_be_visible(timeout=BACK_MS)
    place.owner.wait_until_ended(dropped)


def test_after_signing_out_nothing_of_anybody_is_left_to_be_shown(place: Reloaded, keeping: Open) -> None:
    place.owner.wait_until_ended(place.owner.drop("Secrète"))
    page = signed_in(place, keeping)
    page.goto(place.node.url + "/leads")
    expect(page.get_by_role("link", name="Secrète").first).to_be_visible()
    kept(page)
    until("answers are kept", lambda: page.evaluate(ANSWERS), 10)
    owners = {" ".join(name.split(" ")[:2]) for name in page.evaluate(ANSWERS)}
    session = json.loads(page.evaluate("localStorage.getItem('uprising.session')"))
    assert owners == {f"{session['workspace']['id']} {session['user']['id']}"}
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("input[type=email]")).to_be_visible()
    until("answers are forgotten", lambda: page.evaluate(ANSWERS) == [], 10)
    assert page.evaluate("localStorage.getItem('uprising.session')") is None
    place.node.kill()
    page.goto(place.node.url + "/leads")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.get_by_text("Secrète")).to_have_count(0)
    place.node.start()


def test_after_an_upgrade_the_next_load_is_the_new_page_and_so_is_what_is_kept(place: Reloaded, keeping: Open) -> None:
    front = Front(place.node).open()
    release = "document.querySelector('meta[name=release]')?.content ?? null"
    try:
        page = signed_in(place, keeping)
        page.goto(front.url + "/leads")
        expect(page.get_by_test_id("lead-row").or_(page.get_by_test_id("first-run")).first).to_be_visible()
        kept(page)
        assert page.evaluate(release) is None
        front.release = "two"
        page.reload()
        assert page.evaluate(release) == "two"
        page.wait_for_load_state("networkidle")
        until("the new release is kept", lambda: "uprising.page.two" in page.evaluate("caches.keys()"), 60)
        page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.waiting === null || Promise.reject())")
        front.shut()
        page.reload()
        assert page.evaluate(release) == "two"
        expect(page.get_by_test_id("first-run").or_(page.get_by_test_id("offline")).first).to_be_visible(timeout=BACK_MS)
    finally:
        front.shut()
