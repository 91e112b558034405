"""Where somebody who opens a page comes from, and whether it is somebody, read from the request alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from community.brand.models import ProfileVisit

Source = ProfileVisit.Source

# In the address that a card's QR code holds: `/p/lin/?from=card`.
FROM = "from"
_FOUND_BY = ("/search/", "/stores/", "/near/", "/groups/", "/t/")
_KINDS = {"/g/": Source.GROUP, "/i/": Source.GROUP, "/s/": Source.PRODUCT}
# Programs that say so. Those that pretend to be a browser are counted: telling them apart would need following people.
_PROGRAM = re.compile(
    r"bot\b|bot[/;-]|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|monitor|headless|lighthouse"
    r"|curl|wget|python|java/|go-http|okhttp|libwww|axios|node-fetch",
    re.IGNORECASE,
)


def is_a_visit(headers: Mapping[str, str]) -> bool:
    """Whether these headers are those of a browser that opens a page because somebody asked for it, for the first
    time: not of a program, not fetched ahead, and not a reload."""
    agent = headers.get("User-Agent", "")
    ahead = "prefetch" in f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')}"
    again = "max-age=0" in headers.get("Cache-Control", "") or "no-cache" in headers.get("Cache-Control", "")
    is_page = headers.get("Sec-Fetch-Dest", "document") == "document"
    return bool(agent) and not _PROGRAM.search(agent) and is_page and not ahead and not again


def source_of(*, host: str, path: str, asked: str, referrer: str) -> Source | None:
    """The kind of source of a visit to `path` on `host`; `asked` is the address's `from`.

    None where it comes from the same page or from those below it: whoever turns a page over has not come anew.
    """
    came = _parts(referrer)
    if came.netloc == host:
        if came.path.startswith(path):
            return None
        if came.path.startswith(_FOUND_BY):
            return Source.SEARCH
        return next((kind for begin, kind in _KINDS.items() if came.path.startswith(begin)), Source.HERE)
    if asked == Source.CARD:
        return Source.CARD
    return Source.OUTSIDE if came.netloc else Source.DIRECT


def _parts(address: str) -> SplitResult:
    """What a header says may be no address at all."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
