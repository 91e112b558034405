"""Paying: a payment is opened at the gateway, and settled once the gateway has the money."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from config.kit.claims import claim, finish, retry_later
from config.kit.errors import NotAllowed
from config.kit.money import Money
from shop.checkout import policies
from shop.checkout.models import Purchase
from shop.events import order_paid
from shop.ledger.booking import Kind, book, credit, debit
from shop.orders.models import Order, OrderState
from shop.orders.transitions import advance, hold_purchase
from shop.payments.errors import GatewayAway, NothingToPay
from shop.payments.gateways import GatewayError, Standing, Status, gateway
from shop.payments.models import Payment
from shop.payments.refunding import return_excess
from shop.stock.reserving import commit

logger = logging.getLogger(__name__)

# When an open payment is first asked after: by then the webhook should have come.
ASK_AFTER = timedelta(seconds=90)
# Words of the system are kept in English and translated for whoever reads them.
MORE_THAN_DUE = gettext_noop("Paid too late, or more than was due")


class WrongAmount(Exception):
    """The gateway says that it captured another amount than we asked for: a person must look."""


def start_payment(person: Any, *, purchase: Purchase) -> Payment:
    """Open a payment for what is still due, at the gateway of the settings; its `pay_url` is where to pay.

    Starting again gives the same payment as long as the amount is the same. `person` is None or anonymous for a
    guest, who holds the purchase's link. Raises NotAllowed, NothingToPay, GatewayAway.
    """
    if not policies.can_pay(person, purchase):
        raise NotAllowed
    with transaction.atomic():
        held = hold_purchase(purchase.pk)
        due = amount_due(held)
        if held.state != Purchase.State.PENDING or not due:
            raise NothingToPay
        payment = _open_payment(held, due)
    if payment.pay_url:
        return payment
    return_url = f"{settings.SITE_URL}{purchase.get_absolute_url()}?from=gateway"
    try:
        hosted = gateway(payment.gateway).create(payment, return_url=return_url)
    except GatewayError as error:
        logger.warning("payment %s was not opened: %s", payment.reference, error)
        raise GatewayAway from error
    Payment.objects.filter(pk=payment.pk).update(gateway_reference=hosted.reference, pay_url=hosted.url)
    payment.gateway_reference, payment.pay_url = hosted.reference, hosted.url
    return payment


def amount_due(purchase: Purchase) -> Money:
    """What is still to pay: its placed orders, without those that were called off."""
    totals = purchase.orders.filter(state=OrderState.PLACED).values_list("total", flat=True)
    return Money(sum(totals), purchase.currency)


def _open_payment(purchase: Purchase, due: Money) -> Payment:
    open_one = purchase.payments.filter(
        state=Payment.State.CREATED, amount=due.minor, gateway=settings.PAYMENT_GATEWAY
    ).first()
    return open_one or Payment.objects.create(
        purchase=purchase,
        gateway=settings.PAYMENT_GATEWAY,
        currency=due.currency,
        amount=due.minor,
        due_at=timezone.now() + ASK_AFTER,
    )


def settle_payment(payment: Payment, *, amount: int, currency: str) -> bool:
    """The gateway has the money: pay the orders that are still placed, send back whatever is more than they cost.

    Where nothing is left to pay, because the purchase ran out or was paid before, all of it goes back.
    False, with nothing done, where this payment was settled before. Raises WrongAmount.
    """
    if (amount, currency) != (payment.amount, payment.currency):
        raise WrongAmount(f"{payment.reference}: {amount} {currency} captured, {payment.amount} asked for")
    with transaction.atomic():
        purchase = hold_purchase(payment.purchase_id)
        now = timezone.now()
        fresh = Payment.objects.filter(pk=payment.pk).exclude(state=Payment.State.CAPTURED)
        if not fresh.update(state=Payment.State.CAPTURED, captured_at=now, done_at=now, claimed_until=None, failure=""):
            return False
        payment.refresh_from_db()
        paid = _pay_orders(purchase, payment.money)
        legs = [credit(Kind.HELD, order.money, order.store) for order in paid]
        excess = Money(payment.amount - sum(order.total for order in paid), payment.currency)
        book(
            f"payment:{payment.reference}:captured",
            f"payment {payment.reference} captured",
            [debit(Kind.GATEWAY, payment.money), *legs, credit(Kind.HELD, excess)],
        )
        if excess:
            return_excess(payment, excess, reason=MORE_THAN_DUE)
    return True


def settle_free(purchase: Purchase) -> None:
    """Pay, in the caller's transaction, a held purchase that costs nothing."""
    _pay_orders(purchase, Money(0, purchase.currency))


def _pay_orders(purchase: Purchase, money: Money) -> list[Order]:
    """Mark the placed orders paid if `money` covers them all. Which ones they were."""
    placed = list(purchase.orders.filter(state=OrderState.PLACED).select_related("store").order_by("pk"))
    if not placed or sum(order.total for order in placed) > money.minor:
        return []
    Purchase.objects.filter(pk=purchase.pk).update(state=Purchase.State.PAID)
    purchase.state = Purchase.State.PAID
    for order in placed:
        advance(order, OrderState.PAID, purchase.buyer)
    commit([line for order in placed for line in order.lines.all()], purchase.buyer)
    for order in placed:
        order_paid.send(sender=Order, order=order, actor=purchase.buyer)
    return placed


def fail_payment(payment: Payment, *, reason: str) -> None:
    """The buyer was turned down; they may start another payment. What is captured stays captured."""
    Payment.objects.filter(pk=payment.pk, state=Payment.State.CREATED).update(
        state=Payment.State.FAILED, failure=reason[:120], done_at=timezone.now(), claimed_until=None
    )


@shared_task(name="shop.payments.ask_after_payment")
def ask_after_payment(pk: int) -> None:
    """Ask the gateway about an open payment, in case its webhook was lost. Asks less and less often."""
    payment = claim(Payment, pk)
    if payment is None:
        return
    if not payment.gateway_reference:
        # It was never opened at the gateway, so nothing can have been paid.
        finish(payment)
        return
    try:
        standing = gateway(payment.gateway).capture(payment)
    except GatewayError as error:
        logger.warning("payment %s could not be asked after: %s", payment.reference, error)
        standing = Standing(Status.OPEN)
    try:
        _take_note(payment, standing)
    except WrongAmount as wrong:
        logger.error("payment: %s", wrong)
        retry_later(payment)


def _take_note(payment: Payment, standing: Standing) -> None:
    if standing.status == Status.CAPTURED:
        settle_payment(payment, amount=standing.amount, currency=standing.currency)
    elif standing.status == Status.FAILED:
        fail_payment(payment, reason=standing.reason)
    else:
        retry_later(payment)
