"""A lead's dossier again: without a new analysis, with what the team wrote since, and the same bytes while nothing changes."""

import subprocess
from pathlib import Path

from driver.api import Api, assert_problem


def words(pdf: bytes, folder: Path) -> str:
    path = folder / "dossier.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout


def test_a_dossier_is_refused_before_the_first_analysis_has_ended(api: Api) -> None:
    lead = api.drop("Trop tôt")
    answer = api.post(f"/api/v1/leads/{lead['id']}/dossiers")
    # The analysis of a lead without a site may have ended already.
    if answer.status_code != 202:
        assert_problem(answer, 409, "conflict")
    api.wait_until_ready(lead)


def test_an_unchanged_lead_gives_the_same_bytes_and_a_note_gives_others(api: Api, tmp_path: Path) -> None:
    lead = api.drop("Encore", contactName="Zoé", notes="première note")
    api.wait_until_ready(lead)
    path, pdfs = f"/api/v1/leads/{lead['id']}", []
    for note in (None, None, "Vue au salon."):
        if note:
            assert api.post(f"{path}/notes", json={"text": note}).status_code == 201
        answer = api.post(f"{path}/dossiers")
        assert answer.status_code == 202 and answer.json()["status"] == "rendering", answer.text
        pdfs.append(api.get(api.wait_until_ready(lead)["dossier"]["url"]).content)
    assert pdfs[0] == pdfs[1] != pdfs[2]
    assert "Vue au salon." in words(pdfs[2], tmp_path) and "Vue au salon." not in words(pdfs[1], tmp_path)
    versions = api.get(f"{path}/dossiers").json()["items"]
    assert [version["current"] for version in versions] == [True, False, False, False]
    assert [job["kind"] for job in api.war_room(lead["id"])["jobs"]].count("analyze_lead") == 1
