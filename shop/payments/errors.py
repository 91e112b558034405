"""What paying refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.kit.errors import Conflict, DomainError


class NothingToPay(Conflict):
    """The purchase is paid, or was given up."""

    code = "nothing_to_pay"
    message = _("There is nothing to pay here any more.")


class GatewayAway(DomainError):
    """The payment service did not answer."""

    code = "gateway_away"
    message = _("The payment service does not answer. Nothing was charged; please try again in a moment.")
    status = 503
