"""Real TLS servers on this computer: a good certificate, one out of date, and one of another."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Servers:
    """Their addresses, and the file of the authority that signed all three."""

    authority: Path
    good: str
    expired: str
    of_another: str


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_given: Any) -> None:
        pass


@contextmanager
def made_certificates(folder: Path) -> Iterator[Servers]:
    """All three running. Whoever trusts the file of the authority trusts the good one."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    signed = _begun("An authority", key, now - timedelta(400), now + timedelta(400))
    authority = signed.add_extension(x509.BasicConstraints(True, None), True)
    file = folder / "authority.pem"
    file.write_bytes(authority.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    with ExitStack() as running:
        addresses = [
            running.enter_context(_server(_leaf(folder / f"{number}.pem", key, host, until)))
            for number, (host, until) in enumerate(
                [
                    ("localhost", now + timedelta(9)),
                    ("localhost", now - timedelta(9)),
                    ("another.example", now + timedelta(9)),
                ]
            )
        ]
        yield Servers(file, *addresses)


def _begun(
    called: str, key: ec.EllipticCurvePrivateKey, begin: datetime, end: datetime
) -> x509.CertificateBuilder:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )


def _leaf(file: Path, authority: ec.EllipticCurvePrivateKey, host: str, until: datetime) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    names: list[x509.GeneralName] = [x509.DNSName(host)]
    if host == "localhost":
        names.append(x509.IPAddress(ip_address("127.0.0.1")))
    certificate = (
        _begun("A server", key, until - timedelta(100), until)
        .add_extension(x509.SubjectAlternativeName(names), False)
        .add_extension(x509.BasicConstraints(False, None), True)
        .sign(authority, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(certificate.public_bytes(Encoding.PEM) + private)
    return file


@contextmanager
def _server(certificate: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_given: None  # type: ignore[method-assign]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
