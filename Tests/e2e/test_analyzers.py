"""Analyzers other than the node's own: a team's service (FastAPI, signed), and a language model; and analyses again."""

import base64
import hashlib
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from driver.api import Api, assert_problem
from driver.node import Node, free_port, listens
from driver.until import until

HERE = Path(__file__).resolve().parent
CONTRACT = json.loads((HERE.parents[1] / "docs" / "analyzer.openapi.json").read_text())
SECRET = base64.b64encode(hashlib.sha256(b"an analyzer's").digest()).decode()
RETRY_SECONDS = 90.0  # an attempt that is refused for the moment, and the back-off after it
EX_CONFIG = 78


@contextmanager
def service(name: str, **variables: str) -> Iterator[str]:
    """A program of driver/ that listens on a free port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, HERE / "driver" / f"{name}.py", str(port)],
        env={**{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}, **variables})
    try:
        until(f"{name} listens", lambda: listens(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def analyzer() -> Iterator[str]:
    with service("analyzer_service", ANALYZER_SECRET=SECRET) as url:
        yield url


@pytest.fixture(scope="module")
def model() -> Iterator[str]:
    with service("model_service") as url:
        yield url


def ended(api: Api, company: str, seconds: float = RETRY_SECONDS, **fields: Any) -> dict[str, Any]:
    return api.wait_until_ended(api.drop(company, **fields), seconds)


def held(name: str, value: Any) -> None:
    """Holds a value against a schema of the contract."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": CONTRACT["components"]}
    Draft202012Validator(schema).validate(value)


# A service of the team's own


@pytest.fixture(scope="module")
def served(binary: Path, tmp_path_factory: pytest.TempPathFactory, analyzer: str) -> Iterator[Api]:
    node = Node(
        binary, tmp_path_factory.mktemp("served"), ANALYZER="http", ANALYZER_URL=f"{analyzer}/analyze", ANALYZER_SECRET=SECRET)
    api = Api(node.start().prepared())
    yield api
    api.close()
    assert node.stop() == 0


@pytest.mark.parametrize(("company", "code", "says"), [
    ("Refused", "analyzer_refused", "this company is not for us"), ("Redirected", "analyzer_refused", "307"),
    ("Garbled", "analyzer_bad_answer", "no JSON"), ("Wrong", "analyzer_bad_answer", "/facts/0/value"),
    ("Endless", "analyzer_bad_answer", "1024 KiB"),
])
def test_what_the_service_answers_wrongly_fails_the_lead_in_words(served: Api, company: str, code: str, says: str) -> None:
    room = ended(served, company)
    assert room["lead"]["status"] == "failed", room["lead"]
    assert room["lead"]["failure"]["code"] == code and says in room["lead"]["failure"]["message"]
    assert room["jobs"][0]["attempt"] == 1, "asking again is useless"


def test_a_wrong_secret_is_refused_by_the_service(new_node: Node, analyzer: str) -> None:
    other = base64.b64encode(hashlib.sha256(b"another").digest()).decode()
    new_node.variables.update(ANALYZER="http", ANALYZER_URL=f"{analyzer}/analyze", ANALYZER_SECRET=other)
    api = Api(new_node.start().prepared())
    failure = ended(api, "Signed otherwise")["lead"]["failure"]
    assert failure["code"] == "analyzer_refused" and "401" in failure["message"]
    assert other not in new_node.output
    api.close()


