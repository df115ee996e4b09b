"""Backups and mail of the node on its page, by whoever runs it: what is to be set, one backup and one drill by hand, one mail to try the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect

from driver.node import Node
from driver.standing import Standing, signed_in, standing
from driver.watched import PHONE, Open, no_sideways_scroll, shoot

DONE_MS = 60_000
MEMBER = "mila@example.com"


class Kept(Standing):
    roles: ClassVar[dict[str, str]] = {MEMBER: "member"}


@pytest.fixture
def bare(binary: Path, tmp_path: Path) -> Iterator[Kept]:
    """Nothing of it is set."""
    with standing(binary, tmp_path, Kept) as made:
        yield made


@pytest.fixture
def place(binary: Path, tmp_path: Path) -> Iterator[Kept]:
    """With a place for backups, which nobody makes by himself."""
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)

    def prepared(node: Node) -> Kept:
        node.variables |= {"BACKUP_FOLDER": str(folder), "BACKUP_EVERY": "never", "BACKUP_DRILL_EVERY": "never"}
        return Kept(node)

    with standing(binary, tmp_path, prepared) as made:
        yield made


def opened_at(place: Kept, opened: Open, path: str, email: str = "camille@example.com", **look) -> Page:
    page = signed_in(place, opened, email, **look)
    page.goto(place.node.url + path)
    page.wait_for_load_state("networkidle")
    return page


def test_members_see_nothing_of_it(bare: Kept, opened: Open) -> None:
    for path in ("/node/backups", "/node/mail"):
        page = opened_at(bare, opened, path, MEMBER)
        expect(page.get_by_role("heading", name="The node is for those who run it")).to_be_visible()


def test_without_a_place_or_a_server_the_page_says_what_to_set(bare: Kept, opened: Open) -> None:
    page = opened_at(bare, opened, "/node/backups")
    expect(page.get_by_text("No place for backups is set")).to_be_visible()
    expect(page.get_by_text("BACKUP_FOLDER=")).to_be_visible()
    expect(page.get_by_role("button", name="Make the first backup")).to_have_count(0)
    shoot(page, "backups-unset")
    page.get_by_role("link", name="Mail", exact=True).click()
    expect(page.get_by_text("No mail server is set")).to_be_visible()
    expect(page.get_by_text("SMTP_URL=")).to_be_visible()
    shoot(page, "node-mail-unset")


def test_the_first_steps_try_the_mail_and_make_the_first_backup(place: Kept, opened: Open) -> None:
    page = opened_at(place, opened, "/leads")
    steps = page.get_by_test_id("first-run")
    mail, backup = (steps.locator(f"[data-step={name}]") for name in ("mail", "backup"))
    expect(mail).to_have_attribute("data-done", "false")
    mail.get_by_role("button", name="Try it").click()
    mail.get_by_role("button", name="Send a test mail to me").click()
    expect(mail.get_by_test_id("mail-test")).to_have_attribute("data-accepted", "true")
    expect(mail).to_have_attribute("data-done", "true")
    mails = place.owner.get("/api/v1/dev/mailbox").json()["items"]
    assert [one["to"] for one in mails if one["subject"] == "Test mail from Uprising"] == [["camille@example.com"]]
    backup.get_by_role("button", name="See to it").click()
    expect(mail.get_by_test_id("mail-test")).to_have_count(0)
    expect(backup.get_by_text("There is no backup yet")).to_be_visible()
    backup.get_by_role("button", name="Make the first backup").click()
    expect(backup).to_have_attribute("data-done", "true", timeout=DONE_MS)
    expect(backup.get_by_test_id("backup-place")).to_have_attribute("data-safe", "true")
    shoot(page, "first-run-backup")
    page.reload()
    expect(page.get_by_test_id("first-run").locator("[data-step=backup]")).to_have_attribute("data-done", "true")


def test_backups_and_drills_are_made_and_followed_by_everyone_who_looks(place: Kept, opened: Open) -> None:
    page = opened_at(place, opened, "/node/backups")
    other = opened_at(place, opened, "/node/backups", language="fr", theme="dark", size=PHONE)
    expect(other.get_by_text("Il n’y a pas encore de sauvegarde")).to_be_visible()
    page.get_by_role("button", name="Make the first backup").click()
    for one in (page, other):
        expect(one.get_by_test_id("backup-run")).to_have_attribute("data-state", "succeeded", timeout=DONE_MS)
        expect(one.get_by_test_id("backup-place")).to_have_attribute("data-safe", "true")
    expect(page.get_by_test_id("backup-run")).to_contain_text("asked for on the page")
    expect(page.get_by_text("nobody knows yet whether a backup can be brought back")).to_be_visible()
    page.get_by_role("button", name="Try the newest").click()
    expect(page.get_by_text("could be restored, now")).to_be_visible(timeout=DONE_MS)
    other.get_by_role("button", name="Essais", exact=True).click()
    expect(other.get_by_test_id("backup-run")).to_have_attribute("data-state", "succeeded")
    no_sideways_scroll(other)
    shoot(page, "backups")
    shoot(other, "backups-phone-dark-fr")


def test_the_way_of_the_mail_is_tried_as_often_as_is_sensible(place: Kept, opened: Open) -> None:
    page = opened_at(place, opened, "/node/mail", size=PHONE)
    button = page.get_by_role("button", name="Send a test mail to me")
    for _ in range(5):
        button.click()
        expect(page.get_by_test_id("mail-test")).to_contain_text("was taken")
    no_sideways_scroll(page)
    shoot(page, "node-mail-phone")
    button.click()
    expect(page.get_by_text("Too many requests.")).to_be_visible()


def test_a_person_is_erased_from_the_settings_once_the_address_was_typed_again(bare: Kept, opened: Open) -> None:
    lead = bare.owner.wait_until_ended(bare.owner.drop("Oubli", email="zoe@oubli.example"))["lead"]
    page = opened_at(bare, opened, "/settings/erasure")
    page.get_by_role("button", name="Erase", exact=True).click()
    expect(page.get_by_text("Enter an address, a number, or both.")).to_be_visible()
    page.locator("input[name=email]").fill("zoe@oubli.example")
    page.get_by_role("button", name="Erase", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Erase")).to_have_attribute("aria-disabled", "true")
    dialog.locator("input[name=typed]").fill("zoe@oubli.example")
    dialog.get_by_role("button", name="Erase").click()
    expect(page.get_by_test_id("erased")).to_contain_text("leads: 1")
    shoot(page, "erased")
    assert bare.owner.war_room(lead["id"])["lead"]["email"] is None
