"""The pages about files in a real browser: uploads that break and go on, previews, links, the trash, the files of a lead.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from driver.standing import Standing, standing
from driver.until import until
from driver.watched import DESK, PHONE, Open, no_sideways_scroll, shoot

VIEWER = "vera@example.com"
CHUNK_BYTES = 6 * 1024 * 1024
UPLOADS = "**/storage/v1/upload/resumable/*"


class Place(Standing):
    """A node with an owner and a viewer, and files that the owner's token stores."""

    roles = {VIEWER: "viewer"}

    def create_bucket(self, **settings: Any) -> str:
        name = f"contracts-{uuid4().hex[:8]}"
        body = {"public": False, "file_size_limit": None, "allowed_mime_types": None, **settings}
        made = self.owner.post("/storage/v1/bucket", json={"id": name, "name": name, **body})
        assert made.status_code == 200, made.text
        return name

    def store(self, bucket: str, key: str, content: bytes, content_type: str = "text/plain") -> None:
        stored = self.owner.post(f"/storage/v1/object/{bucket}/{key}", content=content, headers={"content-type": content_type})
        assert stored.status_code == 200, stored.text

    def read(self, bucket: str, key: str) -> bytes:
        answer = self.owner.get(f"/storage/v1/object/{bucket}/{quote(key)}")
        assert answer.status_code == 200, answer.text
        return answer.content


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("files"), Place) as place:
        yield place


@pytest.fixture
def bucket(place: Place) -> str:
    return place.create_bucket()


def signed_in(place: Place, opened: Open, email: str = "camille@example.com", **look: Any) -> Page:
    watched = opened(**look)
    # The page shows refusals of the storage door in words, as it does those of the API.
    watched.answered = lambda response: None
    heard = watched.heard
    # And a broken connection, of which the browser makes a note.
    watched.heard = lambda message: None if "net::ERR_" in message.text else heard(message)
    watched.context.add_cookies([place.node.sign_in_cookie(email)])
    return watched.page()


def open_bucket(page: Page, place: Place, bucket: str, folder: str = "") -> None:
    page.goto(f"{place.node.url}/files?bucket={bucket}{f'&folder={folder}' if folder else ''}")
    expect(page.get_by_test_id("crumbs")).to_contain_text(folder.split("/")[-1] or bucket)


def row(page: Page, name: str) -> Locator:
    return page.locator(f'[data-testid=file-row][data-name="{name}"]')


def upload(page: Page, name: str) -> Locator:
    return page.locator(f'[data-testid=upload][data-name="{name}"]')


def choose(page: Page, name: str, act: str) -> None:
    row(page, name).get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=act).click()


def pdf(text: str) -> bytes:
    """A page with one line."""
    drawing = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, text_of_object in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, text_of_object)
    table = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return content + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table


def test_a_viewer_reads_and_cannot_upload(place: Place, opened: Open, bucket: str) -> None:
    place.store(bucket, "terms.txt", b"net 30 days")
    page = signed_in(place, opened, VIEWER)
    page.goto(f"{place.node.url}/leads")
    page.get_by_role("navigation").get_by_role("link", name="Files").click()
    expect(page.get_by_role("button", name="New bucket")).to_have_count(0)
    page.get_by_role("link", name=bucket).click()
    expect(row(page, "terms.txt")).to_be_visible()
    expect(page.get_by_role("button", name="Upload")).to_have_count(0)
    expect(page.get_by_test_id("file-input")).to_have_count(0)
    expect(page.get_by_test_id("drop-zone")).to_have_count(0)
    row(page, "terms.txt").get_by_role("button", name="Actions for terms.txt").click()
    expect(page.get_by_role("menuitem", name="Remove")).to_have_count(0)
    expect(page.get_by_role("menuitem", name="Rename or move…")).to_have_count(0)
    shoot(page, "files-viewer")
    # Nor is it the page alone that says so.
    with closing(place.node.sign_in(VIEWER)) as browser:
        refused = browser.post(f"/storage/v1/object/{bucket}/mine.txt", content=b"x", headers={"content-type": "text/plain"})
        assert refused.json()["statusCode"] == "403"
        begun = browser.post("/storage/v1/upload/resumable", headers={
            "Tus-Resumable": "1.0.0", "Upload-Length": "1", "Upload-Metadata": "bucketName Yg==,objectName YQ==",
        })
        assert begun.status_code >= 400
        removed = browser.request("DELETE", f"/storage/v1/object/{bucket}", json={"prefixes": ["terms.txt"]})
        assert removed.status_code >= 400 or removed.json() == []
    assert place.read(bucket, "terms.txt") == b"net 30 days"


