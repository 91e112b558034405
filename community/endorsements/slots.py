"""On a profile: how many endorse the person, who and in which words, and the way to endorse them."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.endorsements.policies import can_endorse
from community.endorsements.showing import trusted
from community.people.places import person_sections


@person_sections.fill
def endorsements_of(people: list[Any], viewer: Any) -> dict[int, SafeString]:
    """Nothing where nobody endorses them and the viewer cannot."""
    found = trusted(people, viewer)
    shown = {}
    for person in people:
        said, may_endorse = found.get(person.pk), can_endorse(viewer, person)
        if said or may_endorse:
            context = {"person": person, "said": said, "may_endorse": may_endorse, "viewer": viewer}
            shown[person.pk] = render_to_string("endorsements/on_profile.html", context)
    return shown
