"""What is said of trust."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.parts import Words, name_of


def endorsed(event: Event, joined: Joined, person: Any) -> Words:
    """Several people about one topic are one line. The sentence stands on the page alone: anybody may endorse, and
    nobody writes into the bell of somebody with whom they have nothing to do."""
    topic = event.endorsement.topic
    text = _("%(name)s endorses you about %(topic)s.")
    if joined.people > 1:
        text = ngettext(
            "%(name)s and %(others)d other endorse you about %(topic)s.",
            "%(name)s and %(others)d others endorse you about %(topic)s.",
            joined.others,
        )
    names = {"name": name_of(event.actor), "topic": topic.name, "others": joined.others}
    url = f"{reverse('person_endorsements', args=[person.username])}?{urlencode({'topic': topic.slug})}"
    return Words(text % names, url, _("It is about you"))
