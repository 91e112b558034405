"""People come to town, say who they are, and follow each other and the stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from community.channels.channels import channel_of
from community.channels.following import follow
from community.channels.models import Subscription
from community.entry.passwords import set_password
from community.notifications.models import Notification
from community.notifications.pacing import set_quiet_hours
from community.notifications.reading import mark_read
from community.people.contacts import parse_contact
from community.people.joining import join, person_reached_by
from community.people.models import Person
from community.people.profile import write_profile
from community.people.reaching import verify_contact
from seeds.clock import some_time
from seeds.errands import REMEMBERED
from seeds.files import Entry, Town, logins
from seeds.register import Register
from seeds.timeline import Act

# By then everyone has looked at their bell, once a day.
UNREAD = timedelta(hours=14)
MONTH = 31


def joining(town: Town, now: datetime) -> Iterator[Act]:
    """Everyone joins; the three who sign in with a password get it on the same day."""
    passwords = {login["username"]: login for login in logins()}
    for person in town.people:
        came = joined_at(person, now)
        yield Act(came, partial(_join, person))
        if person["username"] in passwords:
            yield Act(came + timedelta(minutes=5), partial(_hand_key, passwords[person["username"]]))


def following(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """They follow stores and people, some time after both sides are there."""
    came = {person["username"]: joined_at(person, now) for person in town.people}
    came |= {store["slug"]: now - timedelta(days=store["opened"]) for store in town.stores}
    for name, whom in town.follows.items():
        for subject, find in [(slug, register.store) for slug in whom["stores"]] + [
            (other, register.person) for other in whom["people"]
        ]:
            earliest = max(came[name], came[subject]) + timedelta(hours=6)
            moment = some_time(f"{name} follows {subject}", earliest, max(earliest, now - timedelta(days=MONTH)))
            yield Act(moment, partial(_follow, register, name, find, subject))


def reading_bells(now: datetime) -> Iterator[Act]:
    """Each night everyone reads their bell, but for what came since yesterday evening."""
    for days in range(REMEMBERED.days + 1):
        yield Act(now - UNREAD - timedelta(days=days), partial(_read_bells, now - UNREAD - timedelta(days=days)))


def joined_at(person: Entry, now: datetime) -> datetime:
    morning = now - timedelta(days=person["joined"] + 1)
    return some_time(f"{person['username']} joins", morning, morning + timedelta(hours=20))


def _join(entry: Entry) -> bool:
    if Person.objects.filter(username=entry["username"]).exists():
        return False
    contact = parse_contact(str(entry["contact"]))
    person = person_reached_by(contact) or join(contact=contact, name=entry["name"], language=entry["language"])
    verify_contact(person, contact=contact)
    # The name in the address last: by it the next run knows that all of this is done.
    write_profile(
        person,
        headline=entry["headline"],
        story=entry["story"],
        specialties=entry["specialties"],
        place_name=entry["place"],
        username=entry["username"],
    )
    return True


def _hand_key(login: Entry) -> bool:
    person = Person.objects.get(username=login["username"])
    if person.has_usable_password():
        return False
    if login["role"] == "admin":
        person.is_staff = person.is_superuser = True
        person.save(update_fields=["is_staff", "is_superuser"])
    set_password(person, password=login["password"])
    if login["role"] == "member":
        set_quiet_hours(person, quiet=True)
    return True


def _follow(register: Register, name: str, find: Callable[[str], Any], subject: str) -> bool:
    person, channel = register.person(name), channel_of(find(subject))
    if Subscription.objects.filter(person=person, channel=channel).exists():
        # Also where they have stopped since.
        return False
    follow(person, channel=channel)
    return True


def _read_bells(moment: datetime) -> bool:
    unread = Notification.objects.unread().filter(shown=True, last_at__lte=moment)
    for person in Person.objects.filter(pk__in=unread.values("person")):
        mark_read(person, notifications=unread.filter(person=person))
    return False
