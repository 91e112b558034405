"""How a person's words in a channel were received, counted from rows. A constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.attention.formula import DAYS, UNSEEN, Numbers
from community.channels.models import Channel, Subscription
from community.moderation.models import Outcome, Report
from community.people.models import PersonMute
from community.posts.models import Comment, Post, Reaction, SavedPost, Standing
from community.standing.models import PublicVoice
from config.kit.counting import number_of

# More than any limit lets somebody post in the time that counts.
MOST_POSTS = 1000
# People are counted up to here: beyond it nothing changes.
MOST_PEOPLE = 1000


@dataclass(frozen=True)
class Heard:
    """`numbers` for the formula, and the times of the posts that count against a day's budget, newest first: all but
    those that a group's keepers announced, which have a limit of their own."""

    numbers: Numbers
    times: list[datetime]

    @property
    def mutes_told(self) -> int | None:
        """How many muted or left, for the sender; None where they are so few that one might be found out."""
        return _told(self.numbers.mutes)

    @property
    def reports_told(self) -> int | None:
        """How many reported a post, for the sender; None where they are so few that one might be found out."""
        return _told(self.numbers.reports)


def _told(people: int) -> int | None:
    return people if people >= UNSEEN else None


def heard(person: Any, channel: Channel) -> Heard:
    """How what `person` said in `channel` was received in the last `DAYS`. At most five queries."""
    since = timezone.now() - timedelta(days=DAYS)
    posts = _recent_posts(person, channel, since)
    own = [post.pk for post in posts]
    others = Comment.objects.filter(post__in=own, created_at__gte=since, state=Standing.VISIBLE).exclude(author=person)
    readers, saves, signs, reports, voice = _counted(person, channel, own, since)
    numbers = Numbers(
        readers=readers,
        comments=others.values("post_id", "author_id").distinct().count(),
        saves=saves,
        signs=signs,
        mutes=len(_turned_away(person, channel, since)),
        reports=reports,
        hidden=sum(post.state == Standing.HIDDEN for post in posts),
        voice=voice,
    )
    return Heard(numbers, [post.created_at for post in posts if post.announced_at is None])


def _recent_posts(person: Any, channel: Channel, since: datetime) -> list[Post]:
    """Whatever the person published in the channel since then, also what is hidden or deleted: it was read."""
    rows = Post.objects.filter(author=person, channel=channel).order_by("-id")
    found = rows.only("created_at", "state", "announced_at")[:MOST_POSTS]
    return [post for post in found if post.created_at >= since]


def _turned_away(person: Any, channel: Channel, since: datetime) -> set[int]:
    """Those who muted the person or their channel, or stopped following it. In a group only who muted the person:
    whoever leaves or silences the whole group says nothing about one member."""
    muters = PersonMute.objects.filter(muted=person, created_at__gte=since)
    if channel.kind == Channel.Kind.GROUP:
        members = Subscription.objects.active().filter(channel=channel)
        return set(muters.filter(person__in=members.values("person_id")).values_list("person_id", flat=True))
    silenced = Q(state=Subscription.State.ACTIVE, muted_until__gt=timezone.now())
    ended = silenced | Q(state=Subscription.State.LEFT)
    rows = Subscription.objects.filter(ended, channel=channel, changed_at__gte=since).exclude(person=person)
    away = set(rows.values_list("person_id", flat=True)[:MOST_PEOPLE])
    if channel.kind == Channel.Kind.PERSON:
        away |= set(muters.values_list("person_id", flat=True)[:MOST_PEOPLE])
    return away


def _counted(person: Any, channel: Channel, posts: list[int], since: datetime) -> tuple[int, ...]:
    """Readers, of the posts saves, signs, and people who reported one, and the person's public voice; in one query.

    A report counts from the first day, but not where nothing was found wrong.
    """
    lately = {"post__in": posts, "created_at__gte": since}
    reports = Report.objects.filter(
        target_type=ContentType.objects.get_for_model(Post), target_id__in=posts, created_at__gte=since
    )
    voice = PublicVoice.objects.current().filter(person=person, topic=None).values("thousandths")
    (found,) = Channel.objects.filter(pk=channel.pk).values_list(
        number_of(Subscription.objects.active().filter(channel=channel).exclude(person=person)),
        number_of(SavedPost.objects.filter(**lately).exclude(person=person)),
        number_of(Reaction.objects.filter(**lately).exclude(person=person)),
        number_of(reports.exclude(outcome=Outcome.FINE), of="reporter"),
        Coalesce(Subquery(voice), Value(0)),
    )
    return found
