"""What is said of what several people need."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.groupbuys.models import GroupBuy, Participation
from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.parts import Words


def together(event: Event, joined: Joined, person: Any) -> Words:
    return _bought(event, person) if event.group_buy_id else _wanted(event, joined)


def _wanted(event: Event, joined: Joined) -> Words:
    """How many want what one hailed for, and not who."""
    text = ngettext("%(count)d member wants it too.", "%(count)d members want it too.", joined.count)
    url, why = event.hail.get_absolute_url(), _("You hailed")
    return Words(text % {"count": joined.count}, url, why, event.hail.text, icon="hand", tone="cin")


def _bought(event: Any, person: Any) -> Words:
    """What became of a group-buy for its reader, or what can be done about it."""
    buy, mine = event.group_buy, event.participation
    url, excerpt = buy.get_absolute_url(), ""
    if mine is not None:
        text, why, excerpt = _for_me(buy, mine), _("You joined"), mine.reason
        url = mine.order.get_absolute_url() if mine.order else url
    elif buy.seller_id == person.pk:
        text, why = _for_seller(buy), _("It is your offer")
    else:
        text, why = (
            _("%(thing)s can be bought together now: from %(least)d pieces on, %(price)s each."),
            _("You want it too"),
        )
    names = {"thing": buy.title, "store": buy.store.name, "least": buy.least, "price": str(buy.unit_money)}
    return Words(text % names, url, why, excerpt, icon="users", tone="cin")


def _for_me(buy: GroupBuy, mine: Participation) -> str:
    return {
        Participation.State.ORDERED: _("Enough came together: your order of %(thing)s waits to be paid."),
        Participation.State.SOLD_OUT: _("Enough came together, but of %(thing)s nothing was left for you."),
        Participation.State.REFUSED: _("Enough came together, but your order of %(thing)s was not possible."),
    }.get(Participation.State(mine.state)) or (
        _("Buying %(thing)s together was called off. Nothing is to be paid.")
        if buy.state == GroupBuy.State.CANCELLED
        else _("Not enough people came together for %(thing)s. Nothing is to be paid.")
    )


def _for_seller(buy: GroupBuy) -> str:
    return {
        GroupBuy.State.OPEN: _("A group buys %(thing)s together, if %(least)d pieces come together."),
        GroupBuy.State.REACHED: _("Enough came together for %(thing)s: the orders come now."),
        GroupBuy.State.FAILED: _("Not enough people came together for %(thing)s."),
        GroupBuy.State.CANCELLED: _("Buying %(thing)s together was called off."),
    }[GroupBuy.State(buy.state)]