def test_a_bucket_is_made_and_its_rules_are_told_in_words(place: Place, opened: Open) -> None:
    name = f"offers-{uuid4().hex[:8]}"
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/files")
    expect(page.get_by_test_id("client-help").or_(page.get_by_text("For programs")).first).to_be_visible()
    page.get_by_role("button", name="New bucket").click()
    page.get_by_label("Name").fill("é")
    page.get_by_label("Largest file, in MB").fill("none")
    page.get_by_role("button", name="Create the bucket").click()
    expect(page.get_by_test_id("field-fault")).to_have_count(2)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Largest file, in MB").fill("0.001")
    page.get_by_label("Accepted types").fill("text/*")
    page.get_by_role("button", name="Create the bucket").click()
    expect(page.get_by_test_id("empty-folder")).to_be_visible()
    page.get_by_test_id("file-input").set_input_files([
        {"name": "long.txt", "mimeType": "text/plain", "buffer": b"x" * 2_000},
        {"name": "run.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"},
    ])
    expect(upload(page, "long.txt")).to_contain_text("This file is larger than what is accepted here.")
    expect(upload(page, "run.exe")).to_contain_text("Files of this type are not accepted here.")
    shoot(page, "files-refused")


@pytest.mark.parametrize("size, theme", [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_a_file_of_two_chunks_is_paused_resumed_and_arrives_whole(
    place: Place, opened: Open, bucket: str, tmp_path: Path, size: dict[str, int], theme: str
) -> None:
    content = bytes(range(256)) * 31_250
    assert CHUNK_BYTES < len(content) == 8_000_000
    (tmp_path / "Été #1.bin").write_bytes(content)
    page = signed_in(place, opened, size=size, theme=theme)
    open_bucket(page, place, bucket)
    chunks: list[int] = []
    held: list[Route] = []

    def pass_first_chunk(route: Route) -> None:
        if route.request.method != "PATCH":
            return route.continue_()
        chunks.append(int(route.request.headers["upload-offset"]))
        # The second one is kept until the upload is paused, which ends it.
        if len(chunks) == 2:
            held.append(route)
        else:
            route.continue_()

    page.route(UPLOADS, pass_first_chunk)
    page.get_by_test_id("file-input").set_input_files(tmp_path / "Été #1.bin")
    going = upload(page, "Été -1.bin")
    expect(going.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "78")
    no_sideways_scroll(page)
    shoot(page, f"files-upload-{theme}")
    going.get_by_role("button", name="Pause Été -1.bin").click()
    expect(going).to_have_attribute("data-phase", "paused")
    going.get_by_role("button", name="Resume Été -1.bin").click()
    expect(going).to_have_attribute("data-phase", "done")
    expect(going).to_contain_text("Stored as Été -1.bin")
    expect(row(page, "Été -1.bin")).to_be_visible()
    assert held and chunks == [0, CHUNK_BYTES, CHUNK_BYTES], "what the node had is not sent again"
    assert place.read(bucket, "Été -1.bin") == content


def test_an_upload_goes_on_by_itself_after_a_break(place: Place, opened: Open, bucket: str) -> None:
    page = signed_in(place, opened)
    open_bucket(page, place, bucket)
    broken: list[str] = []

    def break_once(route: Route) -> None:
        if route.request.method == "PATCH" and not broken:
            broken.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(UPLOADS, break_once)
    page.get_by_test_id("file-input").set_input_files(
        {"name": "call.txt", "mimeType": "text/plain", "buffer": b"They like the offer."})
    expect(upload(page, "call.txt")).to_have_attribute("data-phase", "done")
    assert broken
    assert place.read(bucket, "call.txt") == b"They like the offer."


def test_a_name_that_is_taken_is_replaced_or_kept_beside(place: Place, opened: Open, bucket: str) -> None:
    place.store(bucket, "a.txt", b"old a")
    place.store(bucket, "b.txt", b"old b")
    page = signed_in(place, opened)
    open_bucket(page, place, bucket)
    page.get_by_test_id("file-input").set_input_files([
        {"name": name, "mimeType": "text/plain", "buffer": b"new"} for name in ("a.txt", "b.txt")
    ])
    expect(upload(page, "a.txt")).to_contain_text("A file of this name is already there.")
    shoot(page, "files-taken")
    page.get_by_role("button", name="Replace a.txt").click()
    page.get_by_role("button", name="Keep both versions of b.txt").click()
    expect(row(page, "b (2).txt")).to_be_visible()
    expect(upload(page, "a.txt")).to_have_attribute("data-phase", "done")
    assert (place.read(bucket, "a.txt"), place.read(bucket, "b.txt")) == (b"new", b"old b")


def test_text_and_pdf_are_previewed_and_a_page_is_only_text(place: Place, opened: Open, bucket: str) -> None:
    place.store(bucket, "notes.txt", b"Call back on Monday.")
    place.store(bucket, "offer.pdf", pdf("Offer"), "application/pdf")
    place.store(bucket, "page.html", b"<script>window.ran = true</script>", "text/html")
    page = signed_in(place, opened)
    open_bucket(page, place, bucket)
    row(page, "notes.txt").get_by_role("button", name="notes.txt", exact=True).click()
    expect(page.get_by_test_id("text-preview")).to_have_text("Call back on Monday.")
    page.get_by_role("button", name="Next file").click()
    frame = page.get_by_test_id("pdf-frame")
    expect(frame).to_be_visible()
    source = frame.get_attribute("src")
    assert source is not None and f"/object/sign/{bucket}/offer.pdf" in source
    shown = httpx.get(f"{place.node.url}{source}", trust_env=False)
    assert shown.headers["content-type"] == "application/pdf"
    assert "attachment" not in shown.headers.get("content-disposition", "")
    shoot(page, "files-pdf")
    page.get_by_role("button", name="Next file").click()
    expect(page.get_by_test_id("text-preview")).to_contain_text("<script>")
    assert page.evaluate("window.ran") is None
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    with page.expect_download() as download:
        choose(page, "notes.txt", "Download")
    assert download.value.suggested_filename == "notes.txt"


def test_a_link_opens_without_a_session_until_it_is_ended(place: Place, opened: Open, bucket: str) -> None:
    place.store(bucket, "price list.txt", b"42 EUR")
    page = signed_in(place, opened)
    open_bucket(page, place, bucket)
    choose(page, "price list.txt", "Share a link…")
    page.get_by_label("The link works for").select_option("custom")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_test_id("field-fault")).to_be_visible()
    page.get_by_label("The link works for").select_option("week")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_test_id("share-link").text_content()
    assert link is not None
    assert httpx.get(link, trust_env=False).content == b"42 EUR"
    shoot(page, "files-share")
    page.get_by_role("button", name="End all links of this file").click()
    page.get_by_role("button", name="Yes, end them").click()
    expect(page.get_by_text("All links of this file have ended.")).to_be_visible()
    assert httpx.get(link, trust_env=False).status_code >= 400
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_test_id("share-link")).to_be_visible()
    again = page.get_by_test_id("share-link").text_content()
    assert again is not None and httpx.get(again, trust_env=False).content == b"42 EUR"


