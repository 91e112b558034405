"""The sandbox: a payment gateway without money, which fails in all the ways that real ones do."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from config.kit.claims import nudge
from shop.payments.gateways import EventKind, GatewayError, GatewayEvent, Hosted, NotBelieved, Standing, Status
from shop.payments.models import Payment, Refund
from shop.payments.signing import check
from shop.sandbox.delivering import announce, deliver
from shop.sandbox.models import SandboxCharge, SandboxRefund

STATUSES = {
    SandboxCharge.State.OPEN: Status.OPEN,
    SandboxCharge.State.PAID: Status.CAPTURED,
    SandboxCharge.State.DECLINED: Status.FAILED,
}


class SandboxGateway:
    """See `shop.payments.gateways.Gateway`."""

    def create(self, payment: Payment, *, return_url: str) -> Hosted:
        charge, _ = SandboxCharge.objects.get_or_create(
            shop_reference=payment.reference,
            defaults={"amount": payment.amount, "currency": payment.currency, "return_url": return_url},
        )
        return Hosted(charge.reference, reverse("sandbox_pay", args=[charge.reference]))

    def capture(self, payment: Payment) -> Standing:
        charge = SandboxCharge.objects.filter(shop_reference=payment.reference).first()
        if charge is None:
            raise GatewayError(f"no charge for {payment.reference}")
        status = STATUSES[SandboxCharge.State(charge.state)]
        return Standing(status, charge.amount if status == Status.CAPTURED else 0, charge.currency)

    def refund(self, refund: Refund) -> str:
        with transaction.atomic():
            charge = SandboxCharge.objects.select_for_update().filter(shop_reference=refund.payment.reference).first()
            if charge is None or charge.state != SandboxCharge.State.PAID:
                raise GatewayError("nothing was paid there")
            refused = SandboxCharge.objects.filter(pk=charge.pk, refusals_left__gt=0)
            if not refused.update(refusals_left=F("refusals_left") - 1):
                return self._send_back(charge, refund)
        raise GatewayError("try again later")

    def _send_back(self, charge: SandboxCharge, refund: Refund) -> str:
        sent, is_new = SandboxRefund.objects.get_or_create(
            shop_reference=refund.reference, defaults={"charge": charge, "amount": refund.amount}
        )
        if is_new:
            within = SandboxCharge.objects.filter(pk=charge.pk, amount__gte=F("refunded") + refund.amount)
            if not within.update(refunded=F("refunded") + refund.amount):
                raise GatewayError("more than was paid")
            for row in announce(charge, EventKind.REFUNDED, amount=refund.amount):
                nudge(deliver, row.pk, queue="now")
        return sent.reference

    def verify_webhook(self, body: bytes, headers: Mapping[str, str]) -> GatewayEvent:
        event_id = check(settings.SANDBOX_WEBHOOK_SECRET, body, headers)
        try:
            told = json.loads(body)
            data = told["data"]
            return GatewayEvent(
                event_id=event_id,
                kind=str(told["type"]),
                payment=str(data["shop_reference"]),
                amount=int(data["amount"]),
                currency=str(data["currency"]),
                reason=str(data.get("reason", "")),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotBelieved("the body cannot be read") from error
