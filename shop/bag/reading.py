"""What is in the bag, or in what is bought directly: lines by store, what is wrong with them, what it all costs.

Bag page, checkout page, API and the placing of the purchase read the same contents, so the total that is
shown is the total that is paid: lines with a problem are in no total until they are put right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings

from config.kit.money import Money, total
from shop.bag.models import Bag
from shop.bag.selling import MOST, Problem, most_of, problem_of, with_all, words_for
from shop.catalog.models import Product, Variant
from shop.stores.models import Store


@dataclass(frozen=True)
class Line:
    """So many pieces of a variant."""

    variant: Variant
    quantity: int
    problem: Problem | None = None

    @property
    def product(self) -> Product:
        return self.variant.product

    @property
    def unit_money(self) -> Money:
        return self.variant.money

    @property
    def money(self) -> Money:
        return self.variant.money * self.quantity

    @property
    def problem_text(self) -> str:
        return words_for(self.problem, self.variant) if self.problem else ""

    @property
    def left(self) -> int:
        """How many there are for a line that asks for too many; taking them puts it right."""
        return most_of(self.variant) if self.problem == Problem.SHORT else 0

    @property
    def fewer(self) -> int:
        """The quantity that the minus button asks for."""
        return self.quantity - 1

    @property
    def more(self) -> int | None:
        """The quantity that the plus button asks for; None where there are no more."""
        return self.quantity + 1 if self.problem is None and self.quantity < most_of(self.variant) else None


@dataclass
class Group:
    """The lines of one store: they become one order, with one delivery fee."""

    store: Store
    lines: list[Line] = field(default_factory=list)

    @property
    def good(self) -> list[Line]:
        """The lines that can be bought as they are."""
        return [line for line in self.lines if line.problem is None]

    @property
    def currency(self) -> str:
        return self.store.currency

    @property
    def goods(self) -> Money:
        return total((line.money for line in self.good), self.currency)

    @property
    def delivery(self) -> Money:
        return Money(self.store.delivery_fee if self.good else 0, self.currency)

    @property
    def total(self) -> Money:
        return self.goods + self.delivery


@dataclass(frozen=True)
class Contents:
    """All lines of a bag, by store in the order in which the first of each was put in."""

    groups: list[Group]
    currency: str

    @property
    def buyable(self) -> list[Group]:
        """The groups of which something can be bought."""
        return [group for group in self.groups if group.good]

    @property
    def total(self) -> Money:
        return total((group.total for group in self.buyable), self.currency)

    @property
    def pieces(self) -> int:
        """How many pieces the total is for."""
        return sum(line.quantity for group in self.groups for line in group.good)

    @property
    def has_problems(self) -> bool:
        return any(line.problem for group in self.groups for line in group.lines)

    def __bool__(self) -> bool:
        return bool(self.groups)


def contents_of(bag: Bag | None) -> Contents:
    """What the bag holds, in a constant number of queries; None is an empty bag."""
    if bag is None:
        return contents_from([])
    lines = list(bag.lines.values_list("variant_id", "quantity"))
    variants = {variant.pk: variant for variant in with_all(Variant.objects.filter(pk__in=[pk for pk, _ in lines]))}
    return contents_from((variants[pk], quantity) for pk, quantity in lines if pk in variants)


def contents_from(wanted: Iterable[tuple[Variant, int]]) -> Contents:
    """The same for variants, read through `with_all`, and the number of pieces of each."""
    groups: dict[int, Group] = {}
    currency = ""
    for variant, quantity in wanted:
        quantity = min(max(quantity, 1), MOST)
        store = variant.product.store
        problem = problem_of(variant, quantity)
        if problem is None:
            currency = currency or store.currency
            if store.currency != currency:
                problem = Problem.CURRENCY
        groups.setdefault(store.pk, Group(store)).lines.append(Line(variant, quantity, problem))
    return Contents(list(groups.values()), currency or _currency_of(groups))


def _currency_of(groups: dict[int, Group]) -> str:
    return next((group.currency for group in groups.values()), settings.CURRENCY)
