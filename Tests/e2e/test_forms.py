"""Public forms: posted by programs and by a real browser, from the node's page, from another site in a frame and by a plain form."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from driver.api import Api, assert_problem
from driver.node import Node, free_port
from driver.watched import PHONE, Open, shoot


def created(api: Api, **fields: Any) -> dict[str, Any]:
    answer = api.post("/api/v1/forms", json={"name": "Contact", **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


def send(node: Node, form: dict[str, Any], origin: str | None, **options: Any) -> httpx.Response:
    headers = {**({"Origin": origin} if origin else {}), **options.pop("headers", {})}
    return httpx.post(node.url + form["path"], headers=headers, trust_env=False, follow_redirects=False, timeout=30, **options)


def sent_leads(api: Api, words: str) -> list[dict[str, Any]]:
    return api.all_leads(q=words)


def test_who_may_not_manage_forms(node: Node, api: Api) -> None:
    form = created(api)
    made = node.command("token", "create", "--name", "member", "--role", "member")
    member = Api(node, made.stdout.strip())
    for method, path in [("GET", "forms"), ("POST", "forms"), ("PATCH", f"forms/{form['id']}"), ("DELETE", f"forms/{form['id']}")]:
        assert_problem(member.http.request(method, f"/api/v1/{path}", json={"name": "x"}), 403, "forbidden")
    member.close()


def test_every_fault_of_a_form_is_named(api: Api) -> None:
    problem = assert_problem(
        api.post("/api/v1/forms", json={
            "name": " ", "origins": ["https://ok.example", "ftp://x.example", "https://x.example/path", "https://x.example; script-src *"],
            "language": "de", "fields": [{"name": "company"}, {"name": "salary"}], "perMinute": 0,
        }), 400, "invalid_request")
    assert {field["pointer"] for field in problem["fields"]} == {
        "/name", "/origins/1", "/origins/2", "/origins/3", "/language", "/fields/1/name", "/fields", "/perMinute"}


def test_the_key_of_a_form_opens_nothing_else(node: Node, api: Api) -> None:
    form = created(api)
    holder = Api(node, form["key"])
    for method, path in [("GET", "leads"), ("POST", "leads"), ("GET", "forms"), ("POST", "imports"), ("GET", "projects")]:
        assert holder.http.request(method, f"/api/v1/{path}", json={"company": "x"}).status_code in (401, 404)
    holder.close()
    assert httpx.get(node.url + "/f/uf_" + "A" * 32, trust_env=False).status_code == 404


def test_origins_are_checked(node: Node, api: Api) -> None:
    form = created(api, origins=["https://shop.example"], perMinute=600)
    fields = {"company": "Origin Ltd", "email": "o@origin-check.example"}
    for origin in (None, "null", "https://evil.example", "http://shop.example", "https://shop.example.evil.example", "https://shop.example:8443"):
        assert_problem(send(node, form, origin, data=fields), 403, "origin_refused")
    assert sent_leads(api, "Origin Ltd") == []
    answer = send(node, form, "https://shop.example", data=fields)
    assert answer.status_code == 303 and answer.headers["location"] == f"{form['path']}?sent=1"
    referred = send(node, form, None, data=fields, headers={"Referer": "https://shop.example/contact?x=1"})
    assert referred.status_code == 303
    assert len(sent_leads(api, "Origin Ltd")) == 2


def test_three_ways_to_send_and_a_trap(node: Node, api: Api) -> None:
    form = created(api, origins=["https://shop.example"], perMinute=600)
    shop = "https://shop.example"
    fields = {"company": "Trois Façons & Cie", "contactName": "Ana", "email": "ana@trois.example", "notes": "Bonjour,\nà bientôt"}
    assert send(node, form, shop, data=fields).status_code == 303
    assert send(node, form, shop, files={name: (None, value) for name, value in fields.items()}).status_code == 303
    answer = send(node, form, shop, json={**fields, "status": "ready", "ownerId": "me"})
    assert answer.status_code == 201 and answer.headers["access-control-allow-origin"] == shop
    assert set(answer.json()) == {"thanks"}, "a visitor is told nothing of the lead"
    leads = sent_leads(api, "Trois")
    assert len(leads) == 3
    assert {lead["notes"] for lead in leads} == {"Bonjour,\nà bientôt"}
    assert {lead["projectId"] for lead in leads} == {form["projectId"]}

    trapped = send(node, form, shop, json={**fields, "company": "Robot", "website_url": "http://spam.example"})
    assert trapped.status_code == 201 and trapped.json() == answer.json()
    assert sent_leads(api, "Robot") == []
    mine = next(one for one in api.get("/api/v1/forms").json()["items"] if one["id"] == form["id"])
    assert (mine["received"], mine["refusedAsSpam"]) == (3, 1)


def test_what_is_missing_is_said(node: Node, api: Api) -> None:
    form = created(api, language="fr", perMinute=600)
    problem = assert_problem(send(node, form, node.url, json={"company": "x", "email": "nobody"}), 400, "invalid_request")
    assert [field["pointer"] for field in problem["fields"]] == ["/email"]
    page = send(node, form, node.url, data={"company": "<b>x</b>\"", "email": ""})
    assert page.status_code == 400 and "À remplir." in page.text and "&lt;b&gt;x&lt;/b&gt;&quot;" in page.text and "<b>" not in page.text
    assert_problem(send(node, form, node.url, content=b"x", headers={"content-type": "text/plain", "accept": "application/json"}), 415)
    assert_problem(send(node, form, node.url, content=b"{", headers={"content-type": "application/json"}), 400, "malformed_body")
    assert_problem(send(node, form, node.url, json={"company": "x" * 200_000}), 413, "body_too_large")


def test_one_address_and_one_form_send_only_so_often(node: Node, api: Api) -> None:
    form = created(api)
    answers = [send(node, form, node.url, json={"company": "Often", "email": "a@often.example"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429]
    assert_problem(answers[5], 429, "rate_limited")
    assert 1 <= int(answers[5].headers["retry-after"]) <= 60
    slow = created(api, perMinute=1)
    statuses = [
        send(node, slow, node.url, json={"company": "Slow", "email": "a@slow.example"}, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
        for n in (1, 2)]
    assert statuses == [201, 429]


def test_a_closed_form_is_gone(node: Node, api: Api) -> None:
    form = created(api)
    assert httpx.get(node.url + form["path"], trust_env=False).status_code == 200
    path = f"/api/v1/forms/{form['id']}"
    assert_problem(api.http.patch(path, json={"enabled": False}), 428, "version_required")
    assert api.request("PATCH", path, 1, json={"enabled": False}).json()["version"] == 2
    stale = assert_problem(api.request("PATCH", path, 1, json={"enabled": True}), 409, "stale_version")
    assert stale["current"]["version"] == 2
    assert_problem(httpx.get(node.url + form["path"], trust_env=False), 404)
    assert_problem(send(node, form, node.url, json={"company": "Late", "email": "a@late.example"}), 404)
    assert_problem(api.request("DELETE", path, 1), 409, "stale_version")
    assert api.request("DELETE", path, 2).status_code == 204


# In a browser


@contextmanager
def site(page: str) -> Iterator[str]:
    """Another web site, of one page."""

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = page.encode()
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_page_in_another_sites_frame(node: Node, api: Api, opened: Open) -> None:
    form = created(api, name="Devis", language="fr", thanks="Merci beaucoup !", perMinute=600)
    with site(f"<!doctype html><title>Shop</title><iframe src='{node.url}{form['path']}' width=380 height=800></iframe>") as shop:
        answer = api.request("PATCH", f"/api/v1/forms/{form['id']}", form["version"], json={"origins": [shop]})
        assert answer.status_code == 200, answer.text
        page = opened("fr", size=PHONE).page()
        page.goto(shop)
        frame = page.frame_locator("iframe")
        frame.get_by_label("Entreprise").fill("Vitrine Cadre")
        frame.get_by_label("Adresse e-mail").fill("v@cadre.example")
        shoot(page, "form-in-a-frame")
        frame.get_by_role("button", name="Envoyer").click()
        expect(frame.get_by_role("status")).to_have_text("Merci beaucoup !")
    lead, = sent_leads(api, "Vitrine Cadre")
    assert lead["email"] == "v@cadre.example"


def test_a_frame_of_a_site_that_is_not_listed_stays_empty(node: Node, api: Api, browser: Browser) -> None:
    form = created(api)
    with site(f"<!doctype html><iframe src='{node.url}{form['path']}'></iframe>") as shop:
        page = browser.new_page()
        page.goto(shop)
        page.wait_for_timeout(500)
        assert page.frame_locator("iframe").get_by_label("Company").count() == 0
        page.close()


def test_a_plain_form_and_a_script_of_another_site(node: Node, api: Api, opened: Open) -> None:
    form = created(api, language="en", perMinute=600)
    html = f"""<!doctype html><title>Shop</title>
        <form method=post action="{node.url}{form['path']}"><input name=company value="Plain Form">
        <input name=email value="p@plain.example"><button>Go</button></form>
        <script>
        window.post = () => fetch("{node.url}{form['path']}", {{method: "POST", headers: {{"content-type": "application/json"}},
            body: JSON.stringify({{company: "Script Form", email: "s@script.example"}})}}).then(answer => answer.json())
        </script>"""
    with site(html) as shop:
        assert api.request("PATCH", f"/api/v1/forms/{form['id']}", form["version"], json={"origins": [shop]}).status_code == 200
        page = opened().page()
        page.goto(shop)
        assert page.evaluate("post()") == {"thanks": "Thank you. We will be in touch soon."}
        page.get_by_role("button", name="Go").click()
        expect(page.get_by_role("status")).to_have_text("Thank you. We will be in touch soon.")
    assert len(sent_leads(api, "Plain Form")) == 1 and len(sent_leads(api, "Script Form")) == 1


def test_the_page_on_a_phone(node: Node, api: Api, opened: Open) -> None:
    form = created(api, language="en", perMinute=600, fields=[
        {"name": "email", "required": True}, {"name": "website"}, {"name": "phone"}, {"name": "notes"}])
    page = opened("en", "dark", PHONE).page()
    page.goto(node.url + form["path"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, "form-phone-dark")
    page.get_by_label("E-mail address").fill("lone@mail-only.example")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_be_visible()
    lead, = sent_leads(api, "mail-only")
    assert lead["company"] == "mail-only.example"
