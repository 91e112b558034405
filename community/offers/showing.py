"""What a hail's page shows its hailer: who was called, who answered what, and how those stand with the hailer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from community.brand.promises import Promises
from community.calling.models import Call
from community.calling.record import Record, records_of
from community.calling.waves import MOST_WAVES
from community.hail.models import Audience, Hail
from community.hail.widening import wider
from community.hail.wording import passed
from community.offers.changes import Change, changes_of
from community.offers.models import Offer, OfferPicture
from community.standing.ordering import Candidate, ranked
from community.standing.showing import chips
from community.standing.subjects import subjects_of_stores
from community.standing.wording import Chip
from community.trust.models import Evidence
from shop.catalog.models import ProductPicture

State = Offer.State


@dataclass(frozen=True)
class OfferShown:
    """An offer with what speaks for and against it.

    `after` is how many seconds its seller took from being called to the first offer; `chip` how they stand with the
    reader, None for what is the reader's own; `record` what the store's calls of late say of it; `promises` what the
    ledger says of its owner's; `knows` what the seller knows about it, from the offer or else from the goods;
    `changes` what it said before, the latest first.
    """

    offer: Offer
    after: float
    chip: Chip | None
    record: Record
    promises: Promises
    knows: str
    pictures: Sequence[Any]
    changes: Sequence[Change]
    is_newest: bool = False

    @property
    def said_after(self) -> str:
        return passed(self.after)

    @property
    def can_be_chosen(self) -> bool:
        return self.offer.is_valid and self.offer.hail.is_open


@dataclass(frozen=True)
class Called:
    """How many stores were called to a hail, and of how many stores offers stand."""

    called: int = 0
    answered: int = 0


@dataclass(frozen=True)
class HailShown:
    """A hail as its hailer sees it. `chosen` is the offer that became an order, `together` the group-buy that it
    became, as long as that stands; `nobody`: those who fit were looked for, and there is none; `is_put_off`: there are
    some, all of them off duty or busy now; `wider` are audiences that could be asked besides, the next one first;
    `seconds` is how many want it too."""

    hail: Hail
    called: int
    answered: int
    offers: Sequence[OfferShown]
    chosen: Offer | None
    together: Any
    pictures: Sequence[Any]
    groups: Sequence[Any]
    tags: Sequence[str]
    wider: Sequence[str]
    can_call_more: bool
    calls_more: bool = False
    seconds: int = 0

    @property
    def is_looking(self) -> bool:
        """Whether a worker has not looked yet for those who fit, since it was sent or asked more people."""
        return self.hail.is_open and self.hail.searched_at is None

    @property
    def nobody(self) -> bool:
        return self._none_yet and not self.calls_more

    @property
    def is_put_off(self) -> bool:
        return self._none_yet and self.calls_more

    @property
    def _none_yet(self) -> bool:
        return self.hail.is_open and not self.is_looking and not self.called and not self.offers


def hail_shown(hail: Hail, person: Any) -> HailShown:
    """All of the hailer's page. A constant number of queries, whatever was offered."""
    counts = counted([hail])[hail.pk]
    offers = offers_shown(hail, person)
    waves = hail.waves.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(done_at=None)))
    return HailShown(
        hail=hail,
        called=counts.called,
        answered=counts.answered,
        offers=offers,
        chosen=_chosen(hail),
        together=_together(hail),
        pictures=[hung.picture for hung in hail.pictures.select_related("picture")],
        groups=[asked.group for asked in hail.in_groups.select_related("group")],
        tags=sorted(hail.tags.names()),
        wider=_wider(hail),
        can_call_more=hail.is_open and waves["all"] < MOST_WAVES,
        calls_more=waves["waiting"] > 0,
        seconds=hail.seconds.count() if hail.audience == Audience.GROUPS else 0,
    )


def counted(hails: Collection[Hail]) -> dict[int, Called]:
    """How many were called to each, and how many offers stand or were closed with it, by primary key. Two queries."""
    keys = [hail.pk for hail in hails]
    calls = Call.objects.filter(hail__in=keys, wave__gt=0).order_by().values_list("hail").annotate(count=Count("pk"))
    answers = Offer.objects.answers().filter(hail__in=keys).order_by()
    called = dict(calls)
    answered = dict(answers.values_list("hail").annotate(count=Count("store", distinct=True)))
    return {key: Called(called.get(key, 0), answered.get(key, 0)) for key in keys}


