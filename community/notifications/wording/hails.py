"""What is said of hails: to sellers nothing of whose it is, and once it is over nothing of what it asked for."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.parts import EXCERPT, Words, name_of
from community.offers.models import Offer, Outcome
from content.text.markdown import shortened

Came = Outcome.Came


def call(event: Event, joined: Joined, person: Any) -> Words:
    """To a seller: that their store is called."""
    called: Any = event.call
    text, url = _("A member hails: %(store)s could have it."), called.get_absolute_url()
    if joined.count > 1:
        text = ngettext(
            "%(count)d hail that %(store)s could answer.", "%(count)d hails that %(store)s could answer.", joined.count
        )
        url = reverse("answers")
    text %= {"store": called.store, "count": joined.count}
    why = _("It fits what you sell, and you are on duty")
    return Words(text, url, why, shortened(called.hail.text, EXCERPT), "hand", "cin")


def offer(event: Event, joined: Joined, person: Any) -> Words:
    """To whoever hailed: that a store answers, or answers otherwise."""
    made: Any = event.offer
    text = _("%(store)s answers your hail.") if made.version == 1 else _("%(store)s changed its answer to your hail.")
    if joined.people > 1:
        text = ngettext(
            "%(store)s and %(others)d other answer your hail.",
            "%(store)s and %(others)d others answer your hail.",
            joined.others,
        )
    excerpt = shortened(f"{made.money} · {made.title}", EXCERPT)
    return Words(
        text % {"store": made.store, "others": joined.others}, made.get_absolute_url(), _("You hailed"), excerpt
    )


def ended(event: Event, joined: Joined, person: Any) -> Words:
    """To a seller who answered: thanks, and that it is over."""
    made: Any = event.offer
    if joined.count > 1:
        text = ngettext(
            "%(count)d hail that %(store)s answered is over. Thank you.",
            "%(count)d hails that %(store)s answered are over. Thank you.",
            joined.count,
        )
    elif made.state == Offer.State.PASSED:
        text = _("Another answer was chosen this time. Thank you for that of %(store)s.")
    else:
        text = _("A hail that %(store)s answered is over. Thank you.")
    text %= {"store": made.store, "count": joined.count}
    return Words(text, reverse("answers"), _("It is your store"), icon="hand")


def outcome(event: Event, joined: Joined, person: Any) -> Words:
    """To the seller what the buyer says of the promise; to a buyer who let the order go what that counts as."""
    made: Any = event.offer
    said: Outcome | None = getattr(made, "outcome", None)
    if said is None or made.seller_id != person.pk:
        text = _("The order that you chose at %(store)s was not paid. It counts as a promise that was not kept.")
        return Words(text % {"store": made.store}, reverse("my_evidence"), _("You chose it"), icon="scale")
    if said.is_kept:
        text = _("%(name)s says that all came as you promised.")
    elif said.came == Came.NEVER:
        text = _("%(name)s says that what you promised never came.")
    elif said.came == Came.LATE:
        text = _("%(name)s says that it came later than you promised.")
    else:
        text = _("%(name)s says that it was not as you promised.")
    url = made.order.get_absolute_url()
    return Words(text % {"name": name_of(event.actor)}, url, _("It is your store"), shortened(said.words, EXCERPT))
