"""Forms of an offer and of its choice. They keep what was typed; what is right, the verbs say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.offers.making import Terms
from community.offers.models import MOST_PIECES, Offer
from community.posts.forms import PhotosField, PhotosForm
from config.kit.money import Money
from shop.bag.reading import contents_from
from shop.catalog.models import Variant
from shop.checkout.forms import CheckoutForm
from shop.desk.fields import MoneyField

# Instead of a variant's reference: something made for this need.
MADE = "made"
AS_LONG, AS_IT_WAS = "hail", "kept"
HOURS = {"1": 1, "6": 6, "24": 24}


class TermsForm(forms.Form):
    """What is offered, whatever it is."""

    quantity = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST_PIECES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    delivery_note = forms.CharField(label=_("How it gets there"), max_length=120, required=False)
    ready_on = forms.DateField(
        label=_("They have it by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A promise: whether you kept it stands in your record."),
    )
    words = forms.CharField(
        label=_("Your words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )
    knows = forms.CharField(
        label=_("What you know about it, for this need"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text=_("For whom it is right and for whom not, how to use it. It stands out beside your offer."),
    )
    valid = forms.ChoiceField(label=_("Stands"))
    together_from = forms.IntegerField(
        label=_("From so many pieces on"),
        required=False,
        min_value=2,
        max_value=MOST_PIECES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, currency: str, now: datetime | None = None, **options: Any):
        super().__init__(*args, **options)
        self.symbol = Money(0, currency).symbol
        self.fields["price"] = PriceField(currency=currency, label=_("Price of one"), required=False)
        fee = MoneyField(currency=currency, label=_("Delivery, once"), required=False)
        self.fields["delivery_fee"] = fee
        self.fields["together_price"] = PriceField(currency=currency, label=_("One costs then"), required=False)
        valid: Any = self.fields["valid"]
        valid.choices = [
            (AS_LONG, _("as long as the hail")),
            ("1", _("for an hour")),
            ("6", _("for six hours")),
            ("24", _("for a day")),
        ]
        valid.initial = AS_LONG
        # The day on which it is needed may be over here and not where whoever hails lives.
        today = timezone.localdate(now or timezone.now())
        self.fields["ready_on"].widget.attrs["min"] = min(today, self.initial.get("ready_on") or today).isoformat()

    def terms(self, *, title: str = "", valid_until: datetime | None = None) -> Terms:
        """For the verbs; after `is_valid`. `valid_until` is what "as it was" means."""
        given = self.cleaned_data
        until = timezone.now() + timedelta(hours=HOURS[given["valid"]]) if given["valid"] in HOURS else None
        return Terms(
            title=title,
            quantity=given["quantity"],
            unit_price=given["price"],
            delivery_fee=given["delivery_fee"],
            delivery_note=given["delivery_note"],
            ready_on=given["ready_on"],
            words=given["words"],
            knows=given["knows"],
            valid_until=valid_until if given["valid"] == AS_IT_WAS else until,
            together_from=given["together_from"],
            together_price=given["together_price"],
        )


class OfferForm(PhotosForm, TermsForm):
    """A new offer: one of one's goods, or something made for this."""

    what = forms.ChoiceField(label=_("What do you offer?"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("What you call it"), max_length=80, required=False)
    photos = PhotosField(label=_("Photos"), required=False, help_text=_("At most four."))

    def __init__(self, *args: Any, variants: Sequence[Variant], **options: Any):
        super().__init__(*args, **options)
        self.variants = {variant.reference: variant for variant in variants}
        what: Any = self.fields["what"]
        what.choices = [(variant.reference, str(variant)) for variant in variants]
        what.choices += [(MADE, _("Something made for this"))]
        what.initial = variants[0].reference if variants else MADE

    @property
    def variant(self) -> Variant | None:
        """The choice that was made, None for something made for this; after `is_valid`."""
        return self.variants.get(self.cleaned_data["what"])

    @property
    def title_given(self) -> str:
        """The title of what is made for this; goods are called as on the shelf. After `is_valid`."""
        return self.cleaned_data["title"] if self.variant is None else ""


class ChangeForm(TermsForm):
    """Other terms for an offer that stands; `version` is the one that was changed."""

    title = forms.CharField(label=_("What you call it"), max_length=80)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offer: Offer, **options: Any):
        super().__init__(*args, currency=offer.currency, **options)
        valid: Any = self.fields["valid"]
        valid.choices = [(AS_IT_WAS, _("as it was")), *valid.choices]
        self.fields["price"].required = True

    @classmethod
    def of(cls, offer: Offer) -> ChangeForm:
        valid = AS_IT_WAS if offer.is_valid else AS_LONG
        initial = terms_typed(offer) | {"title": offer.title, "version": offer.version, "valid": valid}
        return cls(offer=offer, initial=initial)


class PriceField(MoneyField):
    """An amount; None where nothing is given."""

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        return super().clean(value) if str(value or "").strip() or self.required else None


def terms_typed(offer: Offer) -> dict[str, Any]:
    """The offer's terms as the fields of the form show them."""
    return {
        "quantity": offer.quantity,
        "price": offer.unit_money.plain,
        "delivery_fee": offer.delivery_money.plain if offer.delivery_fee else "",
        "delivery_note": offer.delivery_note,
        "ready_on": offer.ready_on,
        "words": offer.words,
        "knows": offer.knows,
        "together_from": offer.together_from,
        "together_price": offer.together_money.plain if offer.together_money else "",
    }


class ChooseForm(CheckoutForm):
    """Where a chosen offer goes: one of the buyer's addresses, the last one chosen already, or another one."""

    def __init__(self, *args: Any, person: Any, **options: Any):
        super().__init__(*args, person=person, contents=contents_from([]), **options)
