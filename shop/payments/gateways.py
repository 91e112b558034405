"""What a payment gateway must be able to do, and which one this site uses.

A gateway is a class without arguments, named in `settings.PAYMENT_GATEWAYS`; `settings.PAYMENT_GATEWAY` is the
one that new payments go through. It is called outside of transactions only, may be slow and may fail.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from shop.payments.models import Payment, Refund


class GatewayError(Exception):
    """The gateway did not answer, or not as it should; the same call may work later."""


class NotBelieved(Exception):
    """A webhook that is not signed by the gateway, is too old, or cannot be read."""


class Status(StrEnum):
    """Where a payment stands at the gateway."""

    OPEN = "open"
    CAPTURED = "captured"
    FAILED = "failed"


class EventKind(StrEnum):
    """What a webhook tells; kinds that mean nothing to us are OTHER."""

    CAPTURED = "payment.captured"
    FAILED = "payment.failed"
    REFUNDED = "refund.succeeded"
    OTHER = "other"


@dataclass(frozen=True)
class Hosted:
    """A payment as the gateway opened it: its reference there, and the page on which the buyer pays."""

    reference: str
    url: str


@dataclass(frozen=True)
class Standing:
    """A payment as it stands at the gateway. `amount` is what was captured, in minor units."""

    status: Status
    amount: int = 0
    currency: str = ""
    reason: str = ""


@dataclass(frozen=True)
class GatewayEvent:
    """A verified webhook. `payment` is our own reference of the payment it is about."""

    event_id: str
    kind: str
    payment: str
    amount: int = 0
    currency: str = ""
    reason: str = ""


class Gateway(Protocol):
    """One payment provider. Each call is repeatable: our references are its idempotency keys."""

    def create(self, payment: Payment, *, return_url: str) -> Hosted:
        """Open the payment at the gateway. The buyer comes back to `return_url`. Raises GatewayError."""

    def capture(self, payment: Payment) -> Standing:
        """Take what the buyer agreed to pay, if the gateway has not done so by itself, and say where it stands.

        Raises GatewayError.
        """

    def refund(self, refund: Refund) -> str:
        """Send the refund's amount back; the answer is its reference at the gateway. Raises GatewayError."""

    def verify_webhook(self, body: bytes, headers: Mapping[str, str]) -> GatewayEvent:
        """What the webhook says, once its signature and time are checked. Raises NotBelieved."""


def gateway(name: str = "") -> Gateway:
    """The gateway of that name, or the one for new payments. Raises KeyError for a name that is not set up."""
    return import_string(settings.PAYMENT_GATEWAYS[name or settings.PAYMENT_GATEWAY])()
