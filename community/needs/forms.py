"""The forms of standing needs. What may be said is decided by the verbs; these only ask."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.groups.models import Group
from community.hail.hailing import LASTS, MOST_GROUPS, TEXT_LENGTH, USUALLY
from community.hail.models import Audience
from community.needs.keeping import MOST_DAYS, WATCH_LENGTH
from community.needs.models import StandingNeed
from config.kit.money import Money
from shop.desk.fields import MoneyField

LEFT_THEM_ALL = _("You are no longer in the groups that you chose. Choose others.")


class NeedForm(forms.Form):
    """What both kinds ask: words, tags, and groups of one's own."""

    text = forms.CharField(label=_("What do you need?"))
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Separate them with commas."),
    )
    groups = forms.MultipleChoiceField(
        label=_("In which groups"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none and it means all of them."),
    )

    def __init__(self, *args: Any, person: Any, **options: Any):
        super().__init__(*args, **options)
        mine = Group.objects.joined_by(person).order_by("-channel__subscriptions__id")[:MOST_GROUPS]
        self.mine = {group.slug: group for group in mine}
        self.fields["groups"].choices = [(slug, group.name) for slug, group in self.mine.items()]
        named = self.initial.get("groups", ())
        if named and self.mine.keys().isdisjoint(named):
            # Of the groups that it was kept for none is left: none is not to mean all of the others.
            field = self.fields["groups"]
            field.required, field.error_messages["required"] = True, LEFT_THEM_ALL
            field.help_text = "" if self.is_bound else LEFT_THEM_ALL
        if not self.mine:
            del self.fields["groups"]

    def given(self) -> dict[str, Any]:
        """The form's values as the verbs take them."""
        data = dict(self.cleaned_data)
        data["tags"] = [name.strip() for name in re.split(r"[,，、;；\n]", data["tags"]) if name.strip()]
        data["groups"] = [self.mine[slug] for slug in data.get("groups", ())]
        return data


class WatchForm(NeedForm):
    """What to be told of."""

    text = forms.CharField(
        label=_("Tell me when there is…"),
        required=False,
        max_length=2 * WATCH_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("text", "tags", "groups")

    @staticmethod
    def said_by(need: StandingNeed) -> dict[str, Any]:
        """What the form says of a need that stands."""
        groups = [row.group.slug for row in need.in_groups.all()]
        return {"text": need.text, "tags": "，".join(tag.name for tag in need.tags.all()), "groups": groups}


class WeeklyForm(NeedForm):
    """What to hail every week, when, and who may answer. `has_area`: whether it is known roughly where."""

    text = forms.CharField(
        label=_("I need…"), max_length=2 * TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day"),
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    hour = forms.TypedChoiceField(
        label=_("At what time"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)], initial=9
    )
    budget = MoneyField(currency=settings.CURRENCY, label=_("Budget, for all of it"), required=False)
    needed_in = forms.TypedChoiceField(
        label=_("By when"),
        coerce=int,
        required=False,
        empty_value=None,
    )
    hours = forms.TypedChoiceField(
        label=_("How long each stands"),
        coerce=int,
        initial=USUALLY,
    )
    audience = forms.ChoiceField(label=_("Who may answer"), widget=forms.RadioSelect(attrs={"class": "choice"}))
    field_order = ("text", "weekday", "hour", "audience", "groups", "budget", "needed_in", "hours", "tags")

    def __init__(self, *args: Any, has_area: bool = False, **options: Any):
        super().__init__(*args, **options)
        asks = [Audience.EVERYONE, Audience.TRUSTED]
        asks += [Audience.NEARBY] if has_area else []
        asks += [Audience.GROUPS] if self.mine else []
        self.fields["audience"].choices = [(str(one), one.label) for one in asks]
        self.fields["audience"].initial = Audience.EVERYONE
        if self.mine and self["audience"].value() != Audience.GROUPS:
            self.fields["groups"].required = False
        # Here and not above, where there is no language yet.
        self.fields["needed_in"].choices = [
            ("", _("no day said")),
            (0, _("the same day")),
            *(
                (day, ngettext("%(count)d day later", "%(count)d days later", day) % {"count": day})
                for day in range(1, MOST_DAYS + 1)
            ),
        ]
        self.fields["hours"].choices = [
            (hours, ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}) for hours in LASTS
        ]

    @property
    def symbol(self) -> str:
        return Money(0, settings.CURRENCY).symbol

    def clean_budget(self) -> int | None:
        """Nothing typed is no budget; a typed nought is for the verb to refuse."""
        return self.cleaned_data["budget"] if self.data.get("budget", "").strip() else None

    @staticmethod
    def said_by(said: dict[str, Any]) -> dict[str, Any]:
        """What the form says of the fields of a weekly need."""
        budget = said.get("budget")
        shown = {"tags": "，".join(said.get("tags", ())), "groups": [group.slug for group in said.get("groups", ())]}
        return said | shown | {"budget": Money(budget, settings.CURRENCY).plain if budget is not None else ""}
