"""Forms of groups. What may be said is decided by the verbs; these only ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group
from community.groups.wording import RULES_LENGTH
from community.moderation.forms import ReasonForm


class GroupForm(forms.Form):
    """Start a group or change what it says."""

    name = forms.CharField(label=_("Name of the group"), max_length=40)
    about = forms.CharField(
        label=_("What it is about"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One or two sentences for whoever stands before the door."),
    )
    access = forms.ChoiceField(
        label=_("Who may join"),
        initial=Group.Access.PUBLIC,
        widget=forms.RadioSelect,
        choices=[
            (Group.Access.PUBLIC, _("Public: everyone reads and joins")),
            (Group.Access.ASK, _("Ask to join: only members read")),
            (Group.Access.INVITE, _("By invitation only: others do not see the group")),
        ],
    )
    place_name = forms.CharField(label=_("Where"), max_length=60, required=False, help_text=_("If it has a place."))
    photo = forms.FileField(label=_("Photo"), required=False)
    rules = forms.CharField(
        label=_("Rules of the group"),
        max_length=RULES_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is welcome here and what is not."),
    )

    @classmethod
    def of(cls, group: Group) -> GroupForm:
        """Filled with what the group says now."""
        names = ("name", "about", "access", "place_name", "rules")
        return cls(initial={name: getattr(group, name) for name in names})


class JoinForm(forms.Form):
    """Ask to be let in."""

    note = forms.CharField(
        label=_("A word to those who let people in"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RemovalForm(ReasonForm):
    """Why someone is put out of the group."""

    ban = forms.BooleanField(label=_("They may not come back"), required=False)


class InvitationForm(forms.Form):
    """How many an invitation lets in, and for how long."""

    USES = [("", _("any number")), ("1", _("one person")), ("10", _("10 people")), ("50", _("50 people"))]
    DAYS = [("", _("for good")), ("1", _("one day")), ("7", _("7 days")), ("30", _("30 days"))]

    uses = forms.TypedChoiceField(
        label=_("It lets in"), choices=USES, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("It works"), choices=DAYS, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )  # fmt: skip

    def limits(self) -> dict[str, Any]:
        """What `invite` takes."""
        days = self.cleaned_data["days"]
        return {
            "max_uses": self.cleaned_data["uses"],
            "expires_at": timezone.now() + timedelta(days=days) if days else None,
        }