def offers_shown(hail: Hail, person: Any) -> list[OfferShown]:
    """The offers that stand, in the order of trust: of equal ones the first first; those that cannot be chosen any
    more come last. None once the hail is over. Some twenty queries, however many offers."""
    if not hail.is_open:
        return []
    rows = Offer.objects.visible_to(person).filter(hail=hail, state=State.OPEN, hidden_at=None).order_by("pk")
    return shown(list(_with_all(rows)), person)


def shown(offers: Sequence[Offer], person: Any) -> list[OfferShown]:
    """These offers, which `_with_all` fetched or which fetch what they lack, as `offers_shown` has them."""
    if not offers:
        return []
    stores = [offer.store for offer in offers]
    said, records = chips(subjects_of_stores(stores), person), records_of(stores)
    promises = promises_of([offer.seller_id for offer in offers])
    line = ranked(person, (Candidate(offer.pk, offer.seller_id) for offer in offers))
    place = {ranked_one.key: at for at, ranked_one in enumerate(line)}
    newest = max(offers, key=lambda offer: offer.created_at).pk
    now = timezone.now()
    return [
        OfferShown(
            offer=offer,
            after=_after(offer),
            chip=said.get(offer.store_id),
            record=records.get(offer.store_id, Record()),
            promises=promises.get(offer.seller_id, Promises()),
            knows=_knows(offer),
            pictures=_pictures(offer),
            changes=changes_of(offer),
            is_newest=offer.pk == newest,
        )
        for offer in sorted(offers, key=lambda offer: (not _stands(offer, now), place[offer.pk]))
    ]


def one_shown(offer: Offer, person: Any) -> OfferShown:
    """The one, as it stands now."""
    return shown(list(_with_all(Offer.objects.filter(pk=offer.pk))), person)[0]


def promises_of(people: Iterable[int]) -> dict[int, Promises]:
    """The promises of each, by primary key, as the ledger has them; none for those who made none. One query."""
    kinds = (Evidence.Kind.KEPT, Evidence.Kind.BROKEN)
    rows = Evidence.objects.standing().filter(about__in=set(people), kind__in=kinds).order_by()
    kept = Count("pk", filter=Q(kind=Evidence.Kind.KEPT))
    return {
        about: Promises(good, made)
        for about, good, made in rows.values_list("about").annotate(kept=kept, made=Count("pk"))
    }


def _with_all(rows: Any) -> Any:
    goods = Prefetch("variant__product__pictures", ProductPicture.objects.select_related("picture"))
    own = Prefetch("pictures", OfferPicture.objects.select_related("picture"))
    names = ("hail", "call", "store__photo", "store__owner", "variant__product__store")
    return rows.select_related(*names).prefetch_related(own, goods, "revisions")


def _stands(offer: Offer, now: datetime) -> bool:
    return offer.state == State.OPEN and offer.hidden_at is None and offer.valid_until > now


def _after(offer: Offer) -> float:
    """Whoever answered uncalled is counted from when the hail was sent."""
    began = offer.call.called_at if offer.call.wave else offer.hail.created_at
    return max(0.0, ((offer.call.answered_at or offer.created_at) - began).total_seconds())


def _knows(offer: Offer) -> str:
    if offer.knows or offer.variant is None:
        return offer.knows
    product = offer.variant.product
    return str(product.good_for or product.compared_with or product.how_to_use)


def _pictures(offer: Offer) -> list[Any]:
    """Its own, else that of the goods."""
    own = [hung.picture for hung in offer.pictures.all()]
    goods = offer.variant.product.picture if offer.variant else None
    return own or ([goods] if goods else [])


def _chosen(hail: Hail) -> Offer | None:
    if hail.state != Hail.State.CHOSEN:
        return None
    return hail.offers.select_related("store__photo", "order__purchase").filter(state=State.CHOSEN).first()


def _together(hail: Hail) -> Any:
    buy = getattr(hail, "group_buy", None) if hail.state == Hail.State.TOGETHER else None
    return buy if buy is not None and buy.stands else None


def _wider(hail: Hail) -> list[str]:
    """Without an area nobody nearby can be asked."""
    if not hail.is_open:
        return []
    return [choice for choice in wider(hail) if choice != Audience.NEARBY or hail.place is not None]