def test_what_is_removed_is_undone_or_restored_from_the_trash(place: Place, opened: Open, bucket: str) -> None:
    place.store(bucket, "deals/draft.txt", b"first")
    page = signed_in(place, opened)
    open_bucket(page, place, bucket, "deals")
    choose(page, "draft.txt", "Remove")
    expect(row(page, "draft.txt")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "draft.txt")).to_be_visible()

    row(page, "draft.txt").get_by_label("Select draft.txt").check()
    page.get_by_test_id("selection").get_by_role("button", name="Remove").click()
    expect(row(page, "draft.txt")).to_have_count(0)
    place.store(bucket, "deals/draft.txt", b"second")
    page.get_by_role("link", name="Trash").click()
    trashed = page.locator('[data-testid=trash-row][data-name="deals/draft.txt"]').filter(has_text=bucket)
    expect(trashed).to_contain_text("goes for good on")
    expect(page.get_by_test_id("usage")).to_be_visible()
    trashed.first.get_by_role("button", name="Restore deals/draft.txt").click()
    expect(page.get_by_label("Name to restore it under")).to_have_value("draft (2).txt")
    shoot(page, "files-restore")
    page.get_by_role("dialog").get_by_role("button", name="Restore").click()
    expect(page.get_by_test_id("status-line")).to_contain_text("deals/draft (2).txt is back.")
    assert (place.read(bucket, "deals/draft (2).txt"), place.read(bucket, "deals/draft.txt")) == (b"first", b"second")

    open_bucket(page, place, bucket, "deals")
    choose(page, "draft.txt", "Remove")
    expect(row(page, "draft.txt")).to_have_count(0)
    page.get_by_role("link", name="Trash").click()
    trashed.first.get_by_role("button", name="Delete deals/draft.txt for good").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete for good").click()
    expect(page.get_by_test_id("status-line")).to_contain_text("draft.txt is deleted for good.")
    shoot(page, "files-trash")


