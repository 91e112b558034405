"""Forms of the desk. They keep what was typed; what is right, the verbs say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.kit.geo import MICRO, parse_place
from config.kit.money import Money
from shop.catalog.models import Product
from shop.catalog.wording import DESCRIPTION_LENGTH, KNOWLEDGE_LENGTHS, MAX_STOCK, NAME_LENGTH
from shop.desk.fields import MoneyField, PhotosField, place_fields
from shop.stores.models import MAX_COMMISSION, Store
from shop.stores.wording import STORY_LENGTH


class ProductForm(forms.Form):
    """What a seller says of a product, beside its choices and pictures."""

    name = forms.CharField(label=_("What it is called"), max_length=NAME_LENGTH)
    photos = PhotosField(label=_("Photos"), required=False)
    description = forms.CharField(
        label=_("Description"),
        max_length=DESCRIPTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("You can use Markdown: **bold**, - lists, ## headings."),
    )
    tags = forms.CharField(
        label=_("Tags"), max_length=300, required=False, help_text=_("With commas between, for example: tea, spring.")
    )
    good_for = forms.CharField(label=_("Good for"), max_length=KNOWLEDGE_LENGTHS["good_for"], required=False)
    not_for = forms.CharField(
        label=_("Not for"),
        max_length=KNOWLEDGE_LENGTHS["not_for"],
        required=False,
        help_text=_("Who says whom it is not for is believed in the rest."),
    )
    how_to_use = forms.CharField(label=_("How to use"), max_length=KNOWLEDGE_LENGTHS["how_to_use"], required=False)
    compared_with = forms.CharField(label=_("Compared"), max_length=KNOWLEDGE_LENGTHS["compared_with"], required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for name in KNOWLEDGE_LENGTHS:
            limit = self.fields[name].widget.attrs.get("maxlength")
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2, "maxlength": limit or KNOWLEDGE_LENGTHS[name]})

    @classmethod
    def of(cls, product: Product) -> ProductForm:
        names = ("name", "description", *KNOWLEDGE_LENGTHS)
        initial = {name: getattr(product, name) for name in names}
        return cls(initial=initial | {"tags": "，".join(product.tags.names())})

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "description", *KNOWLEDGE_LENGTHS)}

    def tag_list(self) -> list[str]:
        text = self.cleaned_data["tags"]
        for comma in "，、;；\n":
            text = text.replace(comma, ",")
        return [tag.strip() for tag in text.split(",") if tag.strip()]


class ChoiceForm(forms.Form):
    """One choice of a product. Its fields come as parallel lists `choice-name`, `choice-price`, …"""

    reference = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Choice"), max_length=40, required=False)
    stock = forms.IntegerField(
        label=_("How many"),
        min_value=0,
        max_value=MAX_STOCK,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    stock_was = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, currency: str, **options: Any):
        super().__init__(*args, prefix="choice", **options)
        self.fields["price"] = MoneyField(currency=currency, label=_("Price"))
        self.fields["name"].widget.attrs["placeholder"] = _("such as 50 g")
        self.fields["stock"].widget.attrs["placeholder"] = _("no limit")

    @property
    def as_typed(self) -> dict[str, str]:
        """The words of a bound row, by field."""
        return {name: self.data.get(self.add_prefix(name), "") for name in self.fields}

    @property
    def is_blank(self) -> bool:
        """A row that nobody wrote anything in."""
        return not any(self.as_typed[name].strip() for name in ("name", "price", "stock"))


class StoreForm(forms.Form):
    """What a store says of itself."""

    name = forms.CharField(label=_("Store's name"), max_length=40)
    tagline = forms.CharField(
        label=_("One line of why"), max_length=80, required=False, help_text=_("Why people should come to you.")
    )
    photo = forms.FileField(label=_("Photo"), required=False)
    story = forms.CharField(
        label=_("Our story"),
        max_length=STORY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("You can use Markdown: **bold**, - lists, ## headings."),
    )
    place_name = forms.CharField(
        label=_("Where"), max_length=60, required=False, help_text=_("As people say it: a street, a quarter.")
    )
    delivery_note = forms.CharField(
        label=_("How it leaves the shop"),
        max_length=120,
        required=False,
        help_text=_("For example: ordered before 17:00, sent the same day."),
    )

    commission = forms.IntegerField(
        label=_("What you pay those who recommend you"),
        min_value=0,
        max_value=MAX_COMMISSION,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Per cent of the price; empty for nothing. It stands under each pick of your goods."),
    )

    def __init__(self, *args: Any, currency: str, **options: Any):
        super().__init__(*args, **options)
        self.fields["delivery_fee"] = MoneyField(
            currency=currency, label=_("Delivery fee"), required=False, help_text=_("For each order; empty for none.")
        )
        self.fields["lat"], self.fields["lon"] = place_fields()

    @classmethod
    def of(cls, store: Store) -> StoreForm:
        initial = {name: getattr(store, name) for name in ("name", "tagline", "story", "place_name", "delivery_note")}
        if store.place:
            initial |= {"lat": store.place.lat / MICRO, "lon": store.place.lon / MICRO}
        if store.delivery_fee:
            initial["delivery_fee"] = Money(store.delivery_fee, store.currency).plain
        initial |= {"commission": store.commission} if store.commission else {}
        return cls(initial=initial, currency=store.currency)

    def changes(self) -> dict[str, Any]:
        """For `edit_store`; after `is_valid`. The photo goes its own way."""
        names = ("name", "tagline", "story", "place_name", "delivery_note", "delivery_fee")
        place = parse_place(self.cleaned_data["lat"], self.cleaned_data["lon"])
        commission = self.cleaned_data["commission"] or 0
        return {name: self.cleaned_data[name] for name in names} | {"place": place, "commission": commission}
