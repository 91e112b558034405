"""What is said of trust."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.parts import EXCERPT, Words, name_of
from content.text.markdown import shortened


def endorsed(event: Event, joined: Joined, person: Any) -> Words:
    """Several people about one topic are one line."""
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
    return Words(text % names, url, _("It is about you"), shortened(event.endorsement.sentence, EXCERPT))
