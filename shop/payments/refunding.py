"""Money back: decided in a transaction as a row, sent by a worker."""

from __future__ import annotations

import logging

from celery import shared_task
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from config.kit.claims import claim, finish, nudge, retry_later
from config.kit.errors import Conflict
from config.kit.money import Money
from shop.ledger.booking import Kind, Leg, book, credit, debit
from shop.orders.models import Order
from shop.payments.gateways import GatewayError, gateway
from shop.payments.models import Payment, Refund

logger = logging.getLogger(__name__)


def return_money(order: Order, *, reason: str, out_of: str) -> Refund | None:
    """Decide, in the caller's transaction, to send an order's money back; None where it cost nothing.

    `out_of` is the kind of the store's account that the money stands on.
    """
    if not order.total:
        return None
    payment = (
        Payment.objects.filter(
            purchase=order.purchase_id, state=Payment.State.CAPTURED, amount__gte=F("refunded") + order.total
        )
        .order_by("captured_at")
        .first()
    )
    if payment is None:
        raise Conflict(_("There is no payment from which this could be returned."), code="nothing_to_return")
    return _decide(payment, order.money, reason=reason, taken_from=debit(out_of, order.money, order.store), order=order)


def return_excess(payment: Payment, amount: Money, *, reason: str) -> Refund:
    """Decide, in the caller's transaction, to send back what a captured payment brought beyond what was due."""
    return _decide(payment, amount, reason=reason, taken_from=None, order=None)


def _decide(payment: Payment, amount: Money, *, reason: str, taken_from: Leg | None, order: Order | None) -> Refund:
    enough = Payment.objects.filter(pk=payment.pk, amount__gte=F("refunded") + amount.minor)
    if not enough.update(refunded=F("refunded") + amount.minor):
        raise Conflict(code="refund_exceeds_payment")
    refund = Refund.objects.create(payment=payment, order=order, amount=amount.minor, reason=reason)
    if taken_from:
        book(
            f"refund:{refund.reference}:decided",
            f"refund {refund.reference} decided",
            [taken_from, credit(Kind.HELD, amount)],
        )
    nudge(send_refund, refund.pk, queue="now")
    return refund


@shared_task(name="shop.payments.send_refund")
def send_refund(pk: int) -> None:
    """Have the gateway send a refund that waits. Done twice, it sends nothing twice: our reference is its key."""
    refund = claim(Refund, pk)
    if refund is None:
        return
    try:
        sent = gateway(refund.payment.gateway).refund(refund)
    except GatewayError as error:
        logger.warning("refund %s was not taken: %s", refund.reference, error)
        retry_later(refund)
        return
    with transaction.atomic():
        if finish(refund):
            Refund.objects.filter(pk=refund.pk).update(gateway_reference=sent)
            book(
                f"refund:{refund.reference}:sent",
                f"refund {refund.reference} sent",
                [debit(Kind.HELD, refund.money), credit(Kind.GATEWAY, refund.money)],
            )