def test_a_file_is_found_sorted_renamed_and_moved(place: Place, opened: Open, bucket: str) -> None:
    for name in ("alpha.txt", "beta.txt"):
        place.store(bucket, name, b"x")
    page = signed_in(place, opened)
    open_bucket(page, place, bucket)
    page.get_by_label("Sort by").select_option("name.desc")
    expect(page.get_by_test_id("file-row").first).to_have_attribute("data-name", "beta.txt")
    page.get_by_label("Search this folder").fill("ALPHA")
    expect(page.get_by_test_id("file-row")).to_have_count(1)
    page.get_by_label("Search this folder").fill("nothing of this name")
    expect(page.get_by_text("No name matches")).to_be_visible()
    page.get_by_role("button", name="Clear the search").click()
    choose(page, "alpha.txt", "Rename or move…")
    name = page.get_by_role("textbox", name="Name")
    name.fill("beta.txt")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This name is already taken.")).to_be_visible()
    name.fill("gamma.txt")
    page.get_by_role("textbox", name="Folder").fill("2026/offers")
    page.get_by_role("button", name="Save").click()
    expect(row(page, "alpha.txt")).to_have_count(0)
    row(page, "2026").get_by_role("button", name="2026", exact=False).first.click()
    row(page, "offers").get_by_role("button", name="offers", exact=False).first.click()
    expect(row(page, "gamma.txt")).to_be_visible()
    page.get_by_test_id("crumbs").get_by_role("link", name="2026").click()
    expect(row(page, "offers")).to_be_visible()


def remembered(page: Page) -> str:
    """What the browser keeps of uploads."""
    return page.evaluate(
        """() => Object.entries(localStorage).filter(([key]) => key.startsWith("uprising.uploads.")).map(([, text]) => text).join()""")


