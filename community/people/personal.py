"""What the site holds of a person themselves."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.people.models import Block, Person, PersonMute
from config.kit.personal import Column, Topic, erased, exported, forget_in_history
from config.kit.references import new_reference


@exported(
    Topic.ME,
    "profile",
    title=_("About me"),
    columns={
        "username": _("Name in addresses"),
        "name": _("Name"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "phone_verified": _("Phone is proven"),
        "headline": _("Headline"),
        "story": _("Story"),
        "place_name": _("Where"),
        "specialties": Column(_("What I know"), lambda person: [str(tag) for tag in person.specialties.all()]),
        "photo": Column(_("Photo"), "photo.reference", photos=True),
        "language": _("Language"),
        "time_zone": _("Time zone"),
        "date_joined": _("Joined"),
        "last_login": _("Signed in last"),
        "suspended_reason": _("Why I was suspended"),
        "suspended_until": _("Suspended until"),
    },
)
def profile(person: Person) -> QuerySet[Person]:
    return Person.objects.filter(pk=person.pk).select_related("photo")


@exported(
    Topic.PEOPLE,
    "blocked_people",
    title=_("People I blocked"),
    columns={"username": Column(_("Name in addresses"), "blocked.username"), "created_at": _("Since")},
)
def blocked(person: Person) -> QuerySet[Block]:
    return Block.objects.filter(person=person).select_related("blocked")


@exported(
    Topic.PEOPLE,
    "muted_people",
    title=_("People I muted"),
    columns={"username": Column(_("Name in addresses"), "muted.username"), "created_at": _("Since")},
)
def muted(person: Person) -> QuerySet[PersonMute]:
    return PersonMute.objects.filter(person=person).select_related("muted")


@erased
def forget_person(person: Person) -> None:
    """The row stays, nameless, for orders and for what others answered."""
    Block.objects.filter(person=person).delete()
    Block.objects.filter(blocked=person).delete()
    PersonMute.objects.filter(person=person).delete()
    PersonMute.objects.filter(muted=person).delete()
    person.specialties.clear()
    forget_in_history(Person.objects.filter(pk=person.pk))
    Person.objects.filter(pk=person.pk).update(
        username=f"gone-{new_reference()}",
        name="",
        headline="",
        story="",
        place_name="",
        language="",
        time_zone="",
        suspended_reason="",
        suspended_until=None,
        last_login=None,
        password=make_password(None),
        photo=None,
    )
