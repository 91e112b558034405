"""Forms of objections to evidence, and of rings."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.trust.disputing import TEXT_LENGTH
from community.trust.models import REASON_LENGTH
from community.trust.ring import MOST_CHOSEN


class DisputeForm(forms.Form):
    text = forms.CharField(
        label=_("What is wrong with it?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Somebody who has no part in it reads this and decides. You can object once."),
    )


class RingForm(forms.Form):
    """People by their usernames, between commas or spaces; `chosen` are those who were found."""

    people = forms.CharField(
        label=_("People"),
        widget=forms.Textarea({"rows": 2, "autocapitalize": "off", "spellcheck": "false"}),
        help_text=format_lazy(_("Usernames, with commas or spaces between them; at most {most}."), most=MOST_CHOSEN),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, required=False, help_text=_("Each of them will read this.")
    )

    def __init__(self, data: Any = None, *, needs_reason: bool = False) -> None:
        super().__init__(data)
        self.fields["reason"].required = needs_reason
        self.chosen: list[Any] = []

    def clean_people(self) -> str:
        given = str(self.cleaned_data["people"])
        names = list(dict.fromkeys(name.strip("@").lower() for name in re.split(r"[\s,，]+", given) if name))
        self.chosen = list(get_user_model().objects.filter(username__in=names[:MOST_CHOSEN]).order_by("pk"))
        if missing := set(names) - {person.username for person in self.chosen}:
            self.add_error("people", _("Nobody is called %(names)s.") % {"names": ", ".join(sorted(missing))})
        return given
