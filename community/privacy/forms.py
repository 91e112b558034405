"""The one question before an account is closed for good."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CloseForm(forms.Form):
    """The person types their own name: what cannot be undone does not happen by a slip."""

    username = forms.CharField(
        max_length=41,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["username"].label = _("Type your name, %(name)s, to close the account") % {"name": person.username}

    def clean_username(self) -> str:
        typed = self.cleaned_data["username"].removeprefix("@")
        if typed != self.person.username:
            raise forms.ValidationError(_("That is not your name. Type it as it stands above."))
        return typed
