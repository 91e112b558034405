"""What conversations refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.kit.errors import Conflict


class Ended(Conflict):
    code = "conversation_ended"
    message = _("The order is over, and so is what is written about it.")


class NotAnswered(Conflict):
    """Whoever was called asked as often as one may before there is an answer."""

    code = "not_answered"
    message = _("You wrote twice already. You can write on as soon as the member answers.")
