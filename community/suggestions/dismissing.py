"""Wave a suggestion off for good, and take that back."""

from __future__ import annotations

from typing import Any

from community.channels.models import Channel
from community.suggestions.models import Dismissal
from config.kit.errors import NotAllowed
from config.kit.policies import signed_in


def wave_off(person: Any, *, channel: Channel) -> None:
    """Never suggest the person to follow this channel again. Twice changes nothing. Raises NotAllowed."""
    if not signed_in(person) or channel.kind == Channel.Kind.GROUP:
        raise NotAllowed
    Dismissal.objects.get_or_create(person=person, channel=channel)


def recall(person: Any, *, channel: Channel) -> None:
    """It may be suggested again. Raises NotAllowed."""
    if not signed_in(person):
        raise NotAllowed
    Dismissal.objects.filter(person=person, channel=channel).delete()
