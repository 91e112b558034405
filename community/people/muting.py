"""Muting: to leave a person out of one's feeds and notifications, without a word to them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.people.models import Person, PersonMute
from community.people.policies import can_block
from config.kit.errors import Invalid, NotAllowed


class CannotMuteOneself(Invalid):
    code = "mute_oneself"
    message = _("You cannot mute yourself.")


@transaction.atomic
def mute_person(person: Person, *, other: Person) -> PersonMute:
    """Leave `other` out of the person's feeds and notifications; everything else stays as it is between them.

    Muting twice changes nothing. Raises CannotMuteOneself, NotAllowed.
    """
    if person == other:
        raise CannotMuteOneself
    if not can_block(person, other):
        raise NotAllowed
    return PersonMute.objects.get_or_create(person=person, muted=other)[0]


def unmute_person(person: Person, *, other: Person) -> bool:
    """Hear them again. False where they were not muted."""
    return bool(PersonMute.objects.filter(person=person, muted=other).delete()[0])
