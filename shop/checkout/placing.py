"""Placing a purchase: from what is wanted to orders with their stock reserved, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from config.kit.errors import NotAllowed
from config.kit.lines import one_line
from config.kit.money import Money
from shop.bag.models import Bag
from shop.bag.reading import Contents, Group, contents_from, contents_of
from shop.bag.selling import with_all
from shop.catalog.models import Variant
from shop.checkout import policies
from shop.checkout.addresses import remember_address
from shop.checkout.checking import guest_contact as checked_contact
from shop.checkout.checking import phone_number
from shop.checkout.errors import KeyMissing, NothingToBuy, TotalChanged
from shop.checkout.models import Purchase
from shop.events import order_placed
from shop.orders.models import Order, OrderLine
from shop.orders.transitions import begin
from shop.payments.paying import settle_free
from shop.stock.errors import OutOfStock
from shop.stock.reserving import reserve
from shop.stores.models import Store


@dataclass(frozen=True)
class Wanted:
    """What is bought directly, past the bag."""

    variant: Variant
    quantity: int


@dataclass(frozen=True)
class Recipient:
    """Who gets the goods, checked."""

    recipient: str
    phone: str
    street: str
    guest_contact: str


def place_purchase(
    person: Any,
    *,
    bag: Bag | None = None,
    direct: Sequence[Wanted] = (),
    recipient: str,
    phone: str,
    street: str,
    guest_contact: str = "",
    notes: Mapping[str, str] | None = None,
    idempotency_key: str,
    expected_total: int | None = None,
) -> Purchase:
    """Buy what is in the bag, or what is wanted directly: one order a store, with its stock reserved.

    `notes` are the buyer's words to the sellers by the slug of the store. `expected_total`, in minor units, is
    what the buyer last saw. Lines of the bag that have a problem stay in it. The same key of the same buyer gives
    the purchase that it gave before. A guest (`person` is None or anonymous) needs a bag, even if an empty one:
    it is whose key this is.

    Raises NotAllowed, KeyMissing, Invalid (at recipient, phone, street, guest_contact or notes), NothingToBuy,
    TotalChanged, OutOfStock.
    """
    buyer = person if person is not None and person.is_authenticated else None
    if buyer is not None and not policies.can_place(buyer):
        raise NotAllowed
    placed = placed_as(buyer, bag, idempotency_key)
    if standing := Purchase.objects.filter(**placed).first():
        return standing
    to = to_whom(buyer, recipient, phone, street, guest_contact)
    notes = {slug: one_line(text, field="notes", most=200, required=False) for slug, text in (notes or {}).items()}
    try:
        with transaction.atomic():
            return _place(buyer, bag, direct, to, notes, placed, expected_total)
    except IntegrityError:
        # The same purchase was placed by another process while we were at it: the key decides.
        if standing := Purchase.objects.filter(**placed).first():
            return standing
        raise


def placed_as(buyer: Any, bag: Bag | None, idempotency_key: str) -> dict[str, str]:
    """The columns that tell a purchase from all others: whose key, and which."""
    scope = f"person:{buyer.pk}" if buyer is not None else f"bag:{bag.reference}" if bag else ""
    if not scope or not idempotency_key:
        raise KeyMissing
    return {"placing_scope": scope, "idempotency_key": idempotency_key[:64]}


def to_whom(buyer: Any, recipient: str, phone: str, street: str, guest_contact: str = "") -> Recipient:
    """Checked. Raises Invalid at recipient, phone, street or guest_contact."""
    return Recipient(
        recipient=one_line(recipient, field="recipient", most=40),
        phone=phone_number(phone),
        street=one_line(street, field="street", most=200),
        guest_contact=checked_contact(guest_contact) if buyer is None else "",
    )


def _place(
    buyer: Any,
    bag: Bag | None,
    direct: Sequence[Wanted],
    to: Recipient,
    notes: Mapping[str, str],
    placed: Mapping[str, str],
    expected_total: int | None,
) -> Purchase:
    if bag is not None and not direct:
        # Two tabs with different keys: the second finds what the first left in the bag.
        Bag.objects.select_for_update(no_key=True).get(pk=bag.pk)
        if standing := Purchase.objects.filter(**placed).first():
            return standing
    contents = _contents(bag, direct)
    if not contents.buyable:
        raise _why_nothing(contents, direct)
    if expected_total is not None and expected_total != contents.total.minor:
        raise TotalChanged(contents.total)
    purchase = begin_purchase(buyer, to, contents.total, placed)
    orders = [
        begin_order(purchase, group.store, _pieces(group), group.delivery, notes.get(group.store.slug, ""))
        for group in contents.buyable
    ]
    reserve([line for order in orders for line in order.lines.all()], buyer)
    if bag is not None and not direct:
        bag.lines.filter(variant__in=[line.variant for group in contents.buyable for line in group.good]).delete()
    if buyer is not None:
        remember_address(buyer, recipient=to.recipient, phone=to.phone, street=to.street)
    for order in orders:
        order_placed.send(sender=Order, order=order, actor=buyer)
    if not purchase.total:
        settle_free(purchase)
    return purchase


def begin_purchase(
    buyer: Any, to: Recipient, total: Money, placed: Mapping[str, str], pay_within: timedelta | None = None
) -> Purchase:
    """A purchase without orders yet; `placed` says whose idempotency key it has. `pay_within` is for how long its stock
    is kept unpaid; by default as long as for whoever stands at the checkout."""
    return Purchase.objects.create(
        buyer=buyer,
        guest_contact=to.guest_contact,
        recipient=to.recipient,
        phone=to.phone,
        street=to.street,
        language=get_language() or "",
        currency=total.currency,
        total=total.minor,
        expires_at=timezone.now() + (pay_within or timedelta(minutes=settings.RESERVATION_MINUTES)),
        **placed,
    )


def _contents(bag: Bag | None, direct: Sequence[Wanted]) -> Contents:
    if not direct:
        return contents_of(bag)
    fresh = {v.pk: v for v in with_all(Variant.objects.filter(pk__in=[wanted.variant.pk for wanted in direct]))}
    return contents_from((fresh[wanted.variant.pk], wanted.quantity) for wanted in direct if wanted.variant.pk in fresh)


def _why_nothing(contents: Contents, direct: Sequence[Wanted]) -> Exception:
    """For what is bought directly, the reason is the line's; of a bag the page tells line by line."""
    if direct:
        for group in contents.groups:
            for line in group.lines:
                if line.problem in ("sold_out", "short"):
                    return OutOfStock(str(line.variant), line.left)
    return NothingToBuy()


def _pieces(group: Group) -> list[OrderLine]:
    return [
        OrderLine(
            variant=line.variant,
            product_name=line.product.name,
            variant_name=line.variant.name,
            picture=line.product.picture,
            unit_price=line.variant.price,
            quantity=line.quantity,
        )
        for line in group.good
    ]


def begin_order(purchase: Purchase, store: Store, lines: Sequence[OrderLine], delivery: Money, note: str) -> Order:
    """An order of a purchase with its `lines`, whose stock is not reserved yet."""
    goods = sum(line.unit_price * line.quantity for line in lines)
    order = Order.objects.create(
        purchase=purchase,
        store=store,
        buyer=purchase.buyer,
        currency=delivery.currency,
        goods_total=goods,
        delivery_fee=delivery.minor,
        total=goods + delivery.minor,
        note=note,
    )
    for line in lines:
        line.order = order
    OrderLine.objects.bulk_create(lines)
    begin(order, purchase.buyer)
    return order
