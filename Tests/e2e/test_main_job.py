"""The main job on real input: a dropped lead becomes READY, with facts, score and a dossier behind a signed URL."""

import base64
import hashlib
import hmac
import re
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from driver.api import Api, assert_problem
from driver.node import Node

SITE_SECONDS = 150  # three attempts at the site that drips, with the analyzer's time-outs and the waits between

# How the sites that can't be read end: the failure's code. Where either end is right, none is asked for.
EXPECTED_FAILURES = {
    "drip": "site_timeout", "gzip-bomb": "site_too_large", "not-html": "site_not_html", "out-of-order": "site_http_error",
    "redirect-chain": "site_too_many_redirects", "redirect-loop": "site_too_many_redirects",
    "redirect-private": "site_private_address", "robots-broken": "site_robots_unavailable",
    "robots-refuses": "site_refused_by_robots", "binary": "site_not_html",
}
EITHER_END = {"empty", "cut-short", "long-headers"}
WITHOUT_FACTS = EITHER_END | {"canary", "javascript"}
# What must be found on a site, by kind of fact: part of a value, spaces and dots left out.
EXPECTED_FACTS = {
    "sme": {
        "siren": "012876546", "siret": "01287654600016", "vat": "FR79012876546", "phone": "261910442", "contact_name": "Claire",
        "address": "35500Vitré",
    },
    "shop": {"email": "bonjour@faiences-gouessantexample", "phone": "261912020", "shop": ""},
    "tag-soup": {"email": "atelier@pinsonneauexample", "phone": "261915560"},
    "latin-1": {"phone": "465710809", "email": "cremeborne@wanadoofr"},
    "shift-jis": {"email": "info@hibari-koboexample", "language": "ja"},
    "freelance": {"company_name": "Quill"},
    "huge": {"email": "vente@lormont-piecesexample", "phone": "536491020"},
    "slow-page": {"phone": "536493344"},
    "nested": {"phone": "536498811"},
    "bad-charset": {"phone": "536499900"},
    "sitemap": {"phone": "536497712"},
}
# What stands on a page for machines, traps or invalid numbers, and is no fact of the company's.
NEVER_FACTS = ("devis-secret@", "faux@script", "hidden@tidewell", "088461026", "vous@exemple")


def check_analysis(analysis: dict[str, Any]) -> None:
    """What every analysis owes: evidence for each fact, and a score that its signals add up to."""
    for fact in analysis["facts"]:
        assert fact["kind"] and fact["label"] and fact["value"], fact
        assert fact["url"].startswith("http"), fact
        assert fact["snippet"].strip(), fact
    score = analysis["score"]
    assert 0 <= score["total"] <= 100
    assert score["total"] == sum(signal["points"] for signal in score["signals"])
    for signal in score["signals"]:
        assert signal["label"] and 0 <= signal["points"] <= signal["weight"], signal
        assert signal["found"] or signal["points"] == 0, signal


def facts_of(analysis: dict[str, Any]) -> dict[str, list[str]]:
    facts: dict[str, list[str]] = {}
    for fact in analysis["facts"]:
        facts.setdefault(fact["kind"], []).append(fact["value"])
    return facts


def pdf_text(content: bytes, folder: Path) -> str:
    path = folder / "dossier.pdf"
    path.write_bytes(content)
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


def ready_dossier(api: Api, company: str, **fields: Any) -> dict[str, Any]:
    room = api.wait_until_ready(api.drop(company, **fields))
    assert room["lead"]["score"] is not None and room["lead"]["readyAt"]
    return room["dossier"]


# The dossier


