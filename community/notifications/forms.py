"""Forms of when one wants to be reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.notifications.models import Rhythm
from community.notifications.pacing import HOURS, WEEKDAYS

_NAMES = (
    pgettext_lazy("day of the week", "Mon"),
    pgettext_lazy("day of the week", "Tue"),
    pgettext_lazy("day of the week", "Wed"),
    pgettext_lazy("day of the week", "Thu"),
    pgettext_lazy("day of the week", "Fri"),
    pgettext_lazy("day of the week", "Sat"),
    pgettext_lazy("day of the week", "Sun"),
)
DAYS = [(str(day), _NAMES[day]) for day in WEEKDAYS]


class QuietForm(forms.Form):
    """Hours in which nothing makes a sound."""

    prefix = "quiet"

    on = forms.BooleanField(label=_("Keep my quiet hours"), required=False)
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    end = forms.TimeField(label=_("Until"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    days = forms.MultipleChoiceField(
        label=_("On which evenings"),
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choice"}),
    )

    @classmethod
    def of(cls, rhythm: Rhythm, data: Any = None) -> QuietForm:
        """The form with what holds now."""
        days = [str(day) for day in WEEKDAYS if rhythm.quiet_days >> day & 1]
        said = {"on": rhythm.quiet, "start": rhythm.quiet_start, "end": rhythm.quiet_end, "days": days}
        return cls(data, initial=said)

    def chosen(self) -> dict[str, Any]:
        """What `set_quiet_hours` takes."""
        said = self.cleaned_data
        days = sum(1 << int(day) for day in said["days"])
        return {"quiet": said["on"], "start": said["start"], "end": said["end"], "days": days}


class DigestForm(forms.Form):
    """What one has not read, in one mail."""

    prefix = "digest"

    digest = forms.ChoiceField(
        label=_("Send me a digest"), choices=Rhythm.Digest.choices, widget=forms.RadioSelect(attrs={"class": "choice"})
    )
    hour = forms.TypedChoiceField(label=_("Hour"), choices=[(hour, f"{hour:02}:00") for hour in HOURS], coerce=int)
    weekday = forms.TypedChoiceField(label=_("Weekly on"), choices=DAYS, coerce=int)

    @classmethod
    def of(cls, rhythm: Rhythm, data: Any = None) -> DigestForm:
        """The form with what holds now."""
        said = {"digest": rhythm.digest, "hour": rhythm.digest_hour, "weekday": rhythm.digest_weekday}
        return cls(data, initial=said)
