"""What is said of needs that stand."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.parts import EXCERPT, Words
from content.text.markdown import shortened


def need(event: Event, joined: Joined, person: Any) -> Words:
    return _found(event, joined) if event.need_match_id else _not_asked(event)


def _found(event: Event, joined: Joined) -> Words:
    """What is there for one need is one line, which leads to the thing, or to all of them."""
    match = event.need_match
    # A need of tags alone goes without a name: each would cost a query.
    names = {"need": match.need.text, "group": match.group.name, "thing": "", "store": "", "count": joined.count}
    icon, why = "sprout", _("You asked to be told")
    if joined.count > 1:
        text = ngettext(
            "%(count)d thing you wait for is there", "%(count)d things you wait for are there", joined.count
        )
        return Words(text % names, reverse("need", args=[match.need.reference]), why, match.need.text, icon, "gold")
    if match.product_id:
        names |= {"thing": match.product.name, "store": match.product.store.name}
        text = _("%(store)s has %(thing)s, which you wait for")
        return Words(text % names, match.get_absolute_url(), why, match.need.text, icon, "gold")
    text = _("In %(group)s somebody speaks of what you wait for")
    return Words(text % names, match.get_absolute_url(), why, shortened(match.post.text, EXCERPT), icon, "gold")


def _not_asked(event: Event) -> Words:
    turn = event.need_turn
    text = _("This week your need was not asked: %(reason)s") % {"reason": turn.reason}
    why = _("You ask it every week")
    return Words(text, reverse("need", args=[turn.need.reference]), why, turn.need.text, "hand", "gold")
