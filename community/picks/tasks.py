"""What workers do about picks: an id in, a claimed row; done twice it does nothing twice."""

from __future__ import annotations

from celery import shared_task

from community.picks import telling
from community.picks.models import PickNews
from config.kit.claims import claim, retry_later, swept_by


@shared_task
def tell_of_picks(news_id: int) -> None:
    """Tell those who follow a list what came onto it."""
    news = claim(PickNews, news_id)
    if news is None:
        return
    try:
        telling.tell(news)
    except Exception:
        retry_later(news)
        raise


swept_by(PickNews, tell_of_picks)
