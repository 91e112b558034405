"""What checkout refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kit.errors import Conflict, Invalid
from config.kit.money import Money


class NothingToBuy(Conflict):
    """The bag is empty, or nothing in it can be bought now."""

    code = "nothing_to_buy"
    message = gettext_lazy("There is nothing here that can be bought now.")


class TotalChanged(Conflict):
    """A price, a fee or what is left changed after the buyer last saw the total."""

    code = "total_changed"

    def __init__(self, now: Money):
        self.now = now
        super().__init__(
            _("Something changed while you were here. It is %(total)s now: please look again.") % {"total": now}
        )


class KeyMissing(Invalid):
    """Placing takes an idempotency key, so that a repeated request cannot buy twice."""

    code = "idempotency_key_missing"
    message = gettext_lazy("Send an Idempotency-Key, the same for every try of the same purchase.")
