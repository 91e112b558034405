"""Close one's account: out of sight at once, and taken away by a worker.

Orders stay, as the books need them, without the name, the address and the words of who closed the account.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.entry.models import OneTimeCode
from community.groups.succession import pass_on_groups_of
from community.people.models import Person
from community.people.signing_in import end_ways_in
from community.privacy.models import Erasure
from community.trust.closing import silence
from config.kit import personal
from config.kit.claims import finish, nudge
from config.kit.errors import Conflict, NotAllowed
from config.kit.policies import signed_in


class KeptOpen(Conflict):
    """Something is still under way between the person and others."""

    code = "account_kept_open"
    message = _("Something is still open between you and others.")


class StaffStays(Conflict):
    code = "staff_stays"
    message = _("This account looks after the site. Have its rights taken away first.")


def why_open(person: Any) -> list[str]:
    """What keeps the account open now, a sentence each."""
    return personal.obstacles(person)


@transaction.atomic
def close_account(person: Any) -> Erasure:
    """Close the person's account for good. From now on nobody sees them, and no way leads back in.

    Their groups pass on by the rule that each states. Raises NotAllowed, StaffStays, KeptOpen.
    """
    if not signed_in(person):
        raise NotAllowed
    if person.is_staff:
        raise StaffStays
    # Held until all is done: nobody makes them the owner of a group that would then be nobody's.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if open_still := why_open(person):
        raise KeptOpen(" ".join(open_still))
    pass_on_groups_of(person)
    end_ways_in(person)
    EmailAddress.objects.filter(user=person).delete()
    OneTimeCode.objects.filter(value__in=[contact for contact in (person.email, person.phone) if contact]).delete()
    Person.objects.filter(pk=person.pk).update(
        is_active=False, closed_at=timezone.now(), email="", phone="", phone_verified=False
    )
    person.refresh_from_db()
    silence(person)
    erasure, _made = Erasure.objects.get_or_create(person=person)
    from community.privacy.tasks import erase

    nudge(erase, erasure.pk)
    return erasure


def take_away(erasure: Erasure) -> bool:
    """Take away all that is held of the person of a claimed erasure. A worker that dies is followed by another."""
    for eraser in personal.erasers():
        with transaction.atomic():
            eraser(erasure.person)
    return finish(erasure)
