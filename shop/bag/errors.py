"""What the bag refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.kit.errors import Conflict, Invalid


class NotForSale(Conflict):
    """The product is gone, not on the shelf, or its store is on a break."""

    code = "not_for_sale"
    message = _("This cannot be bought at the moment.")


class BagFull(Conflict):
    """The bag holds as many different things as it can."""

    code = "bag_full"
    message = _("The bag is full. Please check out first.")


class BadQuantity(Invalid):
    """Not a number of pieces that one can buy."""

    code = "bad_quantity"
    message = _("Choose between 1 and 99.")
    field = "quantity"
