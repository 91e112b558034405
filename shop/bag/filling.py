"""Filling the bag: whose it is, what goes in and out, and what becomes of a guest's on signing in."""

from __future__ import annotations

from typing import Any, Literal, overload

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Least

from shop.bag.errors import BadQuantity, BagFull, NotForSale
from shop.bag.models import Bag, BagLine
from shop.bag.selling import MOST, Problem, most_of, problem_of, with_all
from shop.catalog.models import Variant
from shop.stock.errors import OutOfStock

MOST_LINES = 60


@overload
def bag_of(person: Any, reference: str | None = None, *, create: Literal[True]) -> Bag: ...
@overload
def bag_of(person: Any, reference: str | None = None, create: bool = False) -> Bag | None: ...
def bag_of(person: Any, reference: str | None = None, create: bool = False) -> Bag | None:
    """The person's bag, or a guest's by the reference in their session; None, or a new one, where there is none."""
    if person is not None and person.is_authenticated:
        bag = Bag.objects.filter(person=person).first()
        return bag or (Bag.objects.get_or_create(person=person)[0] if create else None)
    bag = Bag.objects.filter(person=None, reference=reference).first() if reference else None
    return bag or (Bag.objects.create() if create else None)


def put_in(bag: Bag, *, variant: Variant, quantity: int = 1) -> BagLine:
    """Add pieces of a variant. Raises BadQuantity, NotForSale, OutOfStock, BagFull.

    Nothing is reserved: that happens when the purchase is placed.
    """
    _checked(quantity)
    variant = with_all(Variant.objects.filter(pk=variant.pk)).get()
    with transaction.atomic():
        line = bag.lines.filter(variant=variant).first()
        _must_be_buyable(variant, quantity + (line.quantity if line else 0))
        if line is None and bag.lines.count() >= MOST_LINES:
            raise BagFull
        return _add(bag, variant, quantity)


def _add(bag: Bag, variant: Variant, quantity: int) -> BagLine:
    """Add to the line of the variant, or make it; two at once add up."""
    more = {"quantity": Least(F("quantity") + quantity, Value(MOST))}
    if not bag.lines.filter(variant=variant).update(**more):
        try:
            with transaction.atomic():
                return BagLine.objects.create(bag=bag, variant=variant, quantity=quantity)
        except IntegrityError:
            bag.lines.filter(variant=variant).update(**more)
    return bag.lines.get(variant=variant)


def set_quantity(bag: Bag, *, variant: Variant, quantity: int) -> BagLine | None:
    """Have exactly this many of a variant that is in the bag; 0 takes it out.

    Raises BadQuantity, and, for more than there were, NotForSale and OutOfStock: fewer is always possible.
    """
    if quantity == 0:
        bag.lines.filter(variant=variant).delete()
        return None
    _checked(quantity)
    line = bag.lines.filter(variant=variant).first()
    if line is None:
        return put_in(bag, variant=variant, quantity=quantity)
    if quantity > line.quantity:
        _must_be_buyable(with_all(Variant.objects.filter(pk=variant.pk)).get(), quantity)
    bag.lines.filter(pk=line.pk).update(quantity=quantity)
    line.quantity = quantity
    return line


def merge_bags(person: Any, reference: str) -> Bag | None:
    """Add a guest's bag to the person's own, once: the guest's is gone afterwards.

    Of a variant that is in both the greater number stays: both were meant as "this many".
    """
    with transaction.atomic():
        guests = Bag.objects.select_for_update().filter(person=None, reference=reference).first()
        if guests is None:
            return None
        own, _ = Bag.objects.select_for_update().get_or_create(person=person)
        kept = {line.variant_id: line for line in own.lines.all()}
        for line in guests.lines.all():
            twin = kept.get(line.variant_id)
            if twin is None:
                own.lines.create(variant_id=line.variant_id, quantity=line.quantity)
            elif twin.quantity < line.quantity:
                own.lines.filter(pk=twin.pk).update(quantity=line.quantity)
        guests.delete()
    return own


def _checked(quantity: int) -> None:
    if not 1 <= quantity <= MOST:
        raise BadQuantity


def _must_be_buyable(variant: Variant, quantity: int) -> None:
    problem = problem_of(variant, quantity)
    if problem in (Problem.SOLD_OUT, Problem.SHORT):
        raise OutOfStock(str(variant), most_of(variant), field="quantity")
    if problem:
        raise NotForSale
    if quantity > MOST:
        raise BadQuantity