def begin_and_close(place: Place, opened: Open, bucket: str, path: Path, **look: Any) -> Page:
    """Uploads the first chunk of a file, keeps the second from arriving, closes the page; a new page of the same browser."""
    page = signed_in(place, opened, **look)
    open_bucket(page, place, bucket)

    def keep_the_rest(route: Route) -> None:
        if route.request.method == "PATCH" and route.request.headers["upload-offset"] != "0":
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(UPLOADS, keep_the_rest)
    page.get_by_test_id("file-input").set_input_files(path)
    expect(page.get_by_test_id("upload").get_by_role("progressbar")).to_have_attribute("aria-valuenow", "78")
    until("the chunk is remembered", lambda: f'"offset":{CHUNK_BYTES}' in remembered(page))
    context = page.context
    # Left before it is closed: closing lets go of requests that are held, and the chunk that was kept back would arrive after all.
    page.goto("about:blank")
    page.close()
    again = context.new_page()
    again.set_default_timeout(15_000)
    return again


def two_chunks(path: Path) -> bytes:
    content = bytes(range(256)) * 31_250
    path.write_bytes(content)
    return content


def interrupted(page: Page, name: str) -> Locator:
    return page.locator(f'[data-testid=interrupted][data-name="{name}"]')


@pytest.mark.parametrize("size, theme", [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_an_upload_goes_on_after_the_page_was_closed(
    place: Place, opened: Open, bucket: str, tmp_path: Path, size: dict[str, int], theme: str
) -> None:
    content = two_chunks(tmp_path / "Été.bin")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "Été.bin").write_bytes(content)
    again = begin_and_close(place, opened, bucket, tmp_path / "Été.bin", size=size, theme=theme)
    sent: list[tuple[str, str | None]] = []
    again.on("request", lambda request: sent.append((request.method, request.headers.get("upload-offset")))
             if "/upload/resumable" in request.url else None)
    again.goto(f"{place.node.url}/leads")
    waiting = interrupted(again, "Été.bin")
    expect(waiting).to_contain_text("Interrupted at 6.3 MB of 8 MB. Choose the file again to continue.")
    no_sideways_scroll(again)
    shoot(again, f"files-interrupted-{theme}")
    # Of the same name and content, but another file.
    waiting.get_by_test_id("again-input").set_input_files(tmp_path / "other" / "Été.bin")
    expect(waiting.get_by_role("alert")).to_be_visible()
    shoot(again, f"files-interrupted-other-{theme}")
    assert sent == []
    waiting.get_by_test_id("again-input").set_input_files(tmp_path / "Été.bin")
    expect(upload(again, "Été.bin")).to_have_attribute("data-phase", "done")
    shoot(again, f"files-resumed-{theme}")
    assert sent == [("HEAD", None), ("PATCH", str(CHUNK_BYTES))], "what the node had is not sent again"
    assert place.read(bucket, "Été.bin") == content
    assert remembered(again) == ""


def test_the_same_file_chosen_anew_goes_on_and_a_discarded_upload_ends(
    place: Place, opened: Open, bucket: str, tmp_path: Path
) -> None:
    for name in ("kept.bin", "dropped.bin"):
        two_chunks(tmp_path / name)
        again = begin_and_close(place, opened, bucket, tmp_path / name)
        requests: list[str] = []
        again.on("request", lambda request: requests.append(request.method) if "/upload/resumable" in request.url else None)
        open_bucket(again, place, bucket)
        expect(interrupted(again, name)).to_be_visible()
        if name == "kept.bin":
            again.get_by_test_id("file-input").set_input_files(tmp_path / name)
            expect(upload(again, name)).to_have_attribute("data-phase", "done")
            expect(interrupted(again, name)).to_have_count(0)
            assert requests == ["HEAD", "PATCH"]
        else:
            with again.expect_response(lambda response: response.request.method == "DELETE") as told:
                again.get_by_role("button", name=f"Discard the upload of {name}").click()
            assert told.value.status == 204
            expect(again.get_by_test_id("upload-tray")).to_have_count(0)
            again.reload()
            expect(row(again, "kept.bin")).to_be_visible()
            expect(interrupted(again, name)).to_have_count(0)


def test_what_one_tab_sends_is_not_interrupted_in_another(place: Place, opened: Open, bucket: str, tmp_path: Path) -> None:
    two_chunks(tmp_path / "a.bin")
    page = signed_in(place, opened)
    open_bucket(page, place, bucket)
    page.route(UPLOADS, lambda route: None if route.request.method == "PATCH" else route.continue_())
    page.get_by_test_id("file-input").set_input_files(tmp_path / "a.bin")
    until("the upload is remembered", lambda: "a.bin" in remembered(page))
    other = page.context.new_page()
    open_bucket(other, place, bucket)
    expect(other.get_by_test_id("empty-folder")).to_be_visible()
    expect(other.get_by_test_id("upload-tray")).to_have_count(0)
    page.close()
    other.reload()
    expect(interrupted(other, "a.bin")).to_be_visible()


def test_a_lost_answer_to_the_last_chunk_sends_nothing_again(place: Place, opened: Open, bucket: str) -> None:
    page = signed_in(place, opened)
    open_bucket(page, place, bucket)
    sent: list[str] = []

    def lose_the_answer(route: Route) -> None:
        sent.append(route.request.method)
        if route.request.method == "PATCH":
            assert route.fetch().status == 204
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(UPLOADS, lose_the_answer)
    page.get_by_test_id("file-input").set_input_files(
        {"name": "call.txt", "mimeType": "text/plain", "buffer": b"They like the offer."})
    expect(upload(page, "call.txt")).to_have_attribute("data-phase", "done")
    assert sent == ["PATCH", "HEAD"]
    assert place.read(bucket, "call.txt") == b"They like the offer."


def drop(page: Page, zone: Locator, paths: list[Path]) -> None:
    """Drops files and folders of the disk, as a person does."""
    box = zone.bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {
            "type": kind, "x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "data": data})
    session.detach()


def keys(place: Place, bucket: str) -> set[str]:
    listed = place.owner.post(f"/storage/v1/object/list-v2/{bucket}", json={"prefix": "", "limit": 1_000})
    return {entry["name"] for entry in listed.json()["objects"]}


def test_a_folder_is_dropped_or_chosen_with_all_that_is_in_it(
    place: Place, opened: Open, bucket: str, tmp_path: Path
) -> None:
    deal = tmp_path / "Été 2031"
    (deal / "offers" / "old").mkdir(parents=True)
    (deal / "empty").mkdir()
    (deal / ".DS_Store").write_bytes(b"x")
    for number in range(3):
        (deal / "offers" / f"{number}.txt").write_text(str(number))
    (deal / "offers" / "old" / "a.txt").write_text("a")
    (tmp_path / "beside.txt").write_text("b")
    too_many = tmp_path / "too many"
    too_many.mkdir()
    for number in range(2_001):
        (too_many / f"{number}.txt").touch()

    page = signed_in(place, opened)
    open_bucket(page, place, bucket, "in")
    zone = page.get_by_test_id("drop-zone")
    drop(page, zone, [too_many])
    expect(page.get_by_test_id("status-line")).to_contain_text("more than 2,000 files at once. Nothing was uploaded")
    shoot(page, "files-too-many")
    drop(page, zone, [deal / "empty"])
    expect(page.get_by_test_id("status-line")).to_contain_text("There are no files in it")
    expect(page.get_by_test_id("upload-tray")).to_have_count(0)
    drop(page, zone, [deal, tmp_path / "beside.txt"])
    expect(page.locator("[data-testid=upload][data-phase=done]")).to_have_count(5)
    expect(row(page, "Été 2031")).to_be_visible()
    shoot(page, "files-folder")
    below = {"offers/0.txt", "offers/1.txt", "offers/2.txt", "offers/old/a.txt"}
    assert keys(place, bucket) == {"in/beside.txt"} | {f"in/Été 2031/{key}" for key in below}
    # The same once more asks about every name: one answer is enough.
    page.get_by_test_id("folder-input").set_input_files(deal)
    expect(page.get_by_test_id("taken")).to_contain_text("4 names are already taken.")
    shoot(page, "files-folder-taken")
    page.get_by_role("button", name="Leave all out").click()
    expect(page.locator("[data-testid=upload]")).to_have_count(5)
    open_bucket(page, place, bucket, "chosen")
    page.get_by_test_id("folder-input").set_input_files(deal)
    expect(page.locator("[data-testid=upload][data-phase=done]")).to_have_count(4)
    assert {f"chosen/Été 2031/{key}" for key in below} <= keys(place, bucket)


def test_a_file_keeps_the_name_that_its_person_gave_it(place: Place, opened: Open, bucket: str) -> None:
    page = signed_in(place, opened)
    open_bucket(page, place, bucket)
    page.get_by_test_id("file-input").set_input_files(
        {"name": "L’été à Nîmes.txt", "mimeType": "text/plain", "buffer": b"42"})
    stored = "L’été à Nîmes.txt"
    expect(upload(page, stored)).to_have_attribute("data-phase", "done")
    with page.expect_download() as download:
        choose(page, stored, "Download")
    assert download.value.suggested_filename == stored
    assert keys(place, bucket) == {stored}
    row(page, stored).get_by_role("button", name=stored, exact=True).click()
    expect(page.get_by_role("dialog", name=stored)).to_be_visible()
    shoot(page, "files-own-name")
    page.get_by_role("button", name="Rename or move…").click()
    page.get_by_role("textbox", name="Name").fill("契約.txt")
    page.get_by_role("button", name="Save").click()
    expect(row(page, "契約.txt")).to_be_visible()
    with page.expect_download() as download:
        choose(page, "契約.txt", "Download")
    assert download.value.suggested_filename == "契約.txt"


def test_a_file_that_is_moved_over_another_takes_its_place_at_once(place: Place, opened: Open, bucket: str) -> None:
    place.store(bucket, "draft.txt", b"new")
    place.store(bucket, "offer.txt", b"old")
    page = signed_in(place, opened)
    open_bucket(page, place, bucket)
    changes: list[tuple[str, str | None]] = []
    page.on("request", lambda request: changes.append((request.url.split("/storage/v1")[-1], request.headers.get("x-upsert")))
            if request.method in ("POST", "DELETE") and "/object/list" not in request.url and "/storage/" in request.url else None)
    choose(page, "draft.txt", "Rename or move…")
    page.get_by_role("textbox", name="Name").fill("offer.txt")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This name is already taken.")).to_be_visible()
    assert place.read(bucket, "offer.txt") == b"old"
    shoot(page, "files-move-taken")
    page.get_by_role("button", name="Replace it").click()
    expect(page.get_by_test_id("status-line")).to_contain_text("Now at offer.txt.")
    expect(row(page, "draft.txt")).to_have_count(0)
    assert changes == [("/object/move", None), ("/object/move", "true")]
    assert place.read(bucket, "offer.txt") == b"new"
    page.get_by_role("link", name="Trash").click()
    trashed = page.locator('[data-testid=trash-row][data-name="offer.txt"]').filter(has_text=bucket)
    expect(trashed).to_contain_text("replaced")


@pytest.mark.parametrize("size, theme", [(DESK, "dark"), (PHONE, "light")], ids=["desk", "phone"])
def test_the_trash_is_emptied_by_those_who_may(
    place: Place, opened: Open, bucket: str, size: dict[str, int], theme: str
) -> None:
    verb = "Empty the trash"
    for name in ("a.txt", "b.txt"):
        place.store(bucket, name, b"12345")
        assert place.owner.http.delete(f"/storage/v1/object/{bucket}/{name}").status_code == 200
    reader = signed_in(place, opened, VIEWER, size=size)
    reader.goto(f"{place.node.url}/files/trash")
    expect(reader.get_by_test_id("trash-row").first).to_be_visible()
    expect(reader.get_by_role("button", name=verb)).to_have_count(0)
    page = signed_in(place, opened, size=size, theme=theme)
    page.goto(f"{place.node.url}/files/trash")
    page.get_by_role("button", name=verb).click()
    shoot(page, f"files-trash-question-{theme}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("trash-row").first).to_be_visible()
    shoot(page, f"files-trash-{theme}")
    no_sideways_scroll(page)
    page.get_by_role("button", name=verb).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete all for good").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("trash-row")).to_have_count(0)
    expect(page.get_by_role("button", name=verb)).to_have_count(0)
    expect(page.get_by_test_id("status-line")).to_contain_text("were deleted for good")
    expect(page.get_by_test_id("usage")).not_to_contain_text("in the trash")
    assert place.owner.get("/api/v1/files/usage").json()["trashBytes"] == 0
    shoot(page, f"files-trash-emptied-{theme}")


@pytest.mark.parametrize("size, theme", [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_a_leads_files_are_dropped_and_read_in_its_war_room(
    place: Place, opened: Open, size: dict[str, int], theme: str
) -> None:
    lead = place.owner.drop("Dupont & Fils")
    page = signed_in(place, opened, size=size, theme=theme)
    page.goto(f"{place.node.url}/leads/{lead['id']}")
    files = page.get_by_test_id("lead-files")
    expect(files.get_by_test_id("empty-folder")).to_be_visible()
    dropped = page.evaluate_handle(
        """() => {
            const dropped = new DataTransfer();
            dropped.items.add(new File(["They like it."], "call.txt", { type: "text/plain" }));
            return dropped;
        }""")
    zone = files.get_by_test_id("drop-zone")
    zone.dispatch_event("dragenter", {"dataTransfer": dropped})
    expect(zone).to_contain_text("Drop to upload here")
    zone.dispatch_event("drop", {"dataTransfer": dropped})
    expect(files.get_by_test_id("file-row")).to_have_count(1)
    assert place.read("leads", f"{lead['id']}/call.txt") == b"They like it."
    page.get_by_test_id("upload-tray").get_by_role("button", name="Close").click()
    no_sideways_scroll(page)
    shoot(page, f"files-lead-{theme}")
    row(page, "call.txt").get_by_role("button", name="call.txt", exact=True).click()
    expect(page.get_by_test_id("text-preview")).to_have_text("They like it.")
    page.keyboard.press("Escape")
    reader = signed_in(place, opened, VIEWER)
    reader.goto(f"{place.node.url}/leads/{lead['id']}")
    expect(reader.get_by_test_id("lead-files").get_by_test_id("file-row")).to_have_count(1)
    expect(reader.get_by_test_id("file-input")).to_have_count(0)


def test_on_a_phone_nothing_is_wider_than_the_screen(place: Place, opened: Open, bucket: str) -> None:
    place.store(bucket, f"{'a-very-long-name-' * 8}.txt", b"x")
    page = signed_in(place, opened, size=PHONE)
    open_bucket(page, place, bucket)
    expect(page.get_by_test_id("file-row")).to_have_count(1)
    no_sideways_scroll(page)
    page.get_by_test_id("file-row").get_by_role("button").first.click()
    expect(page.get_by_test_id("preview")).to_be_visible()
    no_sideways_scroll(page)
    shoot(page, "files-phone")
    for path in ("/files", "/files/trash"):
        page.goto(f"{place.node.url}{path}")
        expect(page.get_by_test_id("usage")).to_be_visible()
        no_sideways_scroll(page)
        shoot(page, f"files-phone-{path.removeprefix('/').replace('/', '-')}")
