"""Which addresses of other sites may be asked, and under which name a page is kept."""

from __future__ import annotations

import hashlib
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import idna

PORTS = {"http": 80, "https": 443}
MOST = 2000
# What stands in a path or a query as it is; all else is percent-encoded.
_SAFE = "/%:@!$&'()*+,;=~?-._"
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


class BadAddress(ValueError):
    """An address that is never asked: of another scheme or port, with a login, or none at all."""


def normal(url: str) -> str:
    """`url` as it is asked and kept: host in ASCII, no fragment, no default port. Raises BadAddress."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise BadAddress(url) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS or "@" in parts.netloc or port not in (None, *PORTS.values()):
        raise BadAddress(url)
    netloc = _ascii(host) + ("" if port in (None, PORTS[scheme]) else f":{port}")
    path = quote(parts.path or "/", safe=_SAFE)
    whole = urlunsplit(SplitResult(scheme, netloc, path, quote(parts.query, safe=_SAFE), ""))
    if len(whole) > MOST:
        raise BadAddress(url)
    return whole


def _ascii(host: str) -> str:
    if ":" in host:
        return f"[{_literal(host)}]"
    try:
        return idna.encode(host.rstrip("."), uts46=True).decode()
    except idna.IDNAError as error:
        # Names with an underscore are none by the letter, and there are sites under them.
        plain = host.rstrip(".").lower()
        signs = plain.replace("_", "").replace("-", "").replace(".", "")
        if plain.isascii() and signs.isalnum() and ".." not in plain and len(plain) < 254:
            return plain
        raise BadAddress(host) from error


def _literal(host: str) -> IPv6Address:
    try:
        return IPv6Address(host.partition("%")[0])
    except ValueError as error:
        raise BadAddress(host) from error


def page_key(url: str) -> str:
    """Under which a page is kept, "" for an address that is never asked."""
    try:
        return hashlib.sha256(normal(url).encode()).hexdigest()
    except BadAddress:
        return ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the world's: global unicast, also within IPv6 that stands for an IPv4."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv4Address):
        return ip.is_global and not ip.is_multicast and not ip.is_reserved
    inner = ip.ipv4_mapped or (IPv4Address(int(ip) & 0xFFFF_FFFF) if ip in _NAT64 else None)
    if inner is not None:
        return is_public(str(inner))
    # 6to4 and Teredo lead to an IPv4 address through somebody's relay.
    return ip in _UNICAST and ip.is_global and not ip.sixtofour and not ip.teredo
