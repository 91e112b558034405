"""Whoever asked says that an answer helped, and takes it back; and whom an answer helped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from community.attention.quotas import Quota, spend
from community.events import found_useful, found_useful_no_more
from community.posts.models import Comment, Post, Standing, UsefulMark
from community.posts.policies import can_find_useful
from config.kit.errors import NotAllowed


@transaction.atomic
def mark_useful(person: Any, *, comment: Comment) -> UsefulMark:
    """Say that another's comment helped. Saying it again changes nothing. Raises NotAllowed, QuotaReached."""
    # Held, so that words that are taken away at the same moment are not praised after they are gone.
    held = Comment.objects.select_for_update(of=("self", "post"), no_key=True).select_related("post")
    standing = held.filter(pk=comment.pk, state=Standing.VISIBLE, post__state=Standing.VISIBLE)
    if not can_find_useful(person, comment) or not standing:
        raise NotAllowed
    mark, is_new = UsefulMark.objects.get_or_create(
        comment=comment, person=person, defaults={"about_id": comment.author_id}
    )
    if is_new:
        spend(person, Quota.REACTIONS)
        found_useful.send(sender=UsefulMark, mark=mark)
    return mark


@transaction.atomic
def unmark_useful(person: Any, *, comment: Comment) -> bool:
    """Take it back. False where nothing was said."""
    if not person.is_authenticated:
        return False
    return bool(take_marks_away(UsefulMark.objects.filter(comment=comment, person=person)))


def take_marks_away(marks: QuerySet[UsefulMark]) -> int:
    """Delete `marks`, and say so of each. Returns how many there were. Call it in a transaction."""
    gone = 0
    for mark in marks.select_related("comment__post", "person"):
        if UsefulMark.objects.filter(pk=mark.pk).delete()[0]:
            found_useful_no_more.send(sender=UsefulMark, mark=mark)
            gone += 1
    return gone


@dataclass(frozen=True)
class Helped:
    """Whom a comment helped, besides its reader: `others`, in the order in which they said so. `asked`: whether its
    reader is one of those who may say so; `me`: whether they did."""

    others: tuple[Any, ...] = ()
    me: bool = False
    asked: bool = False


NOBODY = Helped()


def helped_by(comments: Iterable[Comment], post: Post, viewer: Any) -> dict[int, Helped]:
    """Whom each of `comments`, all under `post`, helped, by its primary key, as far as `viewer` may see them. They come
    with their parents. One query."""
    rows = list(comments)
    people: dict[int, list[Any]] = {row.pk: [] for row in rows}
    if rows:
        marks = UsefulMark.objects.standing(viewer).filter(comment__in=people)
        for mark in marks.select_related("person").order_by("pk"):
            people[mark.comment_id].append(mark.person)
    return {row.pk: _helped(people[row.pk], row, post, viewer) for row in rows}


def _helped(people: list[Any], comment: Comment, post: Post, viewer: Any) -> Helped:
    asking = {post.author_id, comment.parent.author_id if comment.parent else None} - {comment.author_id}
    others = tuple(person for person in people if person.pk != viewer.pk)
    return Helped(others, me=len(others) < len(people), asked=viewer.pk in asking and viewer.is_authenticated)


def helped_of(comment: Comment, viewer: Any) -> Helped:
    """The same of one comment."""
    return helped_by([comment], comment.post, viewer)[comment.pk]


def with_helped(comments: QuerySet[Comment], viewer: Any) -> QuerySet[Comment]:
    """The same comments, with the marks that `viewer` may see as a list, `helped`: one query more."""
    marks = UsefulMark.objects.standing(viewer).select_related("person").order_by("pk")
    return comments.prefetch_related(Prefetch("useful_marks", queryset=marks, to_attr="helped"))