def test_the_services_analysis_becomes_the_leads(served: Api, analyzer: str) -> None:
    room = ended(served, "Atelier", website="https://atelier.example/x", email="a@atelier.example")
    assert room["lead"]["status"] == "ready" and room["lead"]["score"] == 55
    analysis = room["analysis"]
    assert analysis["analyzer"] == "http" and analysis["openings"] == ["Bonjour Atelier !"] and analysis["changes"] is None
    assert [fact["label"] for fact in analysis["facts"]] == ["E-mail", "Humeur"]
    assert room["dossier"]["pages"] >= 1
    order = next(one for one in httpx.get(f"{analyzer}/asked").json() if one["lead"]["id"] == room["lead"]["id"])
    headers = order.pop("headers")
    trace, key = order.pop("traceparent"), order.pop("key")
    held("AnalysisRequest", order)
    assert order["lead"]["website"] == "https://atelier.example/x" and order["language"] == "fr"
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", trace)
    assert key == order["job"] == next(job["id"] for job in room["jobs"] if job["kind"] == "analyze_lead")
    for parameter in CONTRACT["paths"]["/"]["post"]["parameters"]:
        assert re.search(parameter["schema"].get("pattern", "."), headers[parameter["name"].lower()])


def test_a_service_that_is_busy_is_asked_again(served: Api, analyzer: str) -> None:
    room = ended(served, "Busy bee")
    assert room["lead"]["status"] == "ready"
    asked = [one for one in httpx.get(f"{analyzer}/asked").json() if one["lead"]["id"] == room["lead"]["id"]]
    assert [one["attempt"] for one in asked] == [1, 2] and len({one["key"] for one in asked}) == 1


# A language model


@contextmanager
def node_with(node: Node, url: str, model: str, **variables: str) -> Iterator[Api]:
    node.variables.update(
        ANALYZER="openai", ANALYZER_URL=f"{url}/v1/", ANALYZER_MODEL=model, ANALYZER_KEY="sk-of-this-test", **variables)
    api = Api(node.start().prepared())
    yield api
    api.close()


def by_the_rules(api: Api, company: str, website: str, says: str) -> dict[str, Any]:
    """The analysis of a node whose model was of no use."""
    room = ended(api, company, website=website)
    assert room["lead"]["status"] == "ready", room["lead"]["failure"]
    analysis = room["analysis"]
    assert analysis["analyzer"] == "builtin" and not [fact for fact in analysis["facts"] if fact["kind"] == "claim"]
    assert any(says in notice and "modèle" in notice for notice in analysis["notices"]), analysis["notices"]
    return analysis


@pytest.mark.parametrize(("mood", "says"), [
    ("not-json", "no JSON"), ("wrong-schema", "/claims"), ("huge", "256 KiB"), ("slow", "à temps"), ("limited", "429"),
])
def test_a_model_of_no_use_costs_its_words_alone(
    new_node: Node, model: str, sites: dict[str, str], mood: str, says: str,
) -> None:
    with node_with(new_node, model, mood, ANALYZER_SECONDS="2") as api:
        analysis = by_the_rules(api, "Menuiserie Vasselin", sites["sme"], says)
        assert analysis["score"]["total"] == 91
        assert "sk-of-this-test" not in new_node.output


def test_a_model_that_is_not_there_is_said(new_node: Node, sites: dict[str, str]) -> None:
    with node_with(new_node, f"http://127.0.0.1:{free_port()}", "any") as api:
        by_the_rules(api, "Menuiserie Vasselin", sites["sme"], "ne répond pas")


def test_what_an_injected_model_says_without_proof_never_arrives(new_node: Node, model: str, sites: dict[str, str]) -> None:
    with node_with(new_node, model, "injected") as api:
        analysis = ended(api, "Menuiserie Vasselin", website=sites["sme"])["analysis"]
        assert analysis["analyzer"] == "openai"
        assert [fact["value"] for fact in analysis["facts"] if fact["kind"] == "claim"] == ["The company can be reached."]
        said = json.dumps(analysis)
        assert "evil.example" not in said and "99 88 77" not in said and "They grow" not in said
        assert any(notice.startswith("4 phrases") for notice in analysis["notices"]), analysis["notices"]
        assert analysis["openings"], "those of the node's own rules"