def test_the_dossier_names_the_company_in_any_script(api: Api, tmp_path: Path) -> None:
    company, contact = "Été & Fils <SARL>", "山田太郎"
    room = api.wait_until_ready(api.drop(company, contactName=contact, notes="عمر بن الخطاب, שלום, 🙂"))
    dossier = room["dossier"]
    answer = api.get(dossier["url"])
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF") and len(answer.content) == dossier["byteCount"]
    text = pdf_text(answer.content, tmp_path)
    assert company in text and contact in text.replace(" ", "")
    told = subprocess.run(["pdfinfo", tmp_path / "dossier.pdf"], check=True, capture_output=True, text=True).stdout
    assert company in told, "the document's title names the company"
    assert int(re.search(r"Pages:\s+(\d+)", told)[1]) == dossier["pages"]
    fonts = subprocess.run(["pdffonts", tmp_path / "dossier.pdf"], check=True, capture_output=True, text=True).stdout
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:]), f"a font is not embedded:\n{fonts}"


def test_the_signed_address_needs_no_other_key_and_admits_no_change(node: Node, api: Api) -> None:
    dossier = ready_dossier(api, "Signée")
    stranger = httpx.Client(base_url=node.url, trust_env=False)
    assert stranger.get(dossier["url"]).status_code == 200
    path, _, query = dossier["url"].partition("?")
    assert query
    for name, value in (pair.split("=", 1) for pair in query.split("&")):
        changed = ("0" if value[0] != "0" else "1") + value[1:]
        answer = stranger.get(f"{path}?{query.replace(f'{name}={value}', f'{name}={changed}')}")
        assert_problem(answer, 403, {"signature_invalid", "signature_expired"})
        without = "&".join(pair for pair in query.split("&") if not pair.startswith(f"{name}="))
        assert_problem(stranger.get(f"{path}?{without}"), 403, {"signature_invalid", "signature_expired"})
    other = ready_dossier(api, "Autre")
    swapped = other["url"].partition("?")[0] + "?" + query
    assert_problem(stranger.get(swapped), 403, "signature_invalid")
    assert_problem(stranger.get(path + "x?" + query), {403, 404})
    stranger.close()


def test_an_expired_address_is_refused(new_node: Node) -> None:
    """Signed by the node's own key, which is derived here from a secret that the test gives it."""
    secret = hashlib.sha256(b"of this test alone").digest()
    new_node.variables["SECRET_KEY"] = base64.b64encode(secret).decode()
    api = Api(new_node.start().prepared())
    url = ready_dossier(api, "Expire")["url"]
    path, _, query = url.partition("?")
    object_id, name = unquote(path).removeprefix("/files/").split("/", 1)
    given = dict(pair.split("=", 1) for pair in query.split("&"))

    def signed(expires: int) -> str:
        message = "\n".join(["files 1", "download", given["kid"], object_id, str(expires), name]).encode()
        code = hmac.digest(derived(secret, b"key for url-signing"), message, "sha256")
        return f"{path}?expires={expires}&kid={given['kid']}&signature={base64.urlsafe_b64encode(code).decode().rstrip('=')}"

    assert signed(int(given["expires"])) == url, "the test signs as the node does"
    assert httpx.get(new_node.url + signed(int(time.time()) + 60), trust_env=False).status_code == 200
    assert_problem(httpx.get(new_node.url + signed(int(time.time()) - 1), trust_env=False), 403, "signature_expired")
    api.close()


def derived(secret: bytes, label: bytes) -> bytes:
    """HKDF with SHA-256 (RFC 5869), one block."""
    extracted = hmac.digest(b"uprising key ring 1", secret, "sha256")
    return hmac.digest(extracted, label + b"\x01", "sha256")


