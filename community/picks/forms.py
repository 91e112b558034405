"""Forms of picks. They keep what was typed; what is right, the verbs say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.picks.listing import ABOUT_LENGTH, TITLE_LENGTH
from community.picks.models import Pick, PickList
from community.picks.picking import COMMISSION_LENGTH, WHY_LENGTH
from shop.catalog.wording import TAG_LENGTH

# Instead of a list's reference: one that is begun with this pick.
NEW = "new"


class ListForm(forms.Form):
    """What a list says of itself."""

    title = forms.CharField(
        label=_("What the list is called"),
        max_length=TITLE_LENGTH,
        help_text=_("For example: green tea that forgives hot water."),
    )
    topic = forms.CharField(
        label=_("Topic"), max_length=TAG_LENGTH, help_text=_("One word, as on the goods: tea, bread, bicycles.")
    )
    about = forms.CharField(
        label=_("How you chose"),
        max_length=ABOUT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": ABOUT_LENGTH}),
    )

    @classmethod
    def of(cls, picks: PickList) -> ListForm:
        return cls(initial={"title": picks.title, "topic": picks.topic.name, "about": picks.about})


class WhyForm(forms.Form):
    """Why something stands on a list, and what its picker gets for it."""

    why = forms.CharField(
        label=_("Why this one?"),
        max_length=WHY_LENGTH,
        help_text=_("One sentence that only someone can say who knows it."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": WHY_LENGTH}),
    )
    is_paid = forms.BooleanField(label=_("I get something for this"), required=False)
    commission = forms.CharField(
        label=_("What you get"),
        max_length=COMMISSION_LENGTH,
        required=False,
        help_text=_("It stands under your pick, for all to see. What the store says it pays stands there by itself."),
    )

    @classmethod
    def of(cls, pick: Pick) -> WhyForm:
        return cls(initial={"why": pick.why, "is_paid": pick.is_paid, "commission": pick.commission})

    @property
    def words(self) -> dict[str, Any]:
        """For the verbs; after `is_valid`."""
        return {name: self.cleaned_data[name] for name in ("why", "is_paid", "commission")}


class PickForm(WhyForm):
    """The same, and on which list: one of one's own, or a new one by title and topic."""

    field_order = ["list", "title", "topic", "why", "is_paid", "commission"]
    list = forms.ChoiceField(label=_("On which list?"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("What the new list is called"), max_length=TITLE_LENGTH, required=False)
    topic = forms.CharField(label=_("Its topic"), max_length=TAG_LENGTH, required=False)

    def __init__(self, *args: Any, lists: Sequence[PickList], topic: str = "", **options: Any):
        super().__init__(*args, **options)
        self.lists = {picks.reference: picks for picks in lists}
        field: Any = self.fields["list"]
        field.choices = [(picks.reference, picks.title) for picks in lists] + [(NEW, _("A new list"))]
        # The list of that topic, or the one that was changed last.
        fitting = [picks for picks in lists if picks.topic.name == topic] or lists
        field.initial = fitting[0].reference if fitting else NEW
        self.fields["title"].initial = self.fields["topic"].initial = topic
        if not lists:
            field.widget, field.required = forms.HiddenInput(), False

    @property
    def picks(self) -> PickList | None:
        """The list that was chosen, None for a new one; after `is_valid`."""
        return self.lists.get(self.cleaned_data["list"])
