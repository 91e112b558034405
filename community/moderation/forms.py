"""Forms of reports, of acts of moderation, of appeals and of unwanted words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.moderation.acts import Act, phrase_for
from community.moderation.appealing import TEXT_LENGTH
from community.moderation.models import REASON_LENGTH, Report, Restriction, WordRule

DAYS = [(1, _("1 day")), (3, _("3 days")), (7, _("7 days")), (30, _("30 days")), (0, _("until it is lifted"))]


class ReasonForm(forms.Form):
    """Why a moderator acts; whom it concerns will read it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, help_text=_("The person concerned will read this.")
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Report.Reason, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What should the moderators know?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ActForm(forms.Form):
    """One act: a ready phrase (the button that was pressed) or own words, and what else the act asks for.

    `about` is whom it concerns (None where it is about nobody), `group` where it is done.
    """

    phrase = forms.IntegerField(required=False, widget=forms.HiddenInput)
    what = forms.MultipleChoiceField(
        label=_("What is limited"),
        choices=Restriction.What,
        initial=[Restriction.What.POST, Restriction.What.COMMENT],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choice"}),
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        choices=DAYS,
        coerce=int,
        initial=7,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    where = forms.ChoiceField(
        label=_("Where"),
        choices=[("group", _("in the group")), ("site", _("on the whole site"))],
        initial="group",
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    reason = forms.CharField(
        label=_("In your own words"), max_length=REASON_LENGTH, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, act: Act, person: Any, *, about: Any, group: Any, data: Any = None) -> None:
        super().__init__(data)
        self.act, self.about = act, about
        takes = {*act.takes} - ({"where"} if group is None or not person.is_staff else set())
        for name in ("what", "days", "where"):
            if name not in takes:
                del self.fields[name]
        if "what" in self.fields and not person.is_staff:
            # Selling is the site's affair.
            self.fields["what"].choices = [one for one in Restriction.What.choices if one[0] != Restriction.What.SELL]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = act.told

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number, own_words = given.get("phrase"), given.get("reason", "").strip()
        if own_words or number is None:
            given["reason"] = own_words
        else:
            reader = self.about if self.act.name != "fine" else None
            if not 0 <= number < len(self.act.phrases):
                raise forms.ValidationError(_("Choose a reason."))
            given["reason"] = phrase_for(self.act, number, reader)
        if not given["reason"]:
            self.add_error("reason", _("Choose a reason above, or say it in your own words."))
        return given

    @property
    def choices(self) -> dict[str, Any]:
        """What `act_on` and `act_on_member` take of it."""
        given = self.cleaned_data
        return {
            "reason": given["reason"],
            "what": given.get("what", ()),
            "days": given.get("days", 0),
            "on_site": given.get("where") == "site",
        }


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("Why was it wrong?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Somebody who did not decide it reads this. You can appeal once."),
    )


class JudgeForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The person concerned will read this."),
    )


class WordForm(forms.Form):
    """A word or website that is not wanted, and why, if that is to stand in the log."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=WordRule.Kind, initial="word", widget=forms.RadioSelect({"class": "choice"})
    )
    text = forms.CharField(
        label=_("Word or website"), max_length=100, help_text=_('Such as "free money" or spam.example.')
    )
    effect = forms.ChoiceField(
        label=_("What happens"),
        choices=WordRule.Effect,
        initial="refuse",
        widget=forms.RadioSelect({"class": "choice"}),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, required=False, help_text=_("For the log; it may stay empty.")
    )