def test_ranges_and_etag(api: Api) -> None:
    url = ready_dossier(api, "Par morceaux")["url"]
    whole = api.get(url)
    size = len(whole.content)
    assert whole.headers["accept-ranges"] == "bytes"
    for asked, first, last in (("0-99", 0, 99), (f"{size - 10}-", size - 10, size - 1), ("-7", size - 7, size - 1), ("5-999999999", 5, size - 1)):
        part = api.get(url, headers={"Range": f"bytes={asked}"})
        assert part.status_code == 206, asked
        assert part.headers["content-range"] == f"bytes {first}-{last}/{size}"
        assert part.content == whole.content[first : last + 1]
    refused = api.get(url, headers={"Range": f"bytes={size}-"})
    assert refused.status_code == 416 and refused.headers["content-range"] == f"bytes */{size}"
    etag = whole.headers["etag"]
    known = api.get(url, headers={"If-None-Match": etag})
    assert known.status_code == 304 and known.content == b"" and known.headers["etag"] == etag
    assert api.get(url, headers={"If-None-Match": '"another"'}).status_code == 200
    assert api.get(url, headers={"Range": "bytes=0-9", "If-Range": '"another"'}).status_code == 200
    head = api.http.head(url)
    assert head.status_code == 200 and int(head.headers["content-length"]) == size and head.content == b""


# The sites: each ends in READY with what could be read, or in FAILED with a sentence for a salesperson


def test_every_site_ends_well_and_the_worker_lives(api: Api, sites: dict[str, str], subtests: pytest.Subtests) -> None:
    leads = {name: api.drop(f"Site {name}", website=url) for name, url in sites.items()}
    for name, lead in leads.items():
        with subtests.test(site=name):
            room = api.wait_until_ended(lead, SITE_SECONDS)
            check_site(name, room)
            for job in room["jobs"]:
                assert job["state"] in ("completed", "failed", "cancelled"), job
    api.wait_until_ready(api.drop("After all sites"))


def check_site(name: str, room: dict[str, Any]) -> None:
    lead, expected_failure = room["lead"], EXPECTED_FAILURES.get(name)
    if lead["status"] == "failed":
        failure = lead["failure"]
        assert expected_failure == failure["code"] or name in EITHER_END, failure
        message = failure["message"]
        assert message.endswith(".") and len(message.split()) >= 4, message
        assert not re.search(r"Error|Exception|\bnil\b|NIO|HTTPClient|errno|0x", message), message
        return
    assert expected_failure is None, "this site can't be read"
    analysis = room["analysis"]
    check_analysis(analysis)
    assert room["dossier"]["pages"] >= 1
    facts = facts_of(analysis)
    assert facts or name in WITHOUT_FACTS, "nothing was read"
    for kind, value in EXPECTED_FACTS.get(name, {}).items():
        assert any(value in squeezed(found) for found in facts.get(kind, [])), f"{kind}: {facts.get(kind)}"
    every_value = [squeezed(found) for found_values in facts.values() for found in found_values]
    assert not [value for value in every_value for never in NEVER_FACTS if never in value]


def squeezed(value: str) -> str:
    return re.sub(r"[\s.\u00a0\u202f]", "", value)


def test_the_same_site_gives_the_same_analysis(api: Api, sites: dict[str, str]) -> None:
    url = sites["sme"]
    first, second = (api.wait_until_ready(api.drop("Encore", website=url))["analysis"] for _ in range(2))
    for analysis in (first, second):
        del analysis["analyzedAt"]
    assert first == second


def test_no_request_leaves_for_a_private_address_unless_the_profile_allows_it(new_node: Node, sites: dict[str, str]) -> None:
    new_node.variables["ANALYSIS_PRIVATE_SITES"] = "refuse"
    api = Api(new_node.start().prepared())
    untouched = sites["canary"]
    before = httpx.get(f"{untouched}/__hits").json()
    port = untouched.rpartition(":")[2]
    for url in (untouched, f"http://localhost:{port}/", f"http://[::ffff:127.0.0.1]:{port}/", "http://[::1]/", "http://169.254.169.254/latest/"):
        answer = api.post("/api/v1/leads", json={"company": f"Refused {url}", "website": url})
        if answer.status_code == 400:
            continue  # not an address of a web site at all
        lead = api.wait_until_ended(answer.json())["lead"]
        assert lead["status"] == "failed" and lead["failure"]["code"] == "site_private_address", (url, lead["failure"])
    assert httpx.get(f"{untouched}/__hits").json() == before
    api.close()
