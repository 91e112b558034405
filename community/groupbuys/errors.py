"""What buying together refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.kit.errors import Conflict, Invalid


class BuyOver(Conflict):
    code = "group_buy_over"
    message = _("This is over: nobody joins or leaves any more.")


class NotEnough(Conflict):
    code = "not_enough"
    message = _("Not enough pieces have come together yet.")


class NotTogether(Invalid):
    code = "not_together"
    field = "offer"
    message = _("This seller gives no price for buying together. Ask them for one.")


class NobodyElse(Conflict):
    """Nobody said "me too" in a group."""

    code = "nobody_else"
    message = _("Nobody else wants it yet. As soon as a member of your group says “me too”, you can buy together.")