def test_a_model_reads_facts_behind_a_fence_and_its_words_have_evidence(new_node: Node, model: str, sites: dict[str, str]) -> None:
    with node_with(new_node, model, "good") as api:
        room = ended(api, "Menuiserie Vasselin", website=sites["sme"])
        analysis = room["analysis"]
        assert analysis["analyzer"] == "openai" and analysis["score"]["total"] == 91
        claim = next(fact for fact in analysis["facts"] if fact["kind"] == "claim")
        assert claim["url"].startswith(sites["sme"]) and claim["snippet"] and claim["label"] == "Lecture du modèle"
        assert analysis["openings"] == ["What do you work on at the moment?"]
        asked = next(one for one in reversed(httpx.get(f"{model}/asked").json()) if one["request"]["model"] == "good")
        assert asked["path"] == "/v1/chat/completions" and asked["authorization"] == "Bearer sk-of-this-test"
        assert asked["request"]["response_format"]["type"] == "json_schema"
        content = asked["request"]["messages"][1]["content"]
        assert re.search(r"^<(facts-\w+)>\n(\{.*\}\n)+</\1>$", content, re.MULTILINE)


def test_past_the_days_budget_the_rules_alone_answer_and_a_restart_forgets_nothing(
    new_node: Node, model: str, sites: dict[str, str],
) -> None:
    # One call takes some thousand tokens off the day before it is made, and 1,000 in the end.
    with node_with(new_node, model, "frugal", ANALYZER_TOKENS_PER_DAY="12000") as api:
        left = 0
        while ended(api, f"Menuiserie Vasselin {left}", website=sites["freelance"])["analysis"]["analyzer"] == "openai":
            left += 1
            assert left < 12, "the budget never ends"
        assert left >= 2
        new_node.stop()
        new_node.start()
        by_the_rules(api, "Menuiserie Vasselin again", sites["freelance"], "épuisé")


# Settings


def test_wrong_analyzer_settings_are_named_together(new_node: Node) -> None:
    refused = new_node.command("serve", "--port", "0", ANALYZER="openai", ANALYZER_URL="ftp://x", ANALYZER_TOKENS_PER_DAY="0")
    assert refused.returncode == EX_CONFIG
    for key in ("ANALYZER_URL", "ANALYZER_MODEL", "ANALYZER_TOKENS_PER_DAY"):
        assert f"- {key}:" in refused.stderr, refused.stderr


# Again


@pytest.fixture
def changing_site() -> Iterator[dict[str, Any]]:
    """A site whose pages the test writes as it goes, each answered after some seconds; it counts who is served at once."""
    pages: dict[str, str] = {}
    site: dict[str, Any] = {"pages": pages, "seconds": 0.0, "busy": 0, "most": 0}
    lock = threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

        def do_GET(self) -> None:
            with lock:
                site["busy"] += 1
                site["most"] = max(site["most"], site["busy"])
            time.sleep(site["seconds"])
            with lock:
                site["busy"] -= 1
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site["url"] = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()


def test_an_analysis_again_says_what_changed_and_the_one_before_stays(api: Api, changing_site: dict[str, Any]) -> None:
    pages = changing_site["pages"]
    pages["/"] = "<html lang=fr><title>Forge Nord</title><p>Écrivez à un@forge.example.<p>© 2025"
    lead = api.drop("Forge Nord", website=changing_site["url"])
    first = api.wait_until_ready(lead)["analysis"]
    assert first["changes"] is None
    pages["/"] = "<html lang=fr><title>Forge Nord</title><p>Écrivez à deux@forge.example. Nous recrutons.<p>© 2026"
    assert api.post(f"/api/v1/leads/{lead['id']}/analysis").status_code == 202
    second = api.wait_until_ready(lead)["analysis"]
    changes = second["changes"]
    assert changes["since"] == first["analyzedAt"]
    assert changes["score"] == {"before": first["score"]["total"], "after": second["score"]["total"]}
    assert {fact["value"] for fact in changes["added"]} == {"deux@forge.example", "Recrute"}
    assert {fact["value"] for fact in changes["removed"]} == {"un@forge.example"}
    assert {"kind": "last_update", "label": "Dernière mise à jour", "before": "2025", "after": "2026"} in changes["changed"]

    versions = api.get(f"/api/v1/leads/{lead['id']}/analyses").json()["items"]
    assert [version["score"] for version in versions] == [second["score"]["total"], first["score"]["total"]]
    assert {version["analyzer"] for version in versions} == {"builtin"}
    older = api.get(f"/api/v1/leads/{lead['id']}/analyses/{versions[1]['id']}").json()
    assert older["analysis"] == first and older["createdAt"] == versions[1]["createdAt"]
    other = api.drop("Autre forge")
    for path in (f"{other['id']}/analyses/{versions[1]['id']}", f"{lead['id']}/analyses/nothing", "nothing/analyses"):
        assert_problem(api.get(f"/api/v1/leads/{path}"), 404, "not_found")


