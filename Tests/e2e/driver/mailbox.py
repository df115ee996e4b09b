"""A mail server on loopback that keeps what it is given."""

import email
import email.policy
import re
import threading
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from .node import free_port
from .until import until

ARRIVES_SECONDS = 30


class MailServer:
    """Takes every mail, or answers a recipient as `refusals` says."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self.lock = threading.Lock()
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?tls=none"

    def close(self) -> None:
        self.controller.stop()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self.lock:
            self.mails.append(mail)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        with self.lock:
            return [mail for mail in self.mails if address in str(mail["To"])]

    def wait_for(self, address: str, number: int = 1) -> EmailMessage:
        """The mail of this number to an address, the first being 1."""
        return until(f"mail {number} to {address}", lambda: (self.to(address)[number - 1 : number] or [None])[0], ARRIVES_SECONDS)


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain",))
    assert part is not None, "a mail without a text part"
    return part.get_content()


def code_of(mail: EmailMessage) -> str:
    found = re.search(r"(?<!\d)(\d{6})(?!\d)", str(mail["Subject"]))
    assert found, str(mail["Subject"])
    assert found[1] in text_of(mail)
    return found[1]


def link_of(mail: EmailMessage) -> str:
    found = re.search(r"https?://\S+#token=[A-Za-z0-9_-]+", text_of(mail))
    assert found, text_of(mail)
    return found[0]
