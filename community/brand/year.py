"""A person's year: on which days they did something that everyone may know of."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncDate

from community.brand.visiting import today_of
from community.notifications.clocks import zone_of
from community.posts.models import Comment, Post
from community.trust.models import Evidence
from config.kit.charts import HeatStrip, heat_strip, heat_strip_begins
from content.articles.models import Article


def year_of(person: Any) -> HeatStrip:
    """The person's year as a strip. Four queries.

    It is made for a guest, whoever asks: words in public places, promises kept, articles. So it holds nothing of a
    closed or hidden group, and nobody learns from it who blocked whom.
    """
    return heat_strip(days_of(person), today_of(person))


def days_of(person: Any) -> Counter[date]:
    """How many things the person did on each day of the year, by their own clock. Four queries."""
    zone, today = zone_of(person), today_of(person)
    since = datetime.combine(heat_strip_begins(today), time.min, zone)
    guest = AnonymousUser()
    counts: Counter[date] = Counter()
    done: tuple[tuple[QuerySet[Any], str], ...] = (
        (Post.objects.visible_to(guest).filter(author=person), "created_at"),
        (Comment.objects.visible_to(guest).filter(author=person), "created_at"),
        (Article.objects.visible_to(guest).published().filter(author=person), "published_at"),
        (Evidence.objects.standing().filter(about=person, kind=Evidence.Kind.KEPT), "at"),
    )
    for rows, moment in done:
        late = rows.filter(**{f"{moment}__gte": since}).order_by()
        for day, count in late.values_list(TruncDate(F(moment), tzinfo=zone)).annotate(Count("pk")):
            counts[day] += count
    return counts
