"""What a person missed while they were away: what was meant for them, and what was said where.

Nothing is ranked by anything but its kind and time; of each source the post with most answers stands for the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from community.channels.models import Channel, Subscription
from community.feeds.heard import heard
from community.feeds.home import COUNTED
from community.feeds.hydrating import named
from community.feeds.paging import Head, heads
from community.feeds.reasons import Reason, reason_for
from community.feeds.visits import Absence
from community.people.models import Person, PersonMute
from community.posts.models import Comment, Mention, Post
from config.kit.counting import number_of

# Of each kind of thing that was meant for the reader, so many are shown.
SHOWN = 5
# Beyond that many new posts a source only has "more than".
MANY = 100
# Answers are looked for under so many of one's latest posts and comments.
OWN = 200


@dataclass(frozen=True)
class Missed:
    """In how many groups, and how often for the reader in person, something was said since `left`."""

    left: datetime
    groups: int
    mentions: int = 0
    announcements: int = 0
    answers: int = 0

    @property
    def more(self) -> bool:
        """Whether there are more groups than were counted."""
        return self.groups > COUNTED

    def __bool__(self) -> bool:
        return bool(self.groups or self.mentions or self.announcements or self.answers)


@dataclass(frozen=True)
class Call:
    """Something that was meant for the reader: `kind` is mention, announcement or answer; `words` are a post or a
    comment, of which `author` is the author, under `post`."""

    kind: str
    words: Any
    author: Any
    post: Post

    @property
    def url(self) -> str:
        anchor = f"#comment-{self.words.reference}" if isinstance(self.words, Comment) else ""
        return f"{self.post.get_absolute_url()}{anchor}"

    @property
    def excerpt(self) -> str:
        """The beginning of the words."""
        return str(getattr(self.words, "excerpt", "") or self.words)

    @property
    def why(self) -> str:
        """Why it is there."""
        said = {
            "mention": _("%(who)s mentions you"),
            "announcement": _("%(who)s announces"),
            "answer": _("%(who)s answers you"),
        }
        return said[self.kind] % {"who": self.author}


@dataclass(frozen=True)
class Said:
    """How many posts of others a source has that are new, and the one with most answers, or else the newest; `reason`
    is why one hears of the source."""

    reason: Reason
    count: int
    best: Post
    comments: int

    @property
    def source(self) -> Any:
        return self.reason.subject

    @property
    def more(self) -> bool:
        return self.count > MANY


@dataclass(frozen=True)
class Gathering:
    """All that was missed since `left`; `more` says that there are more sources than are told of."""

    left: datetime
    calls: Sequence[Call] = field(default_factory=list)
    said: Sequence[Said] = field(default_factory=list)
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.calls or self.said)


def missed(person: Any, absence: Absence) -> Missed | None:
    """What the front page says of it; None where nothing was missed. Two queries."""
    groups = len(_heads(person, absence, kind=Channel.Kind.GROUP))
    numbers = [number_of(found(person, absence.left)) for found in (_mentions, _announcements, _answers)]
    (told,) = Person.objects.filter(pk=person.pk).values_list(*numbers)
    return Missed(absence.left, groups, *told) or None


def gather(person: Any, absence: Absence) -> Gathering:
    """All of it, source by source. Seven queries."""
    found = _heads(person, absence)
    return Gathering(absence.left, _calls(person, absence.left), _said(person, absence, found), len(found) > COUNTED)


def _heads(person: Any, absence: Absence, kind: str = "") -> list[Head]:
    return heads(person, _news(person, absence), limit=COUNTED + 1, kind=kind)


def _news(person: Any, absence: Absence) -> Any:
    """What others said since."""
    return heard(person).filter(id__gt=absence.below).exclude(author=person)


def _mentions(person: Any, since: datetime) -> QuerySet[Mention]:
    theirs = Mention.objects.visible_to(person).filter(person=person, created_at__gt=since)
    return theirs.exclude(post__author__in=PersonMute.of(person)).exclude(comment__author__in=PersonMute.of(person))


def _announcements(person: Any, since: datetime) -> QuerySet[Post]:
    groups = Subscription.objects.heard().filter(person=person, channel__kind=Channel.Kind.GROUP)
    said = heard(person) & Post.objects.visible_to(person)
    return said.filter(channel__in=groups.values("channel_id"), announced_at__gt=since).exclude(author=person)


def _answers(person: Any, since: datetime) -> QuerySet[Comment]:
    """Under one's posts, and to one's comments."""
    posts = Post.objects.filter(author=person).order_by("-id").values("pk")[:OWN]
    comments = Comment.objects.filter(author=person).order_by("-id").values("pk")[:OWN]
    said = Comment.objects.visible_to(person).filter(created_at__gt=since).exclude(author=person)
    said = said.exclude(author__in=PersonMute.of(person))
    return said.filter(Q(post__in=posts, parent=None) | Q(parent__in=comments))


def _calls(person: Any, since: datetime) -> list[Call]:
    """The latest of each kind."""
    mentions = _mentions(person, since).select_related("post__author", "comment__author").order_by("-id")[:SHOWN]
    announced = _announcements(person, since).select_related("author").order_by("-announced_at")[:SHOWN]
    answers = _answers(person, since).select_related("author", "post").order_by("-id")[:SHOWN]
    words = [(found.comment or found.post, found.post) for found in mentions]
    calls = [Call("mention", said, said.author, post) for said, post in words]
    calls += [Call("announcement", post, post.author, post) for post in announced]
    told = {said.pk for said, _post in words if isinstance(said, Comment)}
    return calls + [Call("answer", said, said.author, said.post) for said in answers if said.pk not in told]


def _said(person: Any, absence: Absence, found: Sequence[Head]) -> list[Said]:
    """Of each source that has news, in the order of the newest."""
    shown = {head.channel: head.is_own for head in found[:COUNTED]}
    if not shown:
        return []
    fresh = _fresh(person, absence, shown)
    best = {channel: max(posts, key=lambda post: (post[1], post[0])) for channel, posts in fresh.items()}
    named_posts = {post.pk: post for post in named(Post.objects.filter(pk__in=[pk for pk, _count in best.values()]))}
    return [
        Said(reason_for(named_posts[pk].channel, is_own=is_own), len(fresh[channel]), named_posts[pk], comments)
        for channel, is_own in shown.items()
        if channel in best
        for pk, comments in [best[channel]]
        if pk in named_posts
    ]


def _fresh(person: Any, absence: Absence, channels: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """The news of each channel, at most `MANY` + 1 of each: posts with their numbers of comments. Two queries."""
    news = _news(person, absence)
    nth = news.filter(channel=OuterRef("pk")).order_by("-id").values("id")[MANY : MANY + 1]
    floors = Channel.objects.filter(pk__in=channels).values_list("pk", Coalesce(Subquery(nth), Value(absence.below)))
    within = Q()
    for channel, floor in floors:
        within |= Q(channel=channel, id__gte=floor)
    counted = Comment.objects.standing(person).filter(post=OuterRef("pk")).order_by().values("post")
    number = Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), Value(0))
    fresh: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for channel, pk, comments in (
        news.filter(within).annotate(comments_here=number).values_list(F("channel_id"), "pk", "comments_here")
    ):
        fresh[channel].append((pk, comments))
    return fresh
