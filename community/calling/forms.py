"""The form of a duty: what, when and how far a store wants to be called for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.calling.models import Duty
from config.kit.reading import distance

RADII = (1_000, 3_000, 5_000, 10_000, 20_000, 50_000)
AN_HOUR = (1, 2, 3, 6, 12, 30, 60)


class DutyForm(forms.Form):
    words = forms.CharField(
        label=_("Only call me for"),
        max_length=200,
        required=False,
        help_text=_("Separate words with spaces, for example: pastry osmanthus gifts. Empty for anything that fits."),
    )
    radius = forms.TypedChoiceField(label=_("How far away"), required=False, coerce=int, empty_value=None)
    days = forms.TypedMultipleChoiceField(
        label=_("On which days"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    opens = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes = forms.TimeField(
        label=_("Until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    most_an_hour = forms.TypedChoiceField(label=_("At most"), coerce=int)

    def __init__(self, *args: Any, duty: Duty, **options: Any):
        super().__init__(*args, **options)
        radii = sorted({*RADII, duty.radius} - {None})  # type: ignore[type-var]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "radius": [("", _("Any distance")), *((metres, distance(metres)) for metres in radii)],
            "days": list(WEEKDAYS.items()),
            "most_an_hour": [(count, _an_hour(count)) for count in sorted({*AN_HOUR, duty.most_an_hour})],
        }
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = offered

    @classmethod
    def of(cls, duty: Duty) -> DutyForm:
        initial = {name: getattr(duty, name) for name in ("words", "radius", "opens", "closes", "most_an_hour")}
        return cls(duty=duty, initial=initial | {"days": [day for day in range(7) if duty.days >> day & 1]})


def _an_hour(count: int) -> str:
    return ngettext("%(count)d call an hour", "%(count)d calls an hour", count) % {"count": count}
