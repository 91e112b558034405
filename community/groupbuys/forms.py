"""The forms of buying together: how many pieces, and where to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.groupbuys.beginning import DAYS, USUALLY
from community.groupbuys.models import Participation
from community.offers.models import MOST_PIECES
from shop.bag.reading import contents_from
from shop.checkout.forms import NEW, TYPED, CheckoutForm


class JoinForm(CheckoutForm):
    """How many, and one of the buyer's addresses or another one."""

    quantity = forms.IntegerField(
        label=_("Pieces"),
        min_value=1,
        max_value=MOST_PIECES,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, person: Any, **options: Any):
        super().__init__(*args, person=person, contents=contents_from([]), **options)

    @classmethod
    def of(cls, person: Any, part: Participation) -> JoinForm:
        """As they said it when they joined, or said it last."""
        form = cls(person=person, initial={name: getattr(part, name) for name in ("quantity", *TYPED)})
        if part.street:
            # Else the first of their addresses would be chosen, and taken over what they typed.
            to = [getattr(part, name) for name in TYPED]
            known = (key for key, one in form.addresses.items() if [getattr(one, name) for name in TYPED] == to)
            form.initial["address"] = next(known, NEW)
        return form

    def given(self) -> dict[str, Any]:
        """As the verbs take it."""
        return {"quantity": self.cleaned_data["quantity"], **self.to}


class BeginForm(JoinForm):
    """The same, for how long others can join, and from how many pieces on."""

    days = forms.TypedChoiceField(
        label=_("How long others can join"),
        coerce=int,
        initial=USUALLY,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    least = forms.IntegerField(
        label=_("Pieces needed in total"),
        max_value=MOST_PIECES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        # Here and not above, where there is no language yet.
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, ngettext("%(count)d day", "%(count)d days", days) % {"count": days}) for days in DAYS
        ]

    def given(self) -> dict[str, Any]:
        return super().given() | {name: self.cleaned_data[name] for name in ("days", "least")}
