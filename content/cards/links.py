"""Links as people paste them: pages of this site become paths, the rest stay whole addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from config.kit.lines import one_line
from content.text.addresses import split_addresses

MOST = 500


def own_path(link: str, host: str = "") -> str | None:
    """The path (with its query) that `link` has on this site; None if it leads elsewhere or is no link.

    `host` is one more name of the site: the one under which the reader came.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme.lower() in ("http", "https"):
        if parts.netloc.lower() not in {urlsplit(settings.SITE_URL).netloc.lower(), host.lower()} - {""}:
            return None
    elif parts.scheme or parts.netloc or not link.startswith("/"):
        return None
    path = parts.path or "/"
    # What a browser would take for another host.
    if path.startswith(("//", "/\\")):
        return None
    return f"{path}?{parts.query}" if parts.query else path


def tidy_link(link: str, host: str = "") -> str:
    """`link` as it is kept: a path of this site, or an http(s) address; "" for none.

    Raises Invalid at "link" for anything else.
    """
    link = one_line(link, field="link", most=MOST, required=False)
    if not link:
        return ""
    path = own_path(link, host)
    if path is not None:
        return path
    if "://" not in link and "." in link.split("/")[0] and " " not in link:
        link = f"https://{link}"
    if outside_host(link) is None:
        raise Invalid(_("A link begins with https:// or is a page of this site."), field="link", code="bad_link")
    return link


def outside_host(link: str) -> str | None:
    """The host to which an http(s) address leads; None for anything else."""
    try:
        parts = urlsplit(link)
        # Reading the port checks it. A name before the host is a trick more often than a login.
        host = parts.hostname if parts.port != 0 and "@" not in parts.netloc else None
    except ValueError:
        return None
    whole = next(iter(split_addresses(link)), ("", False)) == (link, True)
    return host if whole and parts.scheme.lower() in ("http", "https") and host else None


def link_in_text(text: str, host: str = "") -> str:
    """The link of `text` that becomes a card: the first to a page of this site, as a path; else the first to a page
    of another; "" if none."""
    outside = ""
    for piece, is_address in split_addresses(text):
        if is_address:
            path = own_path(piece, host)
            if path not in (None, "/"):
                return path or ""
            if path is None and not outside and outside_host(piece):
                outside = piece
    return outside
