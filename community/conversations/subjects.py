"""What a conversation is about: an order, or a hail to which a store was called. All that depends on which of the two
it is stands here; saying, reading, listing and moderation know a `Subject`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self

from django.db.models import QuerySet

from community.calling.models import Call
from community.conversations.models import Conversation, Side
from config.kit.errors import DomainError
from shop.orders.models import Order


class Subject(Protocol):
    """The thing that two sides write about, and who they are.

    `field` is the column by which a conversation and an event point at it. `line` is the key of the line in the bell.
    """

    field: ClassVar[str]
    kind: ClassVar[str]

    @property
    def pk(self) -> int: ...

    @property
    def reference(self) -> str:
        """Names it in addresses, in the API and in the live stream."""

    @property
    def line(self) -> str: ...

    @property
    def about(self) -> Mapping[str, Any]:
        """The thing under the name of its column."""

    @property
    def store(self) -> Any:
        """The store that is the one side."""

    @property
    def buyer(self) -> Any:
        """The person who is the other side; None for one without an account."""

    @property
    def people(self) -> set[int]:
        """Primary keys of the two, as far as they have accounts."""

    def side_of(self, person: Any) -> Side | None:
        """The side of which the person may read it now, None for neither."""

    def seat_of(self, person: Any) -> Side:
        """The side of one who is known to be one of the two. No query."""

    def name_of(self, side: str) -> str:
        """How a side is called by the other, and by the staff."""

    def face_of(self, side: str) -> Any:
        """The person whose face stands for the side, None where a name alone does."""

    def caller(self, side: str) -> Any:
        """Whom an event names that tells of something the side wrote; None where it names nobody."""

    def closed(self, side: Side) -> DomainError | None:
        """What between the two keeps the side from writing now, None where nothing does."""

    def hold(self, side: Side) -> None:
        """Let nothing end it until the transaction is over. Raises what keeps the side from writing by then."""

    def is_guest(self, side: Side | None) -> bool:
        """Whether this side is somebody without an account."""

    def path(self, name: str, *, is_guest: bool = False) -> str:
        """The address of "thread" or "thread_read"."""

    def place(self, side: Side | None) -> str:
        """The page of the thing, as the side knows it."""

    def landing(self, side: Side | None) -> str:
        """The page on which one finds what one has just written."""

    def fresh(self) -> Self:
        """The same as it is now."""

    def onward(self) -> str:
        """Where the two write to each other from now on, "" where that is here."""

    def summary(self, side: Side) -> str:
        """A line that says what it is about."""


def subject_of(thing: Any) -> Subject:
    """What is written about `thing`: an Order or a Call. A subject is its own."""
    from community.conversations.hails import HailSubject
    from community.conversations.orders import OrderSubject

    if isinstance(thing, Order):
        return OrderSubject(thing)
    return HailSubject(thing) if isinstance(thing, Call) else thing


def conversation_about(subject: Subject) -> QuerySet[Conversation]:
    """The one conversation about it, or none yet."""
    return Conversation.objects.filter(**{subject.field: subject.pk})
