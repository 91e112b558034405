"""An order as what its buyer and its seller write about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.conversations.errors import Ended
from community.conversations.models import Conversation, Side
from community.notifications.recipients import line_of_message
from community.people.models import Block
from config.kit.errors import DomainError
from shop.orders.models import Order, OrderState
from shop.orders.policies import is_buyer, is_seller

# So long after an order ended its two sides may still write: for a word of thanks, or what came to light later.
AFTERWARDS = timedelta(days=30)
ENDED = (OrderState.CLOSED, OrderState.CANCELLED, OrderState.REFUNDED)


@dataclass(frozen=True)
class OrderSubject:
    """See `subjects.Subject`. A guest who holds the purchase of an order without a buyer is its buyer: whoever asks
    knows that they hold it."""

    order: Order

    field: ClassVar[str] = "order"
    kind: ClassVar[str] = Conversation.Kind.ORDER

    @property
    def pk(self) -> int:
        return self.order.pk

    @property
    def reference(self) -> str:
        return self.order.reference

    @property
    def line(self) -> str:
        return line_of_message(order=self.order.pk)

    @property
    def about(self) -> dict[str, Any]:
        return {self.field: self.order}

    @property
    def store(self) -> Any:
        return self.order.store

    @property
    def buyer(self) -> Any:
        return self.order.buyer

    @property
    def people(self) -> set[int]:
        return {pk for pk in (self.order.buyer_id, self.order.store.owner_id) if pk is not None}

    def side_of(self, person: Any) -> Side | None:
        if is_seller(person, self.order):
            return Side.SELLER
        return Side.BUYER if is_buyer(person, self.order) else None

    def seat_of(self, person: Any) -> Side:
        return Side.SELLER if self.order.store.owner_id == person.pk else Side.BUYER

    def name_of(self, side: str) -> str:
        """The store by its name, a buyer by theirs or as whoever gets the goods."""
        if side == Side.SELLER:
            return self.order.store.name
        return str(self.order.buyer) if self.order.buyer_id else self.order.purchase.recipient or _("The buyer")

    def face_of(self, side: str) -> Any:
        return self.order.buyer if side == Side.BUYER else None

    def caller(self, side: str) -> Any:
        """The order binds the two as long as it is under way: who blocked whom is told without a name."""
        if self._are_blocked():
            return None
        return self.order.buyer if side == Side.BUYER else self.order.store.owner

    def closed(self, side: Side) -> DomainError | None:
        """While the order is under way nothing does: they owe each other something. Afterwards a block between them
        ends it, in the same words as time does."""
        if self.order.state not in ENDED:
            return None
        is_past = self.order.changed_at < timezone.now() - AFTERWARDS
        return Ended() if is_past or self._are_blocked() else None

    def hold(self, side: Side) -> None:
        """An order ends slowly: nothing need wait for a message."""

    def is_guest(self, side: Side | None) -> bool:
        return side == Side.BUYER and self.order.buyer_id is None

    def path(self, name: str, *, is_guest: bool = False) -> str:
        if is_guest:
            return reverse(f"purchase_{name}", args=[self.order.purchase.reference, self.order.reference])
        return reverse(f"order_{name}", args=[self.order.reference])

    def place(self, side: Side | None) -> str:
        return self.order.purchase.get_absolute_url() if self.is_guest(side) else self.order.get_absolute_url()

    def landing(self, side: Side | None) -> str:
        return self.place(side)

    def fresh(self) -> Self:
        return self

    def onward(self) -> str:
        return ""

    def summary(self, side: Side) -> str:
        said = {"state": self.order.get_state_display(), "store": self.order.store.name}
        if side == Side.BUYER:
            return _("My order · %(state)s") % said
        return _("Order at %(store)s · %(state)s") % said

    def _are_blocked(self) -> bool:
        """Whether one of the two blocked the other."""
        if self.order.buyer_id is None:
            return False
        one, other = self.order.buyer_id, self.order.store.owner_id
        return Block.objects.filter(Q(person=one, blocked=other) | Q(person=other, blocked=one)).exists()
