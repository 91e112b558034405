"""Forms of reports and of acts of moderation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.moderation.models import Report


class ReasonForm(forms.Form):
    """Why a moderator acts; whom it concerns will read it."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("The person concerned will read this."))


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Report.Reason, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What should the moderators know?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
