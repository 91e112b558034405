"""Forms of groups. What may be said is decided by the verbs; these only ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.groups.joining import RulesNotAccepted
from community.groups.models import Group
from community.groups.showing import Front
from community.groups.wording import ANSWER_LENGTH, MOST_QUESTIONS, QUESTION_LENGTH, RULES_LENGTH, answer_field


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
            (Group.Access.INVITE, _("By invitation only: others see that it is there, no more")),
            (Group.Access.HIDDEN, _("Hidden: nobody outside learns that it is there")),
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

    questions = forms.CharField(
        label=_("Questions to those who ask to join"),
        max_length=MOST_QUESTIONS * (QUESTION_LENGTH + 2),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, at most five. Whoever lets people in reads the answers, which are then forgotten."),
    )

    @classmethod
    def of(cls, group: Group) -> GroupForm:
        """Filled with what the group says now."""
        names = ("name", "about", "access", "place_name", "rules")
        said = {name: getattr(group, name) for name in names}
        return cls(initial=said | {"questions": "\n".join(group.questions)})

    def clean_questions(self) -> list[str]:
        return self.cleaned_data["questions"].splitlines()


class JoinForm(forms.Form):
    """Come in, or ask to: agree to the rules where there are any, and answer what the group asks."""

    def __init__(self, *args: Any, front: Front, invited: bool = False, **options: Any):
        super().__init__(*args, **options)
        group = front.group
        self.asks = group.access == Group.Access.ASK and not invited
        self.questions = list(group.questions) if self.asks else []
        self.version = group.rules_version if front.must_agree else None
        for question in self.questions:
            self.fields[answer_field(question)] = forms.CharField(label=question, max_length=ANSWER_LENGTH)
        if self.asks:
            self.fields["note"] = forms.CharField(
                label=_("A word to those who let people in"),
                max_length=200,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if self.version is not None:
            # Of each version a field of its own: nobody agrees to rules that they have not seen.
            self.fields[f"rules_{self.version}"] = forms.BooleanField(
                label=_("I have read the rules and agree to them"),
                error_messages={"required": RulesNotAccepted.message},
            )

    def given(self) -> dict[str, Any]:
        """What `join_by_invitation` takes, and with an answer and a note `join_group`."""
        found: dict[str, Any] = {"rules": self.version}
        if self.asks:
            found["note"] = self.cleaned_data["note"]
            found["answers"] = {asked: self.cleaned_data[answer_field(asked)] for asked in self.questions}
        return found


class InvitationForm(forms.Form):
    """How many an invitation lets in, and for how long."""

    USES = [("", _("any number")), ("1", _("one person")), ("10", _("10 people")), ("50", _("50 people"))]
    DAYS = [("", _("for good")), ("1", _("one day")), ("7", _("7 days")), ("30", _("30 days"))]

    uses = forms.TypedChoiceField(
        label=_("It lets in"),
        choices=USES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    days = forms.TypedChoiceField(
        label=_("It works"),
        choices=DAYS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )

    def limits(self) -> dict[str, Any]:
        """What `invite` takes."""
        days = self.cleaned_data["days"]
        return {
            "max_uses": self.cleaned_data["uses"],
            "expires_at": timezone.now() + timedelta(days=days) if days else None,
        }
