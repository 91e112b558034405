"""What is said of reviews, to the seller and to whoever wrote one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.parts import EXCERPT, Words, name_of
from content.text.markdown import shortened


def review(event: Event, joined: Joined, person: Any) -> Words:
    said: Any = event.review
    names = {"name": name_of(event.actor), "store": said.store, "product": said.product_name, "others": joined.others}
    text = (
        _("%(name)s was content with %(product)s.") if said.content else _("%(name)s was not content with %(product)s.")
    )
    if joined.people > 1:
        text = ngettext(
            "%(name)s and %(others)d other say whether they were content with what %(store)s sold them.",
            "%(name)s and %(others)d others say whether they were content with what %(store)s sold them.",
            joined.others,
        )
    url = f"{reverse('desk_reviews', args=[said.store.slug])}#review-{said.reference}"
    return Words(text % names, url, _("It is your store"), shortened(said.text, EXCERPT))


def answer(event: Event, joined: Joined, person: Any) -> Words:
    said: Any = event.review
    text = _("%(store)s answered what you said of %(product)s.")
    names = {"store": said.store, "product": said.product_name}
    excerpt = shortened(said.answered.text, EXCERPT) if said.answered else ""
    return Words(text % names, said.order_url, _("It is your review"), excerpt)
