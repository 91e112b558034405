"""Who came by on people's pages in the last weeks: sellers who send their card are visited more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from community.brand.models import ProfileVisit
from community.brand.visiting import SHOWN_DAYS, count_visit
from community.people.models import Person
from seeds.clock import some_time
from seeds.files import Town
from seeds.register import Register
from seeds.timeline import Act

Source = ProfileVisit.Source
# How many came to whom in four weeks, and from where.
CAME = {
    "linxiaoyu": {Source.CARD: 23, Source.GROUP: 17, Source.PRODUCT: 14, Source.SEARCH: 6, Source.OUTSIDE: 3},
    "zhoushifu": {Source.CARD: 12, Source.GROUP: 9, Source.SEARCH: 4},
    "chenayi": {Source.GROUP: 8, Source.HERE: 3},
}


def visiting(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Only where nobody was counted yet, so that loading the town again adds none."""
    people = {person["username"] for person in town.people}
    begins = now - timedelta(days=SHOWN_DAYS - 1)
    counted = set(ProfileVisit.objects.values_list("person__username", flat=True))
    for name in CAME.keys() & people - counted:
        for source, count in CAME[name].items():
            for number in range(count):
                moment = some_time(f"{name} {source} {number}", begins, now)
                yield Act(moment, partial(_visit, register, name, source))


def _visit(register: Register, name: str, source: ProfileVisit.Source) -> bool:
    person: Person = register.person(name)
    count_visit(person, source=source)
    return True
