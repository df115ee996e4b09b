"""The frame around the pages in a browser: the command palette, the pages on a narrow screen, who of the team is there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect

from driver.standing import Standing, signed_in, standing
from driver.watched import PHONE, Open, shoot

MEMBER = "mila@example.com"
VIEWER = "vic@example.com"


class Frame(Standing):
    roles: ClassVar[dict[str, str]] = {MEMBER: "member", VIEWER: "viewer"}


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frame]:
    with standing(binary, tmp_path_factory.mktemp("frame"), Frame) as made:
        yield made


def opened_at(place: Frame, opened: Open, path: str = "/leads", email: str = "camille@example.com", **look) -> Page:
    page = signed_in(place, opened, email, **look)
    page.goto(place.node.url + path)
    page.wait_for_load_state("networkidle")
    return page


def palette(page: Page):
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Command palette")
    expect(field).to_be_focused()
    return field


def test_the_palette_offers_a_viewer_nothing_that_is_refused(place: Frame, opened: Open) -> None:
    page = opened_at(place, opened, email=VIEWER)
    expect(page.get_by_role("link", name="New lead")).to_have_count(0)
    field = palette(page)
    field.fill("drop")
    expect(page.get_by_role("option", name=re.compile("^Drop"))).to_have_count(0)
    field.fill("jobs")
    expect(page.get_by_role("option", name=re.compile("^Jobs"))).to_have_count(0)


def test_the_palette_goes_drops_finds_and_acts_by_keys_alone(place: Frame, opened: Open) -> None:
    place.owner.drop("Ébénisterie Vauban", contactName="Zoé Martin")
    page = opened_at(place, opened)
    palette(page)
    shoot(page, "palette")
    page.keyboard.type("pipe")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pipeline")
    palette(page).fill("ebenisterie")
    expect(page.get_by_role("option", name="Ébénisterie Vauban")).to_be_visible()
    page.get_by_role("group", name="Leads").get_by_role("option").first.wait_for()
    while page.locator("[role=option][aria-selected=true]").inner_text().split("\n")[0] != "Ébénisterie Vauban":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leads/*-*")
    palette(page).fill("https://www.menuiserie-roy.fr/")
    page.get_by_role("option", name="Drop “https://www.menuiserie-roy.fr/” as a lead").click()
    page.wait_for_url("**/leads/new?*")
    expect(page.locator("input[name=company]")).to_have_value("Menuiserie roy")
    expect(page.locator("input[name=website]")).to_have_value("https://www.menuiserie-roy.fr/")
    palette(page).fill("dark")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    palette(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("palette")).to_have_count(0)


def test_the_palette_keeps_the_focus_and_gives_it_back(place: Frame, opened: Open) -> None:
    page = opened_at(place, opened)
    new_lead = page.get_by_role("link", name="New lead")
    new_lead.focus()
    field = palette(page)
    for key in ("Tab", "Shift+Tab"):
        page.keyboard.press(key)
        expect(field).to_be_focused()
    page.get_by_test_id("palette").locator("p").first.click()
    expect(field).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.get_by_test_id("palette")).to_have_count(0)
    expect(new_lead).to_be_focused()
    palette(page)
    # Over a link: the click closes the palette and does nothing else.
    box = new_lead.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(page.get_by_test_id("palette")).to_have_count(0)
    expect(page).to_have_url(re.compile("/leads$"))


def test_a_phone_reaches_every_page_without_pushing_the_header_along(place: Frame, opened: Open) -> None:
    page = opened_at(place, opened, size=PHONE, has_touch=True, is_mobile=True, language="fr")
    for control in page.locator("header").first.locator("a:visible, button:visible").all():
        box = control.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"], control.inner_text()
    for name, path in (("Pipeline", "/pipeline"), ("Discussions", "/chat"), ("Fichiers", "/files"), ("Versements", "/payouts"), ("Tâches", "/jobs")):
        page.get_by_test_id("pages-menu").tap()
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).tap()
        page.wait_for_url(f"**{path}")
        expect(page.get_by_test_id("pages-menu")).to_have_text(f"{name}▾")
        expect(page.locator("#pages-menu")).to_have_count(0)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_the_header_shows_who_of_the_team_is_there_and_not_oneself(place: Frame, opened: Open) -> None:
    page = opened_at(place, opened)
    expect(page.get_by_test_id("team")).to_have_attribute("data-count", "0")
    other = opened_at(place, opened, "/pipeline", MEMBER)
    expect(page.get_by_test_id("team")).to_have_attribute("data-count", "1")
    other.close()
    expect(page.get_by_test_id("team")).to_have_attribute("data-count", "0")
