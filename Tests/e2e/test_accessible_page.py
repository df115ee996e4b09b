"""Every page by the rules of WCAG, as axe-core knows them; at twice the size, without motion, and by keyboard from the top."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect

from driver.axe import violations
from driver.standing import Standing, signed_in, standing
from driver.watched import PHONE, Open, shoot

MEMBER = "mila@example.com"
# 1280 by 800 at 200 % (WCAG 1.4.4, 1.4.10).
TWICE = {"width": 640, "height": 400}


class Accessible(Standing):
    roles: ClassVar[dict[str, str]] = {MEMBER: "member"}

    def __init__(self, node):
        super().__init__(node)
        self.lead = self.owner.wait_until_ended(self.owner.drop("Accessible", phone="+33102030405", tags=["VIP"], contactName="Zoé"))["lead"]
        self.owner.drop("Second", tags=["Salon"])
        self.owner.post(f"/api/v1/leads/{self.lead['id']}/notes", json={"text": "Une note"}, headers={"Idempotency-Key": "note"})
        self.channel = self.owner.get("/api/v1/channels").json()["items"][0]["id"]
        self.paths = {
            "leads": "/leads", "filters": "/leads?status=ready&sort=-score", "search": "/leads?q=accessible", "lead trash": "/leads?trash=true",
            "drop": "/leads/new", "import": "/leads/import", "war room": f"/leads/{self.lead['id']}", "board": "/pipeline",
            "report": "/pipeline/report", "stages": "/pipeline/stages", "chat": "/chat", "channel": f"/chat/{self.channel}",
            "files": "/files", "bucket": "/files?bucket=leads", "payouts": "/payouts", "statements": "/payouts/statements",
            "rules": "/payouts/rules", "accounts": "/ledger", "transactions": "/ledger/transactions", "jobs": "/jobs", "job list": "/jobs/list",
            "schedules": "/jobs/schedules", "inbox": "/notifications", "profile": "/settings/profile", "members": "/settings/members",
            "tags": "/settings/tags", "tokens": "/settings/tokens", "workspace": "/settings/workspace", "projects": "/settings/projects",
            "forms": "/settings/forms", "keys": "/settings/keys", "webhooks": "/settings/webhooks", "audit": "/settings/audit",
            "preferences": "/settings/notifications", "sessions": "/settings/sessions", "erasure": "/settings/erasure", "backups": "/node/backups",
            "mail": "/node/mail", "nothing": "/nowhere",
        }


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Accessible]:
    with standing(binary, tmp_path_factory.mktemp("accessible"), Accessible) as made:
        yield made


def opened_at(place: Accessible, opened: Open, path: str = "/leads", **look) -> Page:
    page = signed_in(place, opened, **look)
    page.goto(place.node.url + path)
    page.wait_for_load_state("networkidle")
    return page


def colours_settle(page: Page) -> None:
    """Until every colour is of one theme. Even a transition that takes no time keeps the colour of before until a frame is drawn, which a busy machine puts off."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(
        "() => document.getAnimations().every(one => one.playState === 'finished' || one.effect.getTiming().iterations === Infinity)")


def test_the_rules_find_what_is_planted(place: Accessible, opened: Open) -> None:
    page = opened_at(place, opened, "/nowhere")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    assert [one for one in violations(page) if one.startswith("button-name")]


def test_every_page_keeps_the_rules(place: Accessible, opened: Open) -> None:
    page = opened_at(place, opened, reduced_motion="reduce")
    broken = {}
    for name, path in place.paths.items():
        page.goto(place.node.url + path)
        page.wait_for_load_state("networkidle")
        if found := violations(page):
            broken[name] = found
            continue
        # The same page in the other colours.
        page.emulate_media(color_scheme="dark")
        colours_settle(page)
        if found := violations(page, "color-contrast"):
            broken[f"{name}, dark"] = found
        page.emulate_media(color_scheme="light")
        colours_settle(page)
    assert broken == {}


def test_on_a_phone_the_main_pages_keep_the_rules(place: Accessible, opened: Open) -> None:
    page = opened_at(place, opened, size=PHONE)
    broken = {}
    for name in ("leads", "drop", "war room", "board", "chat", "channel", "payouts", "inbox", "profile"):
        page.goto(place.node.url + place.paths[name])
        page.wait_for_load_state("networkidle")
        if found := violations(page):
            broken[name] = found
    assert broken == {}


def test_what_opens_over_a_page_keeps_the_rules(place: Accessible, opened: Open) -> None:
    page = opened_at(place, opened)
    broken = {}

    def look(name: str) -> None:
        page.wait_for_timeout(200)
        if found := violations(page):
            broken[name] = found

    page.keyboard.press("Control+k")
    page.keyboard.type("pi")
    look("palette")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    look("keys")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    look("account menu")
    page.keyboard.press("Escape")
    page.get_by_test_id("bell").click()
    look("bell")
    page.keyboard.press("Escape")
    page.get_by_test_id("filters").click()
    look("filters")
    page.get_by_test_id("columns").click()
    look("columns")
    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="Choose Second").check()
    look("bulk")
    page.goto(f"{place.node.url}/leads/{place.lead['id']}")
    page.get_by_role("button", name="Edit the lead").click()
    look("lead form")
    assert broken == {}


def test_a_sign_in_keeps_the_rules(place: Accessible, opened: Open) -> None:
    page = opened().page()
    page.goto(f"{place.node.url}/sign-in")
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


def test_at_twice_the_size_nothing_is_pushed_off_the_side(place: Accessible, opened: Open) -> None:
    # French words are the longer ones.
    page = opened_at(place, opened, size=TWICE, language="fr", device_scale_factor=2)
    wide = []
    for name, path in place.paths.items():
        page.goto(place.node.url + path)
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth") > TWICE["width"]:
            wide.append(name)
            shoot(page, f"wide-{name}")
    assert wide == []


def test_nothing_moves_for_those_who_want_no_motion(place: Accessible, opened: Open) -> None:
    page = opened_at(place, opened, reduced_motion="reduce")
    slow = page.evaluate(
        """() => [...document.querySelectorAll("*")].map(one => getComputedStyle(one))
            .filter(style => [style.animationDuration, style.transitionDuration].some(text =>
                text.split(", ").some(each => parseFloat(each) * (each.endsWith("ms") ? 1 : 1000) > 1))).length""")
    assert slow == 0


def test_tab_goes_from_the_way_past_the_header_through_it_to_the_page(place: Accessible, opened: Open) -> None:
    page = opened_at(place, opened)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_change_of_another_is_read_out_without_taking_the_focus(place: Accessible, opened: Open) -> None:
    page = opened_at(place, opened)
    field = page.get_by_role("searchbox").first
    field.focus()
    place.owner.drop("Annoncé")
    expect(page.get_by_test_id("announcement").first).to_contain_text("Annoncé")
    expect(field).to_be_focused()
