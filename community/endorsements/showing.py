"""What pages and the API show of endorsements, and to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.shortcuts import get_object_or_404
from taggit.models import Tag

from community.attention.quotas import Quota, QuotaReached, Standing, standing
from community.endorsements.endorsing import NoPlaceLeft
from community.endorsements.models import MOST_STANDING, Endorsement
from community.endorsements.policies import can_reinstate
from config.kit import cursors

PAGE = 20
# So many of the topics that a person is endorsed about are shown with words, and so many words of each.
TOPICS, FEW = 12, 3
# So many topics are named.
MOST_TOPICS = 60


@dataclass
class About:
    """A topic that a person is endorsed about, by how many, and the first few of them: those whom the reader knows."""

    topic: Tag
    count: int
    few: list[Endorsement] = field(default_factory=list)


@dataclass
class Trusted:
    """How many endorse a person in all, and the first few of them."""

    count: int
    few: list[Endorsement] = field(default_factory=list)


@dataclass(frozen=True)
class Places:
    """How many of one's places are taken, and how the day's quota of new ones stands."""

    used: int
    today: Standing
    limit: int = MOST_STANDING

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)


def places_of(person: Any) -> Places:
    """Two queries."""
    used = Endorsement.objects.standing().filter(by=person).count()
    return Places(used, standing(person, Quota.ENDORSEMENTS))


def what_stops(places: Places) -> str:
    """Why one can give no new word now, and when one can; "" where one can."""
    if places.today.remaining < 1:
        return str(QuotaReached(places.today))
    return "" if places.remaining else str(NoPlaceLeft())


def topics_about(person: Any, viewer: Any) -> list[About]:
    """The topics that the person is endorsed about, most words first, without the words. One query."""
    rows = Endorsement.objects.visible_to(viewer).filter(about=person).order_by()
    counts = rows.values("topic", "topic__name", "topic__slug").annotate(count=Count("pk"))
    return [
        About(Tag(pk=row["topic"], name=row["topic__name"], slug=row["topic__slug"]), row["count"])
        for row in counts.order_by("-count", "topic")[:MOST_TOPICS]
    ]


def by_topic(person: Any, viewer: Any) -> list[About]:
    """The same with the first few words about the first `TOPICS`, by whom the viewer knows first. Three queries."""
    topics = topics_about(person, viewer)
    chosen = {about.topic.pk: about for about in topics[:TOPICS]}
    rows = Endorsement.objects.visible_to(viewer).filter(about=person, topic__in=chosen)
    for row in _first(rows, viewer, "topic", FEW):
        chosen[row.topic_id].few.append(row)
    return topics


def trusted(people: Iterable[Any], viewer: Any) -> dict[int, Trusted]:
    """Who endorses each of `people`, by primary key; without those whom nobody endorses. Three queries."""
    rows = Endorsement.objects.visible_to(viewer).filter(about__in=[person.pk for person in people])
    counts = rows.order_by().values_list("about").annotate(count=Count("by", distinct=True))
    found = {about: Trusted(count) for about, count in counts}
    if found:
        for row in _first(rows, viewer, "about", FEW):
            found[row.about_id].few.append(row)
    return found


def _first(rows: Any, viewer: Any, group: str, most: int) -> list[Endorsement]:
    """The first `most` of each group, those whom the viewer knows first, then the newest. Two queries."""
    place = Window(RowNumber(), partition_by=F(group), order_by=[F("known").desc(), F("pk").desc()])
    first = rows.with_known(viewer).order_by().annotate(nth=place).filter(nth__lte=most)
    chosen = [pk for pk, _nth in first.values_list("pk", "nth")]
    return list(with_people(Endorsement.objects.filter(pk__in=chosen), viewer).order_by("-known", "-pk"))


def with_people(rows: Any, viewer: Any) -> Any:
    """With who speaks, of whom and of what, whether the viewer knows them, and what stands behind it."""
    related = ("by__photo", "about__photo", "topic")
    return rows.select_related(*related).with_known(viewer).with_backing(viewer)


def page_about(person: Any, topic: Tag, viewer: Any, cursor: str | None) -> tuple[list[Endorsement], str]:
    """A page of who endorses the person about the topic, those whom the viewer knows first, and the next cursor.

    One query.
    """
    rows = Endorsement.objects.visible_to(viewer).filter(about=person, topic=topic)
    rows = with_people(rows, viewer).order_by("-known", "-pk")
    after = _place(cursor)
    if after is not None:
        known, pk = after
        rows = rows.filter(Q(known__lt=known) | Q(known=known, pk__lt=pk))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], cursors.encode(last.known, last.pk) if last else ""


def _place(cursor: str | None) -> tuple[int, int] | None:
    try:
        known, pk = cursors.decode(cursor) if cursor else (None, None)
    except (cursors.BadCursor, ValueError):
        return None
    return (known, pk) if isinstance(known, int) and isinstance(pk, int) else None


def given_by(person: Any) -> QuerySet[Endorsement]:
    """All that the person stands by now, hidden ones too, the newest first."""
    rows = Endorsement.objects.standing().filter(by=person)
    return with_people(rows, person).order_by("-pk")


def received_by(person: Any) -> QuerySet[Endorsement]:
    """What others say of the person, the newest first."""
    return with_people(Endorsement.objects.visible_to(person).filter(about=person), person).order_by("-pk")


def mine_about(person: Any, about: Any) -> dict[str, Endorsement]:
    """What the person says of another now, by the name of the topic. One query."""
    rows = Endorsement.objects.standing().filter(by=person.pk, about=about).select_related("topic")
    return {row.topic.name: row for row in rows}


def own_of(person: Any, reference: str) -> Endorsement:
    """The person's own, standing or withdrawn a moment ago. Raises Http404."""
    if not person.is_authenticated:
        return seen_of(person, reference)
    rows = Endorsement.objects.filter(by=person).select_related("by", "about", "topic")
    found = get_object_or_404(rows, reference=reference)
    if found.withdrawn_at is not None and not can_reinstate(person, found):
        raise Http404
    return found


def seen_of(person: Any, reference: str) -> Endorsement:
    """An endorsement that the person may see. Raises Http404."""
    rows = Endorsement.objects.visible_to(person).select_related("by", "about", "topic")
    return get_object_or_404(rows, reference=reference)


def topic_of(person: Any, slug: str, viewer: Any) -> Tag | None:
    """The topic with that slug, if the viewer sees that somebody endorses the person about it."""
    rows = Endorsement.objects.visible_to(viewer).filter(about=person, topic__slug=slug).select_related("topic")
    found = rows.first()
    return found.topic if found else None
