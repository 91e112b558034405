"""What offers refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.kit.errors import Conflict, NotAllowed


class OfferGone(Conflict):
    """It was withdrawn, or hidden by a moderator, or whoever made it and the hailer blocked each other."""

    code = "offer_gone"
    message = _("This offer is no longer there.")


class OfferExpired(Conflict):
    code = "offer_expired"
    message = _("This offer was valid until a moment that is over. Ask its seller to renew it.")


class OfferChanged(Conflict):
    code = "offer_changed"
    message = _("The seller changed this offer while you were looking. Please look again.")


class OfferStands(Conflict):
    code = "offer_stands"
    message = _("You have an open offer for this already. Change it instead.")


class OfferHidden(NotAllowed):
    code = "offer_hidden"
    message = _("A moderator took down what you offered here; nothing more can be offered for it.")


class KeyUsed(Conflict):
    """The idempotency key made an offer on another hail: what is meant now is not known."""

    code = "key_used"
    message = _("This key was used for something else. Send it again with another one.")


class TooEarly(NotAllowed):
    code = "too_early"
    message = _("Once you have the goods, or the day that was promised is over, you can say here how it went.")


class TooLate(NotAllowed):
    code = "too_late"
    message = _("This was a month ago: nothing is said of it any more.")


class OutcomeStands(NotAllowed):
    code = "outcome_stands"
    message = _("You said this more than a week ago: it stands.")
