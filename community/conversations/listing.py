"""One's conversations in a list: with whom, about which order, what was written last, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from community.conversations.models import Conversation, Message, MessagePicture, Side
from community.conversations.policies import side_of
from community.conversations.showing import PAGE, name_of
from config.kit import cursors
from content.text.markdown import shortened
from shop.orders.models import Order

EXCERPT = 120


@dataclass(frozen=True)
class Row:
    """A conversation as one side of it sees it."""

    conversation: Conversation
    order: Order
    side: Side
    last: Message
    unread: bool
    has_photos: bool

    @property
    def other(self) -> str:
        """With whom."""
        return name_of(self.order, self.side.other)

    @property
    def person(self) -> Any:
        """The other side where it is a person with an account, else None."""
        return self.order.buyer if self.side == Side.SELLER else None

    @property
    def store(self) -> Any:
        """The other side where it is a store, else None."""
        return self.order.store if self.side == Side.BUYER else None

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
        """Which order it is about."""
        said = {"state": self.order.get_state_display(), "store": self.order.store.name}
        if self.side == Side.BUYER:
            return _("My order · %(state)s") % said
        return _("Order at %(store)s · %(state)s") % said


def inbox(
    person: Any, cursor: str | None = None, *, only_unread: bool = False, limit: int = PAGE
) -> tuple[list[Row], str]:
    """The conversations of which the person is a side, those in which was written last first, and the cursor to the
    rest. Two queries, however many there are."""
    mine = Conversation.objects.unread_by(person) if only_unread else Conversation.objects.of_sides(person)
    rows = mine.filter(last__isnull=False).select_related(
        "last", "order__store__photo", "order__buyer__photo", "order__purchase"
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
        order: Any = conversation.order
        side: Any = side_of(person, order)
        is_new: bool = conversation.is_new  # type: ignore[attr-defined]
        made.append(Row(conversation, order, side, message, is_new, message.pk in with_photos))
    return made


def unread_count(person: Any, *, store: Any = None) -> int:
    """In how many of one's conversations, or of those about orders at one's `store`, something is new. One query."""
    rows = Conversation.objects.unread_by(person)
    return rows.filter(order__store=store).count() if store is not None else rows.count()
