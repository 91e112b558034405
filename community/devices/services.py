"""Which push services messages are sent to: an address comes from a browser, and must not lead into our own network."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from content.cards.outside.addresses import is_public


class NotReachable(OSError):
    """The service has no address, or one that is not in public."""


@dataclass(frozen=True)
class Service:
    """Where a push service listens. `is_trusted`: the operator named this very origin, wherever it is."""

    scheme: str
    host: str
    port: int
    is_trusted: bool

    @property
    def origin(self) -> str:
        """As tokens for it must name it."""
        plain = {"https": 443, "http": 80}[self.scheme] == self.port
        return f"{self.scheme}://{self.host}" + ("" if plain else f":{self.port}")


def service_of(endpoint: str) -> Service | None:
    """The service behind an endpoint; None where it is none of `PUSH_SERVICES`.

    `PUSH_SERVICES` holds names of hosts (`.example.com` stands for all below it), which must be reached by HTTPS on
    its own port, and whole origins such as `http://10.0.0.5:8080`, which are taken as they are.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint
    if not plain or not host or not port or "@" in parts.netloc:
        return None
    trusted = Service(parts.scheme, host, port, is_trusted=True) if parts.scheme in ("http", "https") else None
    if trusted and trusted.origin in settings.PUSH_SERVICES:
        return trusted
    known = any(host == name or (name.startswith(".") and host.endswith(name)) for name in settings.PUSH_SERVICES)
    return Service("https", host, port, is_trusted=False) if known and (parts.scheme, port) == ("https", 443) else None


def address_of(service: Service) -> str:
    """The address to connect to, resolved once: asked again, a name may answer otherwise. Raises NotReachable."""
    try:
        found = socket.getaddrinfo(service.host, service.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReachable(str(error)) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not service.is_trusted and not all(is_public(address) for address in addresses):
        raise NotReachable(f"{service.host} is not in public")
    return addresses[0]
