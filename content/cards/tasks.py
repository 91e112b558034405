"""What workers do about outside pages: an id in, a claimed row; done twice it does nothing twice."""

from __future__ import annotations

from celery import shared_task

from config.kit.claims import claim, swept_by
from content.cards.models import OutsidePage
from content.cards.outside.asking import open_again
from content.cards.outside.keeping import fetch_page


@shared_task
def fetch_outside_page(page_id: int) -> None:
    """Fetch a page of another site that waits for it."""
    page = claim(OutsidePage, page_id)
    if page is not None:
        fetch_page(page)


@shared_task
def refresh_outside_page(key: str) -> None:
    """Fetch a page anew that was shown and is out of date."""
    page_id = open_again(key)
    if page_id is not None:
        fetch_outside_page(page_id)


swept_by(OutsidePage, fetch_outside_page)
