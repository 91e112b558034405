"""A hail as what its hailer and a store that was called to it write about.

Who hails is named to nobody here, whatever becomes of the hail. The store's owner reads as long as the hail can be
answered, and for good where it was settled with this store; the hailer reads for good. Nobody writes after the end.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from community.calling.models import Call
from community.conversations.errors import Ended, NotAnswered
from community.conversations.models import Conversation, Message, Side
from community.hail.ending import hold_open
from community.hail.errors import HailOver
from community.notifications.recipients import line_of_message
from community.offers.errors import OfferGone
from community.offers.models import Offer
from community.people.blocking import hold_both
from community.people.models import Block
from config.kit.errors import DomainError
from config.kit.policies import signed_in
from content.text.markdown import shortened
from shop.stores.limiting import kept_from_selling

# So often the called may write before the hailer answered the first time, so that nobody is flooded.
MOST_UNANSWERED = 2
SUMMARY = 40


@dataclass(frozen=True)
class Facts:
    """What else there is between the two of a call.

    `is_shut_out`: whether the store's owner blocked whoever hails. `has_offer`: one that the hailer can read.
    `was_answered`: that there was one at all. `by_buyer`, `by_seller`: how many messages each wrote; `by_owner`: the
    store's owner about this hail, with whichever store. `ordered` is the
    reference of the order that the store's offer became, "" where it was not chosen.
    """

    is_shut_out: bool
    has_offer: bool
    was_answered: bool
    by_buyer: int
    by_seller: int
    by_owner: int
    ordered: str


def facts_of(call: Call) -> Facts:
    """As it is now. One query."""
    offers = Offer.objects.filter(call=OuterRef("pk"))
    said = Message.objects.filter(conversation__call=OuterRef("pk")).order_by()

    def written(side: Side) -> Any:
        counted = said.filter(side=side).values("conversation").annotate(count=Count("pk"))
        return Coalesce(Subquery(counted.values("count")), 0)

    of_owner = Message.objects.order_by().filter(
        side=Side.SELLER,
        conversation__call__hail=OuterRef("hail"),
        conversation__call__store__owner=OuterRef("store__owner"),
    )
    by_owner = of_owner.values("conversation__call__hail").annotate(count=Count("pk"))
    row = Call.objects.annotate(
        is_shut_out=Exists(Block.objects.filter(person=OuterRef("store__owner"), blocked=OuterRef("hail__person"))),
        has_offer=Exists(offers.filter(hidden_at=None).exclude(state=Offer.State.WITHDRAWN)),
        was_answered=Q(answered_at__isnull=False),
        by_buyer=written(Side.BUYER),
        by_seller=written(Side.SELLER),
        by_owner=Coalesce(Subquery(by_owner.values("count")), 0),
        ordered=Coalesce(Subquery(offers.filter(state=Offer.State.CHOSEN).values("order__reference")[:1]), Value("")),
    )
    return Facts(**row.values(*(column.name for column in fields(Facts))).get(pk=call.pk))


class HailSubject:
    """See `subjects.Subject`. What the call, its hail and its store do not say is asked once, when it is needed."""

    field: ClassVar[str] = "call"
    kind: ClassVar[str] = Conversation.Kind.HAIL

    def __init__(self, call: Call):
        self.call, self.hail = call, call.hail

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.call)

    @cached_property
    def stands(self) -> bool:
        """Whether the call binds the store's owner and the hailer to each other."""
        return Call.objects.standing_for(self.call.store.owner).filter(pk=self.call.pk).exists()

    @property
    def pk(self) -> int:
        return self.call.pk

    @property
    def reference(self) -> str:
        return self.call.reference

    @property
    def line(self) -> str:
        return line_of_message(call=self.call.pk)

    @property
    def about(self) -> dict[str, Any]:
        return {self.field: self.call}

    @property
    def store(self) -> Any:
        return self.call.store

    @property
    def buyer(self) -> Any:
        return self.hail.person

    @property
    def people(self) -> set[int]:
        return {self.hail.person_id, self.call.store.owner_id}

    def side_of(self, person: Any) -> Side | None:
        """The hailer once there is something of the store: until then they do not know whom else was called."""
        if not signed_in(person):
            return None
        if self.hail.person_id == person.pk:
            facts = self.facts
            return Side.BUYER if facts.was_answered or facts.by_buyer or facts.by_seller else None
        return Side.SELLER if self.call.store.owner_id == person.pk and self.stands else None

    def seat_of(self, person: Any) -> Side:
        return Side.BUYER if self.hail.person_id == person.pk else Side.SELLER

    def name_of(self, side: str) -> str:
        return self.call.store.name if side == Side.SELLER else _("The member who hails")

    def face_of(self, side: str) -> Any:
        return None

    def caller(self, side: str) -> Any:
        return None

    def closed(self, side: Side) -> DomainError | None:
        """A block by the store's owner ends it for the hailer alone: its owner would else find out who hails, by
        blocking one member after another."""
        if not self.hail.is_open:
            return HailOver(self.hail)
        facts = self.facts
        if not self.stands or (side == Side.BUYER and facts.is_shut_out):
            return Ended(_("Nothing more can be written here."))
        if side == Side.BUYER:
            is_begun = facts.has_offer or facts.by_buyer or facts.by_seller
            return None if is_begun else OfferGone()
        if facts.by_buyer:
            return None
        if facts.by_owner >= MOST_UNANSWERED:
            return NotAnswered()
        return kept_from_selling(self.call.store.owner)

    def hold(self, side: Side) -> None:
        """People first, as whoever blocks holds them, then the hail, as whoever ends it."""
        hold_both(self.hail.person, self.call.store.owner)
        hold_open(self.hail)
        refused = HailSubject(self.call).closed(side)
        if refused is not None:
            raise refused

    def is_guest(self, side: Side | None) -> bool:
        return False

    def path(self, name: str, *, is_guest: bool = False) -> str:
        return reverse(f"hail_{name}", args=[self.call.reference])

    def place(self, side: Side | None) -> str:
        if side == Side.SELLER:
            return reverse("call", args=[self.call.reference])
        return self.hail.get_absolute_url()

    def landing(self, side: Side | None) -> str:
        return self.path("thread")

    def fresh(self) -> HailSubject:
        return HailSubject(Call.objects.select_related("hail__person", "store__owner").get(pk=self.call.pk))

    def onward(self) -> str:
        order = self.facts.ordered
        return f"{reverse('order', args=[order])}#thread-{order}" if order else ""

    def summary(self, side: Side) -> str:
        """In the hail's own words."""
        said = {"words": shortened(self.hail.text, SUMMARY)}
        return (_("My hail: %(words)s") if side == Side.BUYER else _("Hail: %(words)s")) % said
