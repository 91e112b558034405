"""What an offer said before it was changed, as its reader and its seller read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.offers.models import Offer
from config.kit.money import Money
from config.kit.reading import day, exact

Labels = Mapping[str, str | Promise]

LABELS: Labels = {
    "title": _("What it is"),
    "quantity": _("How many"),
    "unit_price": _("Price of one"),
    "delivery_fee": _("Delivery"),
    "ready_on": _("With you by"),
    "delivery_note": _("How it comes"),
    "words": pgettext_lazy("offer", "What they say"),
    "knows": _("What they know"),
    "valid_until": _("Valid until"),
    "together_from": _("Together, from so many pieces on"),
    "together_price": _("Price of one, together"),
}
LABELS_OF_ITS_SELLER: Labels = {
    **LABELS,
    "title": _("What you call it"),
    "delivery_fee": _("Delivery, once"),
    "ready_on": _("They have it by"),
    "delivery_note": _("How it gets there"),
    "words": _("Your words"),
    "knows": _("What you know about it, for this need"),
    "valid_until": _("Stands until"),
}
MONEY = ("unit_price", "delivery_fee", "together_price")


@dataclass(frozen=True)
class Change:
    """What a change, at `at`, changed: `rows` of a label, what the offer said before, and what it said then."""

    at: datetime
    rows: Sequence[tuple[str, str, str]]


def changes_of(offer: Offer, labels: Labels = LABELS) -> list[Change]:
    """The changes of the offer, the latest first. Reads `revisions`, which may have been fetched along."""
    then: Mapping[str, Any] = {name: getattr(offer, name) for name in labels}
    changes = []
    for revision in sorted(offer.revisions.all(), key=lambda revision: -revision.version):
        pairs = {name: [_said(name, said.get(name), offer) for said in (revision.said, then)] for name in labels}
        rows = [(str(labels[name]), was, now) for name, (was, now) in pairs.items() if was != now]
        changes.append(Change(revision.at, rows))
        then = revision.said
    return changes


def _said(name: str, value: Any, offer: Offer) -> str:
    """A term as one reads it, whether the offer's or a revision's; "–" for nothing."""
    if value is None or value == "":
        return "–"
    if name in MONEY:
        return str(Money(int(value), offer.currency))
    if name == "ready_on":
        return day(value if isinstance(value, date) else date.fromisoformat(value))
    if name == "valid_until":
        return exact(value if isinstance(value, datetime) else datetime.fromisoformat(value))
    return str(value)
