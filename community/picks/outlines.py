"""What pages of picks say of themselves outside."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from community.people.models import Person
from community.picks.models import PickList
from community.picks.showing import Picked, picked_on
from community.picks.wording import with_commission
from config.kit.outlines import PRIVATE, Context, Data, Outline, absolute, outline


@outline("pick_list", "pick_list_share")
def list_outline(context: Context) -> Outline | None:
    """A list as everybody sees it: what a guest may see, in its order."""
    picks: PickList | None = context.get("picks")
    if picks is None:
        return None
    if not picks.stands or not picks.person.is_active:
        return PRIVATE
    url = absolute(picks.get_absolute_url())
    things = picked_on(picks, AnonymousUser())
    thing = {
        "@type": "ItemList",
        "@id": url,
        "url": url,
        "name": picks.title,
        "description": picks.about,
        "author": {"@type": "Person", "name": str(picks.person), "url": absolute(picks.person.get_absolute_url())},
        "dateModified": picks.changed_at.isoformat(),
        "numberOfItems": len(things),
        "itemListElement": [_item(number, one) for number, one in enumerate(things, 1)],
    }
    trail = [
        (str(picks.person), picks.person.get_absolute_url()),
        (_("Picks"), f"{picks.person.get_absolute_url()}picks/"),
        (picks.title, picks.get_absolute_url()),
    ]
    return Outline(kind="article", title=picks.title, description=picks.about, data=[thing], trail=trail)


def _item(number: int, thing: Picked) -> Data:
    return {
        "@type": "ListItem",
        "position": number,
        "name": str(thing.subject),
        "url": absolute(thing.subject.get_absolute_url()),
        "description": with_commission(thing.pick),
    }


@outline("person_picks")
def person_outline(context: Context) -> Outline | None:
    """All lists of a person who shows themselves."""
    person = context.get("person")
    if not isinstance(person, Person):
        return None
    if not person.is_active or not person.name:
        return PRIVATE
    path = f"{person.get_absolute_url()}picks/"
    trail = [(str(person), person.get_absolute_url()), (_("Picks"), path)]
    return Outline(title=_("Picks of %(name)s") % {"name": person}, trail=trail)
