"""What is said of a message: who wrote, as far as the other side knows them, and about what; never the words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.orders import is_mine, why
from community.notifications.wording.parts import Words, said


def message(event: Event, joined: Joined, person: Any) -> Words:
    return _about_order(event, joined, person) if event.order_id else _about_hail(event, person)


def _about_order(event: Event, joined: Joined, person: Any) -> Words:
    url, reason = event.order.get_absolute_url(), why(event, person)
    if event.actor is None:
        # A guest, or somebody who is not named: the other side of the order.
        by_store, by_buyer = _("%(store)s wrote to you about an order."), _("The buyer wrote to you about an order.")
        text = (by_store if is_mine(event, person) else by_buyer) % {"store": event.order.store}
        return Words(text, url, reason, icon="shopping-bag")
    one = _("%(name)s wrote to you about an order.")
    often = ngettext(
        "%(name)s wrote to you about an order: %(count)d message.",
        "%(name)s wrote to you about an order: %(count)d messages.",
        joined.count,
    )
    return Words(said(event, joined, one, often, often), url, reason)


def _about_hail(event: Event, person: Any) -> Words:
    """Who hails is a member, and no more, whatever became of the hail."""
    url = reverse("hail_thread", args=[event.call.reference])
    if event.call.hail.person_id == person.pk:
        text = _("%(store)s wrote to you about what you need.") % {"store": event.call.store}
        return Words(text, url, _("You hailed"), icon="hand", tone="cin")
    return Words(_("The member who hails wrote to you."), url, _("Your store was called"), icon="hand")
