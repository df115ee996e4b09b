"""Mail servers on loopback for MailTests: aiosmtpd, and a few that break the rules.

    python servers.py FOLDER

Prints one line of JSON (server name to port), serves until its standard input closes, and writes every message that a
server takes, as Python's email package reads it, to FOLDER/<local part of its Message-ID>.json before saying 250. At the end FOLDER is removed.
"""

import asyncio
import base64
import hmac
import json
import shutil
import ssl
import subprocess
import sys
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import getaddresses
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = "ada@example.com", "p@ss:w/rd é%"
WRONG_PASSWORD = AuthResult(success=False, handled=False, message="535 5.7.8 wrong password")


class Certificates:
    """An authority and what it signed, made by openssl."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.authority("ca")
        self.authority("stranger")
        self.server("good", "ca", "DNS:localhost,IP:127.0.0.1")
        self.server("elsewhere", "ca", "DNS:elsewhere.example")
        self.server("unknown", "stranger", "DNS:localhost,IP:127.0.0.1")
        self.expired("expired")

    def openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def request(self, name: str, *more: str) -> None:
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key"]
        self.openssl("req", *key, "-out", f"{name}.pem", *more)

    def authority(self, name: str) -> None:
        self.request(name, "-x509", "-days", "2", "-subj", f"/CN=Authority {name}")

    def server(self, name: str, issuer: str, names: str) -> None:
        signed = ["-x509", "-days", "2", "-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key"]
        extensions = ["-addext", f"subjectAltName={names}", "-addext", "basicConstraints=critical,CA:FALSE"]
        self.request(name, *signed, "-subj", "/CN=server", *extensions)

    def expired(self, name: str) -> None:
        """`openssl req` has no past dates; `openssl ca` does."""
        (self.folder / "index.txt").write_text("")
        (self.folder / "ca.cnf").write_text(
            "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\ndefault_md=sha256\nrand_serial=yes\n"
            "policy=p\nx509_extensions=x\n[p]\ncommonName=supplied\n[x]\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n"
        )
        self.request(name, "-subj", "/CN=server")
        (self.folder / f"{name}.pem").rename(self.folder / f"{name}.csr")
        dates = ["-startdate", "20200101000000Z", "-enddate", "20200102000000Z"]
        issuer = ["-cert", "ca.pem", "-keyfile", "ca.key"]
        self.openssl("ca", "-batch", "-config", "ca.cnf", *issuer, *dates, "-in", f"{name}.csr", "-out", f"{name}.pem", "-notext")

    def context(self, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        return context


def mailboxes(field) -> list:
    return [[address.display_name, address.addr_spec] for address in field.addresses] if field is not None else []


def decoded_mailboxes(raw: bytes, name: str) -> list:
    """By the older interface: the newer one joins two encoded words of a display name by a space, against RFC 2047 §6.2."""
    fields = message_from_bytes(raw, policy=policy.compat32).get_all(name, [])
    return [[str(make_header(decode_header(shown))), address] for shown, address in getaddresses(fields)]


def content(message, kind: str):
    part = message.get_body((kind,))
    return part.get_content().replace("\r\n", "\n") if part is not None else None


class Record:
    """Writes down what came, and misbehaves where the address asks for it."""

    def __init__(self, folder: Path):
        self.folder = folder

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "553 5.7.1 not your address"
        if address.startswith("forgetful@") and server.taken > 0:
            server.transport.abort()
        if address.startswith("tired@") and server.taken > 0:
            return "421 4.4.2 good night"
        server.clings = address.startswith("clinging@")
        envelope.mail_from = address
        envelope.mail_options += options
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if server.clings:
            await asyncio.sleep(3600)
        return "221 Bye"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = {
            "unknown": "550 5.1.1 no such user here\t\x07",
            "later": "450 4.2.0 greylisted, come back",
            "closing": "421 4.3.2 closing",
            "wordy": "550-5.7.1 first line\r\n550-5.7.1 second line\r\n550 5.7.1 third line",
        }
        if answer := answers.get(address.split("@")[0]):
            return answer
        if address.startswith("hang-at-recipient@"):
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        local = envelope.rcpt_tos[0].split("@")[0]
        if local == "drop":
            server.transport.abort()
            await asyncio.sleep(3600)
        if local == "hang":
            await asyncio.sleep(3600)
        if local == "spam":
            return "554 5.7.1 looks like spam"
        if local == "full":
            return "452 4.2.2 mailbox full"
        raw = envelope.original_content
        message = message_from_bytes(raw, policy=policy.default)
        server.taken += 1
        lines = raw.split(b"\r\n")
        record = {
            "subject": str(message["subject"]),
            "from": decoded_mailboxes(raw, "from"),
            "to": decoded_mailboxes(raw, "to"),
            "replyTo": decoded_mailboxes(raw, "reply-to"),
            "fromAsParsed": mailboxes(message["from"]),
            "date": message["date"].datetime.isoformat(),
            "text": content(message, "plain"),
            "html": content(message, "html"),
            "headers": [[name, str(value)] for name, value in message.items()],
            "contentType": message.get_content_type(),
            "defects": [repr(defect) for part in message.walk() for defect in part.defects]
            + [repr(defect) for value in message.values() for defect in value.defects],
            "longestLine": max(map(len, lines)),
            "isClean": raw.isascii() and b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b""),
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "isTLS": server.transport.get_extra_info("ssl_object") is not None,
            "user": session.auth_data,
            "client": session.host_name,
            "connection": server.number,
        }
        name = str(message["message-id"]).strip("<>").split("@")[0]
        (self.folder / f"{name}.json").write_text(json.dumps(record))
        if local == "once":
            # Right after the reply: nothing waits in between.
            asyncio.get_running_loop().call_soon(server.transport.close)
        return "250 2.0.0 queued as 4711"

    async def auth_CRAM__MD5(self, server, arguments):
        challenge = b"<1896.697170952@localhost>"
        answer = await server.challenge_auth(challenge)
        user, _, digest = bytes(answer).partition(b" ")
        expected = hmac.new(PASSWORD.encode(), challenge, "md5").hexdigest().encode()
        if user == USER.encode() and digest == expected:
            return AuthResult(success=True, auth_data=user.decode())
        return WRONG_PASSWORD


def check_password(server, session, envelope, mechanism, login):
    user, password = login.login.decode(), login.password.decode()
    if user == "later":
        return AuthResult(success=False, handled=False, message="454 4.7.0 temporary authentication failure")
    if user == "echo":
        spoken = f"{password} {base64.b64encode(login.password).decode()}"
        return AuthResult(success=False, handled=False, message=f"535 5.7.8 wrong: {spoken}")
    if (user, password) == (USER, PASSWORD):
        return AuthResult(success=True, auth_data=user)
    return WRONG_PASSWORD


class CountedSMTP(SMTP):
    count = 0

    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, **settings)
        CountedSMTP.count += 1
        self.number = CountedSMTP.count
        self.taken = 0
        self.clings = False


def raw(lines: bytes, *, forever: bool = False, hang: bool = False):
    """A server that says something else than SMTP wants, and hangs up."""

    async def serve(reader, writer):
        try:
            writer.write(lines)
            await writer.drain()
            while forever:
                writer.write(lines)
                await writer.drain()
            if hang:
                await reader.read()
        except ConnectionError:
            pass
        writer.close()

    return serve


async def main(folder: Path) -> None:
    certificates = Certificates(folder)
    loop = asyncio.get_running_loop()
    ports = {}

    async def smtp(name: str, *, tls=None, **settings):
        def factory():
            return CountedSMTP(Record(folder), hostname="mail.test", enable_SMTPUTF8=True, loop=loop, **settings)

        server = await loop.create_server(factory, "127.0.0.1", 0, ssl=tls)
        ports[name] = server.sockets[0].getsockname()[1]

    async def broken(name: str, serve):
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        ports[name] = server.sockets[0].getsockname()[1]

    def signing_in(*left_out: str, **more):
        return dict(authenticator=check_password, auth_required=True, auth_exclude_mechanism=list(left_out), **more)

    await smtp("plain")
    await smtp("startTLS", tls_context=certificates.context("good"), require_starttls=True)
    await smtp("implicitTLS", tls=certificates.context("good"))
    for name in ("elsewhere", "unknown", "expired"):
        await smtp(name, tls_context=certificates.context(name), require_starttls=True)
        await smtp(f"{name}Implicit", tls=certificates.context(name))
    tls = dict(tls_context=certificates.context("good"), require_starttls=True)
    await smtp("authPlain", **signing_in("LOGIN", "CRAM-MD5", **tls))
    await smtp("authLogin", **signing_in("PLAIN", "CRAM-MD5", **tls))
    await smtp("authCRAM", **signing_in("PLAIN", "LOGIN", **tls))
    await smtp("authAll", **signing_in(**tls))
    await smtp("authInClear", **signing_in("CRAM-MD5", auth_require_tls=False))
    await broken("busy", raw(b"421 4.3.2 too busy\r\n"))
    await broken("closed", raw(b"554-5.7.1 no service for you\r\n554 5.7.1 see https://example.com/blocked\r\n"))
    await broken("silent", raw(b"", hang=True))
    await broken("web", raw(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))
    await broken("endless", raw(b"220-" + b"x" * 400 + b"\r\n", forever=True))
    await broken("mute", raw(b"220 hello\r\n", hang=True))

    print(json.dumps(ports), flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    shutil.rmtree(folder)


asyncio.run(main(Path(sys.argv[1])))