def test_one_site_is_read_by_two_analyses_at_once_at_most(api: Api, changing_site: dict[str, Any]) -> None:
    changing_site["pages"]["/"] = "<html><title>Petite</title><p>Un petit site."
    changing_site["seconds"] = 0.2
    leads = [api.drop(f"Petite {number}", website=changing_site["url"]) for number in range(8)]
    for lead in leads:
        api.wait_until_ready(lead, RETRY_SECONDS)
    assert changing_site["most"] <= 2


# The command


def test_a_site_is_analysed_without_a_node(new_node: Node, sites: dict[str, str]) -> None:
    text = new_node.command("analyze", sites["sme"], "--private-sites", "--language", "fr")
    assert text.returncode == 0, text.stderr
    assert "Score 91/100" in text.stdout and re.search(r"Identité légale vérifiable +14 +14 +SIREN 012876546", text.stdout)
    assert re.search(rf"Téléphone +\+33261910442 +{sites['sme']}", text.stdout)
    plain = new_node.command("analyze", sites["sme"], "--private-sites", "--json")
    analysis = json.loads(plain.stdout)
    assert analysis["score"]["total"] == 91 and analysis["analyzer"] == "builtin" and analysis["changes"] is None
    assert not new_node.data.exists(), "no data folder is made"


@pytest.mark.parametrize(("arguments", "status", "says"), [
    (["ftp://a.example"], 64, "no web address"), (["a.example", "--language", "de"], 64, "no language"), ([], 64, "url"),
    (["http://127.0.0.1:1"], 1, "private or reserved"), (["http://127.0.0.1:1", "--private-sites"], 1, "does not answer"),
    (["http://nowhere.invalid", "--json"], 1, "does not exist"),
])
def test_a_site_that_can_not_be_read_is_said_by_words_and_status(
    new_node: Node, arguments: list[str], status: int, says: str,
) -> None:
    shown = new_node.command("analyze", *arguments)
    assert shown.returncode == status, shown
    assert says in shown.stderr and shown.stdout == "", shown


# Hostile sites


HOSTILE = ("gzip-bomb", "huge", "nested", "binary", "bad-charset", "long-headers", "tag-soup", "redirect-chain", "redirect-loop", "cut-short")
MOST_MB = 150  # over the memory of a node that has analysed one site; a debug build's parsers included


def test_hostile_sites_end_in_time_and_cost_no_memory(new_node: Node, sites: dict[str, str]) -> None:
    api = Api(new_node.start().prepared())
    api.wait_until_ready(api.drop("Warm", website=sites["sme"]))
    before = peak_mb(new_node)
    leads = [api.drop(f"{name} {number}", website=sites[name]) for number in range(2) for name in HOSTILE]
    for lead in leads:
        api.wait_until_ended(lead, 150)
    assert peak_mb(new_node) - before < MOST_MB
    api.wait_until_ready(api.drop("After", website=sites["sme"]))
    api.close()


def peak_mb(node: Node) -> float:
    status = Path(f"/proc/{node.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
