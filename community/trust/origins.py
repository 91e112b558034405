"""What a fact came from, in words, and the page where its reader may see that.

A room whose rows become evidence says how they are called:

    @origin(Order)
    def orders(person, keys): return {pk: Origin("an order", "/orders/…/"), …}

What it leaves out, the reader may not see; of models that nobody named, what `visible_to` shows is named by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from community.moderation.models import ModerationAction
from community.offers.models import Offer
from community.posts.models import Comment
from community.trust.models import Evidence
from config.kit.policies import staff
from content.text.markdown import shortened
from shop.orders.models import Order
from shop.reviews.models import Review

MOST_WORDS = 60


@dataclass(frozen=True)
class Origin:
    """`label` is for people; `url` the page where the reader sees it, "" where they do not."""

    label: str
    url: str = ""


Finder = Callable[[Any, set[int]], Mapping[int, Origin]]
_finders: dict[type[models.Model], Finder] = {}


def origin(model: type[models.Model]) -> Callable[[Finder], Finder]:
    """Register how rows of `model` are called: `finder(person, primary keys)` gives those that the person may see."""

    def register(finder: Finder) -> Finder:
        _finders[model] = finder
        return finder

    return register


def origins(rows: Iterable[Evidence], person: Any) -> dict[int, Origin]:
    """What each of `rows` came from, by its primary key, as `person` may know it. A constant number of queries for
    each kind of source."""
    wanted: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        wanted[row.source_type_id][row.source_id].append(row.pk)
    found: dict[int, Origin] = {}
    for kind, sources in wanted.items():
        for source, shown in _found(kind, set(sources), person).items():
            found.update(dict.fromkeys(sources[source], shown))
    return found


def _found(kind: int, keys: set[int], person: Any) -> Mapping[int, Origin]:
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is None:
        return {}
    if finder := _finders.get(model):
        return finder(person, keys)
    visible = getattr(model._default_manager, "visible_to", None)
    rows = visible(person).filter(pk__in=keys) if visible else ()
    return {row.pk: Origin(shortened(str(row), MOST_WORDS), _address(row)) for row in rows}


def _address(row: models.Model) -> str:
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


@origin(Order)
def orders(person: Any, keys: set[int]) -> dict[int, Origin]:
    rows = Order.objects.visible_to(person).filter(pk__in=keys).select_related("store")
    return {row.pk: Origin(_("an order at %(store)s") % {"store": row.store}, row.get_absolute_url()) for row in rows}


@origin(Offer)
def offers(person: Any, keys: set[int]) -> dict[int, Origin]:
    """Of what was agreed on: its order."""
    rows = Offer.objects.visible_to(person).filter(pk__in=keys).select_related("store", "order")
    said = _("an agreement with %(store)s")
    return {row.pk: Origin(said % {"store": row.store}, row.order.get_absolute_url()) for row in rows if row.order}


@origin(Comment)
def answers(person: Any, keys: set[int]) -> dict[int, Origin]:
    rows = Comment.objects.visible_to(person).filter(pk__in=keys)
    return {row.pk: Origin(_("the answer “%(words)s”") % {"words": row}, row.get_absolute_url()) for row in rows}


@origin(Review)
def reviews(person: Any, keys: set[int]) -> dict[int, Origin]:
    rows = Review.objects.visible_to(person).filter(pk__in=keys).select_related("store", "product")
    return {row.pk: Origin(shortened(row.text, MOST_WORDS) or row.product_name, row.get_absolute_url()) for row in rows}


@origin(ModerationAction)
def decisions(person: Any, keys: set[int]) -> dict[int, Origin]:
    """Whom it is about reads the decision; whoever reported reads what became of their report; the staff both."""
    report = Origin(_("something that you reported"), reverse("my_reports"))
    return {row.pk: _decision(row, person) or report for row in ModerationAction.objects.filter(pk__in=keys)}


def _decision(action: ModerationAction, person: Any) -> Origin | None:
    if action.owner_id == person.pk:
        return Origin(_("a decision about you"), action.get_absolute_url())
    if staff(person):
        return Origin(str(action.get_verb_display()), reverse("mod_lift", args=[action.reference]))
    return None
