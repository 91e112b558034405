"""What a page shows within and below the words of posts: links of names and tags, and polls. One statement for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, Q, QuerySet, Value
from django.urls import reverse
from django.utils.safestring import SafeString

from community.people.models import Person
from community.polls.models import PollOption, PollVote
from community.polls.showing import PollShown
from community.posts.models import Comment, Mention, Post
from content.text.plain import render_text

_FIELDS = ("what", "post_pk", "order", "text", "key", "number", "own")


@dataclass(frozen=True)
class Marks:
    """`names` are addresses of people's pages by what stands behind the @; `poll` is None where there is none."""

    names: Mapping[str, str] = field(default_factory=dict)
    poll: PollShown | None = None

    def render(self, text: str, *, with_tags: bool = True) -> SafeString:
        """The words as HTML, with links of the names and, where they are kept, of the tags."""
        return render_text(text, names=self.names, tag_url=tag_url if with_tags else None)


NOTHING = Marks()


def tag_url(slug: str) -> str:
    """The page of a tag."""
    return reverse("tag", args=[slug])


def marks_of(posts: Sequence[Post], viewer: Any) -> dict[int, Marks]:
    """The marks of each of `posts`, by primary key; those without any are left out.

    The posts have their `poll` selected with them. One statement, none where there is nothing to ask for.
    """
    polls = {post.pk: post.poll for post in posts if getattr(post, "poll", None)}
    naming = [post.pk for post in posts if "@" in post.text or "＠" in post.text]
    parts = [_mentions(Mention.objects.filter(post__in=naming, comment=None), viewer)] if naming else []
    if polls:
        parts += [_options(list(polls), viewer), _voters(list(polls), viewer)]
    rows = list(parts[0].union(*parts[1:], all=True)) if parts else []
    names: dict[int, dict[str, str]] = {}
    counted: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if row["what"] == "name":
            names.setdefault(row["post_pk"], {}).update(_links(row["text"], row["key"]))
        else:
            counted.setdefault(row["post_pk"], []).append(row)
    shown = {pk: PollShown.of(poll, counted.get(pk, [])) for pk, poll in polls.items()}
    return {pk: Marks(names.get(pk, {}), shown.get(pk)) for pk in {*names, *shown}}


def marks_of_comments(comments: Sequence[Comment], viewer: Any) -> dict[int, Marks]:
    """The names that comments mention, by primary key of the comment. One statement, or none."""
    naming = [comment.pk for comment in comments if "@" in comment.text or "＠" in comment.text]
    names: dict[int, dict[str, str]] = {}
    seen = Mention.objects.filter(comment__in=naming, person__in=Person.objects.visible_to(viewer))
    for pk, name, username in seen.values_list("comment_id", "name", "person__username") if naming else ():
        names.setdefault(pk, {}).update(_links(name, username))
    return {pk: Marks(found) for pk, found in names.items()}


def _links(name: str, username: str) -> dict[str, str]:
    url = reverse("person", args=[username])
    return {name: url, username: url}


def _mentions(rows: QuerySet[Mention], viewer: Any) -> QuerySet:
    """Of people whom the viewer may see."""
    seen = rows.filter(person__in=Person.objects.visible_to(viewer)).order_by()
    return seen.annotate(
        what=Value("name", output_field=CharField()),
        post_pk=F("post_id"),
        order=Value(0, output_field=IntegerField()),
        text=F("name"),
        key=F("person__username"),
        number=Value(0, output_field=IntegerField()),
        own=Value(0, output_field=IntegerField()),
    ).values(*_FIELDS)


def _options(posts: list[int], viewer: Any) -> QuerySet:
    """Options of the polls with their votes, and whether one is the viewer's."""
    voted = Q(votes__person__is_active=True)
    return (
        PollOption.objects.filter(poll__post__in=posts)
        .order_by()
        .annotate(
            what=Value("option", output_field=CharField()),
            post_pk=F("poll__post_id"),
            order=F("position"),
            key=Value("", output_field=CharField()),
            number=Count("votes", filter=voted),
            own=Count("votes", filter=Q(votes__person=viewer.pk)),
        )
        .values(*_FIELDS)
    )


def _voters(posts: list[int], viewer: Any) -> QuerySet:
    """How many people voted in each poll."""
    return (
        PollVote.objects.filter(poll__post__in=posts, person__is_active=True)
        .order_by()
        .values("poll__post_id")
        .annotate(
            what=Value("voters", output_field=CharField()),
            post_pk=F("poll__post_id"),
            order=Value(0, output_field=IntegerField()),
            text=Value("", output_field=CharField()),
            key=Value("", output_field=CharField()),
            number=Count("person", distinct=True),
            own=Count("pk", filter=Q(person=viewer.pk)),
        )
        .values(*_FIELDS)
    )
