"""On a profile: the way to endorse the person; how many do, who and in which words. In the ledger: the words that a
fact came from."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.endorsements.models import Endorsement
from community.endorsements.policies import can_endorse
from community.endorsements.showing import trusted
from community.people.places import person_actions, person_sections
from community.trust.origins import MOST_WORDS, Origin, origin
from config.kit.policies import signed_in
from content.text.markdown import shortened


@person_actions.fill
def endorse_button(people: list[Any], viewer: Any) -> dict[int, SafeString]:
    """Beside "follow", for whoever may say so. One query a person; a page has one."""
    return {
        person.pk: render_to_string("endorsements/button.html", {"person": person})
        for person in people
        if can_endorse(viewer, person)
    }


@person_sections.fill
def endorsements_of(people: list[Any], viewer: Any) -> dict[int, SafeString]:
    """Nothing where nobody endorses them and the viewer could not be the first."""
    found = trusted(people, viewer)
    shown = {}
    for person in people:
        said = found.get(person.pk)
        if said or (signed_in(viewer) and viewer.pk != person.pk):
            context = {"person": person, "said": said, "viewer": viewer}
            shown[person.pk] = render_to_string("endorsements/on_profile.html", context)
    return shown


@origin(Endorsement)
def words(person: Any, keys: set[int]) -> dict[int, Origin]:
    rows = Endorsement.objects.visible_to(person).filter(pk__in=keys).select_related("about", "topic")
    return {row.pk: Origin(shortened(row.sentence, MOST_WORDS), row.get_absolute_url()) for row in rows}
