"""What is said under a post: threads of two levels, deeper answers beside each other with whom they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString

from community.posts.marking import NOTHING, Marks, marks_of_comments
from community.posts.models import Comment, CommentQuerySet, Post
from community.posts.useful import NOBODY, Helped, helped_by
from config.kit import cursors

# First-level comments on a page, answers under each of them there, and answers on the page of a thread.
PAGE, ANSWERS, THREAD_PAGE = 30, 5, 30


@dataclass(frozen=True)
class Line:
    """One comment. `helped` is whom it helped; `answered` whom it answers where that is not the head of its
    thread; `is_gone`: it was taken away and stands only for the sake of its answers."""

    comment: Comment
    marks: Marks = NOTHING
    is_gone: bool = False
    helped: Helped = NOBODY

    @property
    def body(self) -> SafeString:
        return self.marks.render(self.comment.text, with_tags=False)

    @property
    def answers_other(self) -> bool:
        """Whether it answers another answer, not the head of the thread."""
        return self.comment.parent_id != self.comment.thread_id

    @property
    def answered(self) -> Any:
        """The author of the answer that it answers, None where that is gone."""
        return self.comment.parent.author if getattr(self.comment, "parent_stands", False) else None


@dataclass
class Said:
    """A first-level comment with its first answers; `more` is how many further ones its own page has."""

    line: Line
    answers: list[Line] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Conversation:
    """A page of what is said. `newest` tells what came after it; `cursor` is "" on the last page."""

    said: list[Said]
    cursor: str
    newest: str


def conversation(post: Post, viewer: Any, cursor: str | None = None, since: str | None = None) -> Conversation:
    """What is said under the post, in its order. With `since` (a `newest`) only what came after it, with the heads of
    its threads. Five queries at most.

    A comment that is gone keeps its place, without its words, as long as someone's answer stands under it.
    """
    after = cursors.decode_id(since)
    standing = Comment.objects.standing(viewer)
    rows = _kept(Comment.objects.filter(post=post), standing)
    heads = rows.filter(thread=None)
    if after is not None:
        came = standing.filter(thread=OuterRef("pk"), id__gt=after)
        heads = heads.filter(Q(id__gt=after) | Exists(came))
    found, following = cursors.oldest_page(heads.select_related("author__photo"), cursor, PAGE)
    answers = _first_answers(rows, standing, [head.pk for head in found], after or 0)
    shown = _Lines([*found, *answers], post, viewer)
    said = {head.pk: Said(shown.line(head)) for head in found}
    for answer in answers:
        thread = said[answer.thread_id]  # type: ignore[index]
        thread.answers.append(shown.line(answer))
        thread.more = answer.total - len(thread.answers)  # type: ignore[attr-defined]
    return Conversation(list(said.values()), following, newest_of(post))


def newest_of(post: Post) -> str:
    """A mark of the newest comment under the post, whoever may see it. One query."""
    newest = Comment.objects.filter(post=post).order_by("-id").values_list("id", flat=True).first()
    return cursors.encode(newest or 0)


def came_since(post: Post, viewer: Any, newest: str, most: int = 99) -> int:
    """How many comments of others that the viewer may read came after `newest`; `most` + 1 for more."""
    after = cursors.decode_id(newest)
    if after is None:
        return 0
    fresh = Comment.objects.standing(viewer).filter(post=post, id__gt=after)
    if viewer.is_authenticated:
        fresh = fresh.exclude(author=viewer)
    return len(fresh.order_by().values_list("pk", flat=True)[: most + 1])


@dataclass(frozen=True)
class Thread:
    """A thread on its own page: its head, a page of answers, and the way to earlier and later ones."""

    head: Line
    answers: list[Line]
    cursor: str
    has_earlier: bool


def thread_of(comment: Comment, viewer: Any, cursor: str | None = None) -> Thread:
    """The thread of the comment, from `cursor` on, else from the comment on where it is an answer. Five queries."""
    head_pk = comment.thread_id or comment.pk
    standing = Comment.objects.standing(viewer)
    head = _kept(Comment.objects.filter(pk=head_pk), standing, always=True).select_related("author__photo").get()
    above = cursors.decode_id(cursor)
    if above is None:
        above = comment.pk - 1 if comment.thread_id else 0
    rows = _kept(Comment.objects.filter(thread=head_pk), standing)
    answers = list(_answering(rows, standing).filter(id__gt=above).order_by("id")[: THREAD_PAGE + 1])
    following = cursors.encode(answers[THREAD_PAGE - 1].pk) if len(answers) > THREAD_PAGE else ""
    page = answers[:THREAD_PAGE]
    shown = _Lines([head, *page], comment.post, viewer)
    earlier = bool(above) and rows.filter(id__lte=above).exists()
    return Thread(shown.line(head), [shown.line(answer) for answer in page], following, earlier)


def _kept(rows: CommentQuerySet, standing: CommentQuerySet, *, always: bool = False) -> CommentQuerySet:
    """Those that stand, and those that are gone but answered; `stands` says which."""
    own = Exists(standing.filter(pk=OuterRef("pk")))
    marked = rows.annotate(stands=own)
    if always:
        return marked
    answered = Exists(standing.filter(Q(thread=OuterRef("pk")) | Q(parent=OuterRef("pk"))))
    return marked.filter(Q(own) | Q(answered))


def _answering(rows: CommentQuerySet, standing: CommentQuerySet) -> CommentQuerySet:
    """With their authors, and with whom they answer."""
    whom = Exists(standing.filter(pk=OuterRef("parent_id")))
    return rows.annotate(parent_stands=whom).select_related("author__photo", "parent__author")


def _first_answers(rows: CommentQuerySet, standing: CommentQuerySet, heads: list[int], after: int) -> Sequence[Comment]:
    """The first answers of each of these threads, in their order; `total` is how many the thread has."""
    if not heads:
        return []
    numbered = _answering(rows.filter(thread__in=heads, id__gt=after), standing).annotate(
        place=Window(RowNumber(), partition_by=F("thread_id"), order_by="id"),
        total=Window(Count("pk"), partition_by=F("thread_id")),
    )
    return list(numbered.filter(place__lte=ANSWERS).order_by("id"))


class _Lines:
    """Makes the lines of a page of comments under one post, for one reader."""

    def __init__(self, comments: list[Comment], post: Post, viewer: Any) -> None:
        self.marks = marks_of_comments(comments, viewer)
        self.helped = helped_by(comments, post, viewer)

    def line(self, comment: Any) -> Line:
        marks, helped = self.marks.get(comment.pk, NOTHING), self.helped.get(comment.pk, NOBODY)
        return Line(comment, marks, is_gone=not comment.stands, helped=helped)
