"""The three forms of opening a store. They carry words; whether these will do, the draft says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.kit.geo import MICRO, parse_place
from shop.stores.drafts import faults
from shop.stores.models import StoreDraft


class AsTyped(forms.CharField):
    """Words as they were typed, right or wrong."""

    def clean(self, value: Any) -> str:
        return value or ""


class StepForm(forms.Form):
    """A step whose words are kept in a draft and judged there."""

    use_required_attribute = False
    step = 0
    # Why the photo that came with the step was refused.
    photo_error = ""

    def words(self) -> dict[str, Any]:
        """What was typed, for `save_draft`; what was not sent stays as it was."""
        return {name: self.data[name] for name in self.fields if name in self.data}

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or self.photo_error)

    def judge(self, draft: StoreDraft) -> None:
        """Add what is wrong with the step as errors of the form."""
        for fault in faults(draft, self.step):
            self.add_error(fault.field, str(fault))


def _line(most: int, **attrs: Any) -> forms.TextInput:
    return forms.TextInput({"maxlength": most, "autocomplete": "off", "enterkeyhint": "next"} | attrs)


class GoodsForm(StepForm):
    step = 1

    product_name = AsTyped(label=_("What is it called"), widget=_line(80))
    price = AsTyped(label=_("What does it cost"), widget=_line(40, inputmode="decimal", enterkeyhint="go"))

    @classmethod
    def of(cls, draft: StoreDraft | None) -> GoodsForm:
        return cls(initial={"product_name": draft.product_name, "price": draft.price} if draft else {})


class StoreForm(StepForm):
    step = 2

    store_name = AsTyped(label=_("What is your store called"), widget=_line(40, **{"data-mirror": "store_name"}))
    place_name = AsTyped(
        label=_("Where is it"),
        required=False,
        widget=_line(60, autocomplete="address-level2", enterkeyhint="go", **{"data-mirror": "place_name"}),
        help_text=_("As people say it: a street, a quarter."),
    )
    lat = AsTyped(required=False, widget=forms.HiddenInput)
    lon = AsTyped(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, draft: StoreDraft) -> StoreForm:
        initial: dict[str, Any] = {"store_name": draft.store_name, "place_name": draft.place_name}
        if draft.lat is not None and draft.lon is not None:
            initial |= {"lat": draft.lat / MICRO, "lon": draft.lon / MICRO}
        return cls(initial=initial)

    def words(self) -> dict[str, Any]:
        """The place in micro-degrees; what is no place on the Earth is none."""
        typed = super().words()
        place = parse_place(typed.get("lat", ""), typed.get("lon", ""))
        return typed | {"lat": place.lat if place else None, "lon": place.lon if place else None}


class ContactForm(StepForm):
    step = 3

    contact = AsTyped(
        label=_("E-mail or phone"),
        widget=_line(254, autocomplete="email", inputmode="email", autocapitalize="none", enterkeyhint="go"),
        help_text=_("Orders are told here, and you come back in with a code sent here. No password."),
    )

    @classmethod
    def of(cls, draft: StoreDraft) -> ContactForm:
        return cls(initial={"contact": draft.contact})
