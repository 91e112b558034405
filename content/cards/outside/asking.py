"""Ask for pages of other sites: when someone links to one, and when one is shown that is out of date."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from celery import current_app
from django.core.cache import cache
from django.utils import timezone

from config.kit.claims import nudge, send
from content.cards.links import outside_host
from content.cards.models import OutsidePage
from content.cards.outside.addresses import BadAddress, normal, page_key

# A page is fetched again at most so often, and only when somebody sees its card.
FRESH = timedelta(days=7)
# Seconds in which many who see the same card ask but once.
ASKED = 3600
MOST = 600
# By name: the tasks call this module.
FETCH = "content.cards.tasks.fetch_outside_page"
REFRESH = "content.cards.tasks.refresh_outside_page"


def want_page(link: str) -> OutsidePage | None:
    """Have a worker fetch the page of another site behind `link`; None where it leads to none.

    Call it in the transaction of what links there. A page that is known already is not asked for again.
    """
    try:
        url = normal(link) if outside_host(link) else ""
    except BadAddress:
        return None
    if not url or len(url) > MOST:
        return None
    host = urlsplit(url).hostname or ""
    page, is_new = OutsidePage.objects.get_or_create(key=page_key(url), defaults={"url": url, "host": host})
    if is_new:
        nudge(current_app.tasks[FETCH], page.pk)
    return page


def refresh_soon(key: str) -> None:
    """Have a page fetched anew whose card was just shown. Asks no database."""
    if cache.add(f"outside-page:{key}", 1, ASKED):
        send(current_app.tasks[REFRESH], key)


def open_again(key: str) -> int | None:
    """Make the page due if it was fetched long enough ago; its primary key, or None where it is not."""
    now = timezone.now()
    stale = OutsidePage.objects.filter(key=key, done_at__isnull=False, fetched_at__lte=now - FRESH)
    opened = stale.update(done_at=None, claimed_until=None, due_at=now, attempts=0)
    return OutsidePage.objects.values_list("pk", flat=True).get(key=key) if opened else None


def fetch_again(person: Any, *, page: OutsidePage, reason: str = "") -> None:
    """Have a page fetched at once, whatever became of it before. For operators."""
    now = timezone.now()
    OutsidePage.objects.filter(pk=page.pk).update(done_at=None, claimed_until=None, due_at=now, attempts=0)
    nudge(current_app.tasks[FETCH], page.pk)
