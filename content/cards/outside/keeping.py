"""Fetch a page that someone linked to, and keep what it says of itself."""

from __future__ import annotations

import logging
from dataclasses import replace
from io import BytesIO
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from config.kit.claims import finish, retry_later
from config.kit.errors import DomainError
from content.cards.models import OutsidePage
from content.cards.outside import fetching
from content.cards.outside.fetching import Fetched, NotFetched, Reach, fetch
from content.cards.outside.hosts import is_refused
from content.cards.outside.reading import Described, described
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture

logger = logging.getLogger(__name__)

# What passes is tried so often before it is written down as a failure.
TRIES = 3
# Pixels across: a card's picture is small.
WIDEST = 320


def fetch_page(page: OutsidePage, reach: Reach | None = None) -> None:
    """Fetch a page that was claimed, and its picture, and finish it."""
    reach = replace(reach or Reach(), refuses_host=is_refused)
    try:
        found = fetch(page.url, kinds=fetching.HTML, most=fetching.MOST_HTML, cut=True, reach=reach)
    except NotFetched as error:
        logger.info("outside page not fetched", extra={"host": page.host, "failure": error.code})
        if error.is_passing and page.attempts < TRIES:
            retry_later(page)
        else:
            _keep_failure(page, error)
        return
    said = described(found.body, charset=found.charset, url=found.url)
    _keep(page, found, said, _picture(said.picture, reach))


def _picture(url: str, reach: Reach) -> Picture | None:
    """A thumbnail of our own of the picture at `url`; None for whatever is not one. A card does without."""
    if urlsplit(url).scheme not in ("http", "https"):
        return None
    try:
        found = fetch(url, kinds=fetching.PICTURES, most=fetching.MOST_PICTURE, cut=False, reach=reach)
        return take_picture(None, file=BytesIO(found.body), widest=WIDEST)
    except (NotFetched, DomainError) as error:
        logger.info("picture of an outside page not kept: %s", error)
        return None


@transaction.atomic
def _keep(page: OutsidePage, found: Fetched, said: Described, picture: Picture | None) -> None:
    if not finish(page):
        _let_go(picture)
        return
    old = page.picture
    page.final_url, page.failure, page.fetched_at, page.picture = found.url, "", timezone.now(), picture
    page.title, page.description, page.site_name = said.title, said.description, said.site_name
    fields = ["final_url", "failure", "fetched_at", "picture", "title", "description", "site_name"]
    page.save(update_fields=fields)
    _let_go(old)


@transaction.atomic
def _keep_failure(page: OutsidePage, error: NotFetched) -> None:
    """What passes leaves what an earlier visit found; what lasts takes it away."""
    if not finish(page):
        return
    page.failure, page.fetched_at = error.code[:20], timezone.now()
    fields = ["failure", "fetched_at"]
    old = None
    if not error.is_passing:
        old, page.picture = page.picture, None
        page.title = page.description = page.site_name = ""
        fields += ["picture", "title", "description", "site_name"]
    page.save(update_fields=fields)
    _let_go(old)


def _let_go(picture: Picture | None) -> None:
    if picture is not None:
        picture.delete()
