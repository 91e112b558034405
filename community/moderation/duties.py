"""Tell those who keep order that something waits for them, until one of them has dealt with it."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.utils import timezone

from community.channels.models import Subscription
from community.groups.models import Group
from community.notifications.models import Event, Kind
from community.notifications.telling import take_back, tell


def call(what: str, group: Group | None, *, but: set[int | None]) -> int:
    """Tell the keepers of `group`, or without one the staff, that `what` waits; not those (primary keys) in `but`.

    Call it in the transaction in which it began to wait. Returns how many are told.
    """
    people, turn = _keepers_of(group) - but, f"{timezone.now():%Y%m%d%H%M%S%f}"
    for pk in sorted(people):
        tell(Kind.DUTY, key=f"{what}:{turn}:{pk}", recipient_id=pk, group=group)
    return len(people)


def call_off(what: str) -> None:
    """It waits no longer: who did not read of it need not. Call it in a transaction."""
    told = Event.objects.filter(kind=Kind.DUTY, withdrawn=False, key__startswith=f"{what}:")
    for key in told.order_by("pk").values_list("key", flat=True):
        take_back(key)


def _keepers_of(group: Group | None) -> set[int]:
    if group is None:
        staff = get_user_model().objects.filter(is_staff=True, is_active=True)
        return set(staff.values_list("pk", flat=True))
    keepers = Subscription.objects.keepers().filter(channel__group=group, person__is_active=True)
    return set(keepers.values_list("person_id", flat=True))
