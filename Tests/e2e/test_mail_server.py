"""A code goes through a mail server that others have written, and signs in."""

import email
import email.policy
import re
from pathlib import Path

import pytest

from driver.mailbox import code_of
from driver.node import Node
from driver.opensmtpd import OpenSMTPD, Unavailable
from driver.until import until


def test_a_code_arrives_through_opensmtpd(binary: Path, tmp_path: Path) -> None:
    try:
        server = OpenSMTPD(tmp_path / "smtpd")
    except Unavailable as reason:
        pytest.skip(f"OpenSMTPD can't run here: {reason}")
    node = Node(binary, tmp_path / "node", SMTP_URL=server.url, MAIL_FROM="node@example.com")
    try:
        node.start().set_up_owner(name="Élodie Été").close()
        probe = node.command("mail", "test", "you@example.com")
        assert probe.returncode == 0 and "accepted: 250" in probe.stdout, probe.stdout
        with node.browser() as browser:
            assert browser.post("/api/v1/sign-in/codes", json={"email": "camille@example.com"}).status_code == 202
            raw = until("the code arrives", lambda: re.search(r"Return-Path(?:(?!\nReturn-Path).)*To: <camille@example\.com>.*", server.mails(), re.S), 30)
            mail = email.message_from_string(raw[0], policy=email.policy.default)
            answer = browser.post("/api/v1/sign-in", json={"email": "camille@example.com", "code": code_of(mail)})
        assert answer.status_code == 200, answer.text
    finally:
        node.kill()
        server.close()
