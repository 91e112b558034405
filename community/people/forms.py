"""Forms of people's own pages."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.joining import NAME_LENGTH, USERNAME_LENGTH
from community.people.models import Person
from community.people.profile import (
    HEADLINE_LENGTH,
    MOST_SPECIALTIES,
    PLACE_LENGTH,
    SPECIALTY_LENGTH,
    STORY_LENGTH,
    parse_specialties,
)


class ProfileForm(forms.Form):
    """What one says of oneself."""

    photo = forms.FileField(label=_("Photo"), required=False)
    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("As people call you."), widget=forms.TextInput()
    )
    headline = forms.CharField(
        label=_("What you stand for"),
        max_length=HEADLINE_LENGTH,
        required=False,
        help_text=_("One line. Say what you know and keep to, not what you sell."),
    )
    specialties = forms.CharField(
        label=_("What you know"),
        max_length=MOST_SPECIALTIES * (SPECIALTY_LENGTH + 4),
        required=False,
        help_text=_("A few words with commas between them: green tea, gaiwan brewing."),
    )
    place_name = forms.CharField(label=_("Where"), max_length=PLACE_LENGTH, required=False)
    story = forms.CharField(
        label=_("Your story"),
        max_length=STORY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("How you came to it. Markdown works: # heading, **bold**, - list."),
    )
    username = forms.CharField(
        label=_("Address of your page"),
        max_length=USERNAME_LENGTH,
        help_text=_("Small letters, digits and hyphens. Links to the old address stop working."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    @classmethod
    def of(cls, person: Person, data: Any = None, files: Any = None) -> ProfileForm:
        """The form with what the person has said so far."""
        initial = {name: getattr(person, name) for name in ("name", "headline", "place_name", "story", "username")}
        tags = sorted(person.specialties.all(), key=lambda tag: tag.pk)
        initial["specialties"] = str(_(", ")).join(tag.name for tag in tags)
        return cls(data, files, initial=initial)

    def changes(self) -> dict[str, Any]:
        """The arguments for `write_profile`."""
        given = dict(self.cleaned_data)
        given["specialties"] = parse_specialties(given["specialties"])
        return given


def _zones() -> list[tuple[str, str]]:
    names = sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    )
    return [("", str(_("As this device says"))), *((name, name.replace("_", " ")) for name in names)]


class TimeZoneForm(forms.Form):
    """The zone in which times are shown."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zones, required=False)
