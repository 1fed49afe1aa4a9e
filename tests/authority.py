"""A certificate authority for the test servers, and the certificates that it should never have signed."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Key = ec.EllipticCurvePrivateKey


class Authority:
    """Signs certificates; `file` holds its own, for those who are to trust it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Authority of the tests")
        self._certificate = _signed(self._name, self._key, self._name, self._key, authority=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def serving(self, host: str, days: int = 1) -> ssl.SSLContext:
        """Return a server's side of TLS; with negative days its certificate ended that long ago."""
        key = ec.generate_private_key(ec.SECP256R1())
        return _context(self._folder, host, key, _signed(_name(host), key, self._name, self._key, host, days))


def self_signed(folder: Path, host: str) -> ssl.SSLContext:
    """Return a server's side of TLS with a certificate for the host that no authority signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    return _context(folder, host, key, _signed(_name(host), key, _name(host), key, host))


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


def _signed(
    name: x509.Name, key: Key, by: x509.Name, by_key: Key, host: str = "", days: int = 1, *, authority: bool = False
) -> x509.Certificate:
    until = datetime.now(UTC) + timedelta(days=days)
    begun = min(until, datetime.now(UTC)) - timedelta(days=1)
    built = x509.CertificateBuilder(by, name, key.public_key(), x509.random_serial_number(), begun, until)
    built = built.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    if host:
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return built.sign(by_key, hashes.SHA256())


def _context(folder: Path, host: str, key: Key, certificate: x509.Certificate) -> ssl.SSLContext:
    plain = serialization.NoEncryption()
    file = folder / f"{host}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
