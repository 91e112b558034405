"""The duties of one's stores, as one's pages show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from community.calling.duty import is_off, is_on_duty, tomorrow
from community.calling.models import Duty
from community.notifications.clocks import zone_of
from config.kit.reading import distance
from shop.catalog.models import Product
from shop.stores.models import Store

# How long one can go off duty in a tap; anything else is until one is back.
HOUR, TOMORROW = "hour", "tomorrow"


@dataclass(frozen=True)
class DutyShown:
    store: Store
    duty: Duty
    now: datetime

    @property
    def is_off(self) -> bool:
        """Whether its owner went off duty."""
        return is_off(self.duty, self.now)

    @property
    def is_called(self) -> bool:
        """Whether it can be called now."""
        return self.store.is_open and is_on_duty(self.duty, self.now, zone_of(self.store.owner))

    @property
    def until(self) -> datetime | None:
        """Until when it is off duty; None where that is not said."""
        return self.duty.off_until if self.duty.is_on and self.is_off else None

    @property
    def state(self) -> str:
        """In a word or two."""
        if not self.store.is_open:
            return _("The store is on a break") if self.store.state == Store.State.PAUSED else _("The store is closed")
        if self.is_off:
            return _("Off duty")
        return _("On duty") if self.is_called else _("Outside your hours")

    @property
    def terms(self) -> str:
        """What it wants to be called for, how far and when."""
        duty = self.duty
        said = [duty.words or _("Anything that fits")]
        said += [_("within %(distance)s") % {"distance": distance(duty.radius)}] if duty.radius else []
        if duty.days != Duty.EVERY_DAY:
            said.append(_(", ").join(str(WEEKDAYS_ABBR[day]) for day in range(7) if duty.days >> day & 1))
        if duty.opens is not None and duty.closes is not None:
            said.append(f"{duty.opens:%H:%M}–{duty.closes:%H:%M}")
        return " · ".join(said)


def duties_of(person: Any, stores: Collection[Store] | None = None) -> list[DutyShown]:
    """Those of the person's stores that are not closed by the site, or of the given ones, the oldest first. Two queries
    at most."""
    if stores is None:
        mine = Store.objects.owned_by(person).exclude(state=Store.State.CLOSED)
        stores = list(mine.select_related("owner", "photo").order_by("pk"))
    duties = {duty.store_id: duty for duty in Duty.objects.filter(store__in=stores)} if stores else {}
    now = timezone.now()
    return [DutyShown(store, duties.get(store.pk) or Duty(store=store), now) for store in stores]


def off_until(owner: Any, length: str, now: datetime) -> datetime | None:
    """Until when "hour" or "tomorrow" is, on the owner's clock; None for as long as one likes."""
    if length == HOUR:
        return now + timedelta(hours=1)
    return tomorrow(now, zone_of(owner)) if length == TOMORROW else None


@dataclass(frozen=True)
class Findable:
    """By what a store is found: so many goods on the shelf, with tags, and with what the seller knows of them."""

    store: Store
    goods: int
    tagged: int
    known: int


def findable(stores: Collection[Store]) -> list[Findable]:
    """One query."""
    tags = Product.tags.through.objects.filter(content_type__model="product", content_type__app_label="shop")
    knows = ~Q(good_for="") | ~Q(not_for="") | ~Q(how_to_use="") | ~Q(compared_with="")
    shelf = Product.objects.published().filter(store__in=stores)
    shelf = shelf.annotate(has_tag=Exists(tags.filter(object_id=OuterRef("pk"))))
    counted: Any = (
        shelf.order_by()
        .values("store")
        .annotate(goods=Count("pk"), tagged=Count("pk", filter=Q(has_tag=True)), known=Count("pk", filter=knows))
    )
    rows = {row["store"]: row for row in counted}
    none = {"goods": 0, "tagged": 0, "known": 0}
    return [Findable(store, **{name: rows.get(store.pk, none)[name] for name in none}) for store in stores]
