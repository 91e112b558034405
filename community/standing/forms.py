from django import forms
from django.utils.translation import gettext_lazy as _


class PathChoiceForm(forms.Form):
    """Where one may be named in the path that leads from others to somebody."""

    endorsements = forms.BooleanField(
        required=False,
        label=_("Where I endorsed somebody, or found an answer of theirs useful"),
        help_text=_("Both can be read where you said so in any case."),
    )
    groups = forms.BooleanField(
        required=False,
        label=_("Where I am in a group with somebody"),
        help_text=_("Only members of the same group ever read it. Hidden groups are never named."),
    )
