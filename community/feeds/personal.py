"""What the feeds keep of a person: when they last looked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.feeds.models import FeedVisit
from config.kit.personal import Row, erased, exported


@exported("feed_visits")
def visits(person: Any) -> Iterable[Row]:
    return FeedVisit.objects.filter(person=person).values("at", "left", "back")


@erased
def forget_visits(person: Any) -> None:
    FeedVisit.objects.filter(person=person).delete()
