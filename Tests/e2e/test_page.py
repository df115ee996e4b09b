"""The page in a real browser: set-up, a lead that becomes READY while one watches, languages, themes, a phone's width.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from driver.api import Api
from driver.node import Node
from driver.watched import PHONE, Open, Watched, shoot

READY_MS = 60_000

WORDS = {
    "en": {"ready": "Ready", "drop": "Drop the lead"},
    "fr": {"ready": "Prêt", "drop": "Déposer le lead"},
}


@pytest.fixture(scope="module")
def page_node(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    node = Node(binary, tmp_path_factory.mktemp("page"), ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        node.start().set_up_owner(language="fr").close()
        node.owner_token = node.create_token()
        yield node
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


def signed_in(opened: Open, node: Node, language: str = "en", **look) -> Watched:
    """A context of the owner, who chose his language in this browser before."""
    watched = opened(language=language, **look)
    watched.context.add_cookies([node.sign_in_cookie()])
    # Where there is storage: the frame of the PDF viewer has none.
    watched.context.add_init_script(f"window.localStorage?.getItem('uprising.language') ?? window.localStorage?.setItem('uprising.language', '{language}')")
    return watched


def drop_in_page(page: Page, node: Node, company: str, website: str | None, language: str) -> None:
    page.goto(f"{node.url}/leads/new")
    page.locator("input[name=company]").fill(company)
    if website:
        page.locator("input[name=website]").fill(website)
    page.get_by_role("button", name=WORDS[language]["drop"]).click()


def status(page: Page):
    return page.locator("main [data-testid=lead-status]").first


def test_from_the_printed_link_to_ready_without_a_reload(new_node: Node, sites: dict[str, str], opened: Open) -> None:
    new_node.start()
    watched = opened()
    page = watched.page()
    page.goto(new_node.setup_link())
    shoot(page, "set-up")
    page.locator("input[name=name]").fill("Camille Owner")
    page.locator("input[name=email]").fill("camille@example.com")
    page.locator("input[name=workspace]").fill("Atelier")
    page.locator("input[name=workspace]").press("Enter")
    page.wait_for_url(f"{new_node.url}/**")
    expect(page.get_by_text("No lead yet")).to_be_visible()
    assert "token" not in page.url and new_node.setup_link() != page.url, "a used secret stays in no address bar"
    shoot(page, "no-lead-yet")

    onlooker = watched.page()
    onlooker.goto(f"{new_node.url}/leads")
    drop_in_page(page, new_node, "Dupont & Fils", sites["sme"], "en")
    page.wait_for_url("**/leads/*-*")
    page.evaluate("window.stillTheSame = true")
    expect(status(page)).to_have_attribute("data-status", "ready", timeout=READY_MS)
    expect(page.get_by_text("out of 100").first).to_be_visible()
    source = page.get_by_test_id("dossier-frame").get_attribute("src") or ""
    assert source.startswith("/files/")
    assert page.evaluate("window.stillTheSame") is True, "the page was reloaded"
    shoot(page, "war-room-ready")
    # The other tab was never touched.
    expect(onlooker.get_by_text("Dupont & Fils").first).to_be_visible()
    expect(onlooker.locator("main [data-testid=lead-status]").first).to_have_attribute("data-status", "ready")


def test_a_used_link_says_so(page_node: Node, opened: Open) -> None:
    page = opened().page()
    link = page_node.setup_link()
    page.goto(link)
    page.locator("input[name=name]").fill("Second")
    page.locator("input[name=email]").fill("second@example.com")
    page.locator("input[name=workspace]").fill("Second")
    page.locator("input[name=workspace]").press("Enter")
    expect(page.get_by_text("has been used or is unknown")).to_be_visible()


def test_another_browsers_list_follows_live(page_node: Node, opened: Open) -> None:
    first, second = signed_in(opened, page_node).page(), signed_in(opened, page_node, language="fr").page()
    for page in (first, second):
        page.goto(f"{page_node.url}/leads")
        page.wait_for_load_state("networkidle")
    api = Api(page_node)
    lead = api.drop("Suivi en direct")
    for page, language in ((first, "en"), (second, "fr")):
        row = page.get_by_role("link", name="Suivi en direct").first
        expect(row.get_by_test_id("lead-status")).to_have_text(WORDS[language]["ready"], timeout=READY_MS)
    api.wait_until_ready(lead)
    api.close()


def test_the_node_may_restart_under_an_open_page(new_node: Node, opened: Open) -> None:
    new_node.start()
    new_node.set_up_owner().close()
    new_node.owner_token = new_node.create_token()
    watched = opened()
    watched.context.add_cookies([new_node.sign_in_cookie()])
    page = watched.page()
    page.goto(f"{new_node.url}/leads")
    page.wait_for_load_state("networkidle")
    new_node.stop()
    new_node.start()
    api = Api(new_node)
    api.drop("After the restart")
    expect(page.get_by_text("After the restart").first).to_be_visible(timeout=READY_MS)
    api.close()
    # The browser itself reports the refused connections of the pause.
    watched.complaints[:] = [complaint for complaint in watched.complaints if "WebSocket connection" not in complaint and "ERR_CONNECTION" not in complaint]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_in_every_language_and_theme(page_node: Node, opened: Open, language: str, theme: str) -> None:
    api = Api(page_node)
    lead = api.drop(f"Société {language} {theme}", contactName="Zoë 山田", phone="+33 1 02 03 04 05")
    api.wait_until_ready(lead)
    page = signed_in(opened, page_node, language=language, theme=theme).page()
    for name, path in (("leads", "/leads"), ("drop", "/leads/new"), ("war-room", f"/leads/{lead['id']}"), ("not-found", "/nowhere")):
        page.goto(page_node.url + path)
        page.wait_for_load_state("networkidle")
        expect(page.locator("main")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == language
        shoot(page, f"{name}-{language}-{theme}")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (brightness(background) < 0.5) == (theme == "dark"), background
    page.goto(f"{page_node.url}/leads/{lead['id']}")
    expect(status(page)).to_have_text(WORDS[language]["ready"])
    api.close()


def brightness(colour: str) -> float:
    """Of a computed colour, rgb(…) in 0 to 255 or oklch(…) with lightness first: 0 is black, 1 is white."""
    numbers = [float(part) for part in colour[colour.index("(") + 1 : -1].replace(",", " ").replace("/", " ").split()[:3]]
    return numbers[0] if colour.startswith(("oklch", "oklab")) else sum(numbers) / (3 * 255)


def test_nothing_scrolls_sideways_on_a_phone(page_node: Node, opened: Open) -> None:
    api = Api(page_node)
    lead = api.drop("Une très longue raison sociale sans fin " * 4 + "W" * 38, website="https://exemple.invalid/" + "chemin" * 20)
    api.wait_until_ended(lead)
    page = signed_in(opened, page_node, size=PHONE, has_touch=True, is_mobile=True).page()
    for name, path in (("leads", "/leads"), ("drop", "/leads/new"), ("war-room", f"/leads/{lead['id']}")):
        page.goto(page_node.url + path)
        page.wait_for_load_state("networkidle")
        shoot(page, f"{name}-phone")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
    api.close()


def test_the_keyboard_is_enough(page_node: Node, opened: Open) -> None:
    page = signed_in(opened, page_node).page()
    page.goto(f"{page_node.url}/leads")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("n")
    page.wait_for_url("**/leads/new")
    page.locator("input[name=company]").focus()
    page.keyboard.type("Au clavier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leads/*-*")
    expect(status(page)).to_have_attribute("data-status", "ready", timeout=READY_MS)
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/leads")
    page.keyboard.press("/")
    page.keyboard.type("au clavier")
    expect(page.get_by_role("link", name="Au clavier").first).to_be_visible()


def test_language_and_theme_are_chosen_in_the_menu_and_kept(page_node: Node, opened: Open) -> None:
    page = signed_in(opened, page_node).page()
    page.goto(f"{page_node.url}/leads")
    page.get_by_role("button", name="Menu").click()
    page.get_by_text("Dark", exact=True).click()
    page.get_by_text("Français", exact=True).click()
    expect(page.get_by_role("link", name="Nouveau lead")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Nouveau lead")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert brightness(page.evaluate("getComputedStyle(document.body).backgroundColor")) < 0.5


def test_a_stranger_learns_how_to_get_in(page_node: Node, opened: Open) -> None:
    page = opened().page()
    page.goto(f"{page_node.url}/leads")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    shoot(page, "signed-out")
