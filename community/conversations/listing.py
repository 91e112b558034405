"""One's conversations in a list: with whom, about what, what was written last, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from community.conversations.models import Conversation, Message, MessagePicture, Side
from community.conversations.showing import PAGE
from community.conversations.subjects import Subject
from config.kit import cursors
from content.text.markdown import shortened

EXCERPT = 120


@dataclass(frozen=True)
class Row:
    """A conversation as one side of it sees it."""

    conversation: Conversation
    subject: Subject
    side: Side
    last: Message
    unread: bool
    has_photos: bool

    @property
    def other(self) -> str:
        """With whom."""
        return self.subject.name_of(self.side.other)

    @property
    def person(self) -> Any:
        """The other side where it is a person whom one knows, else None."""
        return self.subject.face_of(self.side.other)

    @property
    def is_unnamed(self) -> bool:
        """Whether the other side is somebody whose name one does not learn."""
        return self.side == Side.SELLER and self.subject.kind == Conversation.Kind.HAIL

    @property
    def store(self) -> Any:
        """The other side where it is a store, else None."""
        return self.subject.store if self.side == Side.BUYER else None

    @property
    def is_mine(self) -> bool:
        """Whether one wrote last oneself."""
        return self.last.side == self.side

    @property
    def excerpt(self) -> str:
        """The beginning of what was written last."""
        words = "" if self.last.is_hidden else shortened(self.last.text, EXCERPT)
        if not words:
            words = _("Photo") if self.has_photos else _("These words are no longer there.")
        return _("You: %(words)s") % {"words": words} if self.is_mine else words

    @property
    def about(self) -> str:
        """What it is about, in a line."""
        return self.subject.summary(self.side)


def inbox(
    person: Any, cursor: str | None = None, *, only_unread: bool = False, limit: int = PAGE
) -> tuple[list[Row], str]:
    """The conversations of which the person is a side, those in which was written last first, and the cursor to the
    rest. Two queries, however many there are."""
    mine = Conversation.objects.unread_by(person) if only_unread else Conversation.objects.of_sides(person)
    rows = mine.filter(last__isnull=False).select_related(
        *("last", "order__store__photo", "order__buyer__photo", "order__purchase"),
        *("call__store__photo", "call__hail"),
    )
    below = cursors.decode_id(cursor)
    if below is not None:
        rows = rows.filter(last__lt=below)
    rows = rows.annotate(is_new=Exists(Conversation.objects.unread_by(person).filter(pk=OuterRef("pk"))))
    found = list(rows.order_by("-last_id")[: limit + 1])
    shown = found[:limit]
    onward = cursors.encode(shown[-1].last_id) if len(found) > limit else ""  # type: ignore[arg-type]
    return _rows(shown, person), onward


def _rows(found: Sequence[Conversation], person: Any) -> list[Row]:
    last: list[Any] = [conversation.last for conversation in found]
    wordless = [message.pk for message in last if not message.text and not message.is_hidden]
    hung = MessagePicture.objects.filter(message__in=wordless).values_list("message_id", flat=True)
    with_photos = set(hung) if wordless else set()
    made = []
    for conversation, message in zip(found, last, strict=True):
        subject, is_new = conversation.subject, conversation.is_new  # type: ignore[attr-defined]
        made.append(Row(conversation, subject, subject.seat_of(person), message, is_new, message.pk in with_photos))
    return made


def unread_count(person: Any, *, store: Any = None) -> int:
    """In how many of one's conversations, or of those of one's `store`, something is new. One query."""
    rows = Conversation.objects.unread_by(person)
    return (rows.at(store) if store is not None else rows).count()
