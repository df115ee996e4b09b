"""People and access in a real browser, with the codes read from a real mail server.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from driver.mailbox import MailServer, code_of, link_of
from driver.node import Node
from driver.watched import PHONE, Open, no_sideways_scroll, shoot

OWNER = "camille@example.com"


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    mail = MailServer()
    node = Node(
        binary, tmp_path_factory.mktemp("people"), SMTP_URL=mail.url, MAIL_FROM="node@example.com", CODE_INTERVAL_SECONDS="0",
        CODE_HOURLY_LIMIT="0", ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        node.start().set_up_owner(language="en").close()
        yield SimpleNamespace(node=node, mail=mail)
    finally:
        node.kill()
        mail.close()
        print(node.log.read_text(errors="replace")[-4000:])


def ask_for_code(place: SimpleNamespace, page: Page, address: str = OWNER):
    before = len(place.mail.to(address))
    page.goto(f"{place.node.url}/leads")
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    return place.mail.wait_for(address, before + 1)


def signed_in(place: SimpleNamespace, opened: Open, **look) -> Page:
    watched = opened(**look)
    watched.context.add_cookies([place.node.sign_in_cookie()])
    return watched.page()


@pytest.mark.parametrize("theme, size", [("light", None), ("dark", PHONE)])
def test_a_mailed_code_signs_in(place: SimpleNamespace, opened: Open, theme: str, size: dict[str, int] | None) -> None:
    page = opened(theme=theme, **({"size": size} if size else {})).page()
    code = code_of(ask_for_code(place, page))
    field = page.get_by_label("Code of 6 digits")
    field.fill("000000" if code != "000000" else "000001")
    expect(page.get_by_test_id("code-fault")).to_contain_text("wrong")
    shoot(page, f"sign-in-code-{theme}")
    no_sideways_scroll(page)
    # As it is pasted from a mail.
    field.fill("")
    field.press_sequentially(code)
    expect(page.get_by_role("link", name="Drop a lead").or_(page.get_by_role("heading", name="Leads")).first).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()


def test_a_link_signs_in_only_after_a_click(place: SimpleNamespace, opened: Open) -> None:
    page = opened().page()
    link = link_of(ask_for_code(place, page))
    for _ in range(2):
        # What a mail scanner does uses nothing up.
        scanner = opened().page()
        scanner.goto(link)
        expect(scanner.get_by_role("heading", name="Sign in with this link")).to_be_visible()
    shoot(scanner, "sign-in-link")
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()


def test_someone_is_invited_and_joins(place: SimpleNamespace, opened: Open) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/settings/members")
    page.get_by_label("E-mail").fill("sam@example.com")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_test_id("invitation-row")).to_contain_text("sam@example.com")
    guest = opened(size=PHONE).page()
    guest.goto(link_of(place.mail.wait_for("sam@example.com")))
    expect(guest.get_by_role("heading", name="Join Atelier")).to_be_visible()
    shoot(guest, "invitation")
    no_sideways_scroll(guest)
    guest.get_by_role("button", name="Accept the invitation").click()
    expect(guest.get_by_role("heading", name="Leads")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("member-row").filter(has_text="sam@example.com")).to_be_visible()
    expect(page.get_by_test_id("invitation-row")).to_have_count(0)
    shoot(page, "members")


def test_a_token_is_shown_once(place: SimpleNamespace, opened: Open) -> None:
    page = signed_in(place, opened, theme="dark")
    page.goto(f"{place.node.url}/settings/tokens")
    page.get_by_role("button", name="New token").click()
    page.get_by_label("Name").fill("web form")
    page.get_by_label("Drop leads, nothing else").check()
    page.get_by_role("button", name="Create the token").click()
    shown = page.get_by_test_id("created-token")
    expect(shown).to_contain_text("upn_")
    shoot(page, "token-created")
    page.get_by_role("button", name="I have stored it").click()
    expect(page.get_by_test_id("token-row").filter(has_text="web form")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("token-row").filter(has_text="web form")).to_be_visible()
    expect(page.get_by_text("upn_")).to_have_count(0)


def test_another_sign_in_is_ended(place: SimpleNamespace, opened: Open) -> None:
    other = signed_in(place, opened)
    other.goto(f"{place.node.url}/leads")
    expect(other.get_by_role("heading", name="Leads")).to_be_visible()
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/settings/sessions")
    expect(page.get_by_test_id("session-row").first).to_be_visible()
    shoot(page, "sessions")
    page.get_by_role("button", name="End all others").click()
    page.get_by_role("dialog").get_by_role("button", name="End all others").click()
    expect(page.get_by_test_id("session-row")).to_have_count(1)
    other.reload()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()


def test_the_audit_log_tells_who_did_what(place: SimpleNamespace, opened: Open) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/settings/audit")
    expect(page.get_by_test_id("audit-row").first).to_be_visible()
    acts = page.get_by_test_id("audit-act").all_inner_texts()
    # Told in words, not by the codes that programs read.
    assert "Node set up" in acts
    assert [act for act in acts if "." in act] == []
    shoot(page, "audit")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("section", ["profile", "workspace", "members", "tokens", "keys", "sessions", "audit"])
def test_every_page_of_the_settings_fits_a_phone(place: SimpleNamespace, opened: Open, section: str, theme: str) -> None:
    page = signed_in(place, opened, theme=theme, size=PHONE)
    page.goto(f"{place.node.url}/settings/{section}")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading").first).to_be_visible()
    no_sideways_scroll(page)
    shoot(page, f"settings-{section}-phone-{theme}")


def test_a_second_workspace_is_made_and_switched_to(place: SimpleNamespace, opened: Open) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/workspaces/new")
    page.get_by_label("Name").fill("Second house")
    page.get_by_role("button", name="Create the workspace").click()
    # The page goes on in the new workspace, and what was opened before that closes.
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_text("Second house").first).to_be_visible()
    shoot(page, "workspaces")
