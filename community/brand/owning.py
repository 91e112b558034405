"""What the owner of a page sees of it: visits, what is thin, what is shown."""

from __future__ import annotations

from typing import Any

from community.brand.forms import ShownForm
from community.brand.stepping import record_of, steps_of
from community.brand.thinness import strength
from community.brand.viewing import all_eyes
from community.brand.visiting import visits_of
from community.people.models import Person
from config.kit.charts import bars
from config.kit.reading import day


def what_owners_see(person: Person) -> dict[str, Any]:
    """Context of the page. Thirteen queries."""
    record, visits = record_of(person), visits_of(person)
    stands, concerned = strength(record)
    return {
        "person": person,
        "eyes": all_eyes(person),
        "visits": visits,
        "sources": [(source.label, count) for source, count in visits.sources],
        "bars": bars([(day(at), count, str(count)) for at, count in visits.days]),
        "steps": steps_of(person, record),
        "stands": stands,
        "concerned": concerned,
        "form": ShownForm.of(person),
    }
