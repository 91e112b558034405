"""The form in which a person chooses what their page shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.brand.choosing import ShownTo, memberships, shown_to
from community.brand.models import ProfileChoice

GROUP = "group-"


class ShownForm(forms.Form):
    """A switch for the lessons, and for each group to whom it is shown."""

    lessons = forms.BooleanField(label=_("The lessons I finished"), required=False)

    @classmethod
    def of(cls, person: Any, data: Any = None) -> ShownForm:
        """The form as the person's page is now. Two queries."""
        form = cls(data, initial={"lessons": ProfileChoice.objects.filter(person=person, lessons=True).exists()})
        for tie in memberships(person):
            if tie.channel.group:
                name = f"{GROUP}{tie.channel.group.slug}"
                form.fields[name] = forms.ChoiceField(label=tie.channel.group.name, choices=ShownTo.choices)
                form.initial[name] = shown_to(tie)
        return form

    @property
    def groups(self) -> list[forms.BoundField]:
        """The fields of groups."""
        return [self[name] for name in self.fields if name.startswith(GROUP)]

    def choices(self) -> dict[str, Any]:
        """The arguments for `choose_shown`."""
        given = self.cleaned_data
        groups = {name.removeprefix(GROUP): value for name, value in given.items() if name.startswith(GROUP)}
        return {"lessons": given["lessons"], "groups": groups}
