"""A poll in a form: its options, whether several may be chosen, and how long it is open."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.polls.asking import MOST_OPTIONS, OPTION_LENGTH, Question, question
from config.kit.errors import DomainError

DAYS = (1, 3, 7, 14, 30)
# Options that stand open from the start; the others unfold.
SHOWN = 4


class OptionsInput(forms.Widget):
    """A line for each option, all of one name."""

    template_name = "polls/options.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        given = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return list(given)[:MOST_OPTIONS]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        given = [*(value or ()), *[""] * MOST_OPTIONS][:MOST_OPTIONS]
        lines = [{"number": number, "value": text} for number, text in enumerate(given, 1)]
        context["widget"] |= {"first": lines[:SHOWN], "more": lines[SHOWN:], "length": OPTION_LENGTH}
        context["widget"]["is_unfolded"] = any(given[SHOWN:])
        return context


class OptionsField(forms.Field):
    """What may be chosen, as a list of lines."""

    widget = OptionsInput

    def clean(self, value: Any) -> list[str]:
        return list(value or ())


def days_named(days: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


class PollFields(forms.Form):
    """The part of a composer that asks for a poll; nothing of it needs to be filled in."""

    options = OptionsField(label=_("What can be chosen"), required=False, help_text=_("Two to eight. None: no poll."))
    is_multiple = forms.BooleanField(label=_("Several may be chosen"), required=False)
    days = forms.TypedChoiceField(label=_("Open for"), required=False, coerce=int, initial=3, empty_value=3)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(days, days_named(days)) for days in DAYS]  # type: ignore[attr-defined]

    def poll(self) -> Question | None:
        """The poll that was asked for; None without one, and where it is wrong, which then stands at its field."""
        data = self.cleaned_data
        try:
            days = data.get("days") or 3
            return question(data.get("options", []), is_multiple=data.get("is_multiple", False), days=days)
        except DomainError as error:
            self.add_error(error.field, str(error))
        return None

    @property
    def asks_for_poll(self) -> bool:
        """Whether the part is to stand open."""
        return any(self["options"].value() or ()) or bool(self.errors.get("options"))
