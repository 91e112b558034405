"""The sheet on which a seller writes a product: words, choices, pictures; nothing on it is lost on the way."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from config.kit.money import Money
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture
from shop.catalog.models import Product, Variant
from shop.catalog.wording import AS_IT_IS, MAX_PICTURES, MAX_VARIANTS, VariantInput
from shop.desk.forms import ChoiceForm, ProductForm
from shop.stores.models import Store

COLUMNS = ("reference", "name", "price", "stock", "stock_was")


class Sheet:
    """A product being written: `form`, `choices` (one form a row) and `pictures` in their order."""

    def __init__(self, store: Store, form: ProductForm, choices: list[ChoiceForm], pictures: list[Picture]):
        self.store, self.form, self.choices, self.pictures = store, form, choices, pictures
        self.photo_errors: list[str] = []

    @classmethod
    def blank(cls, store: Store) -> Sheet:
        return cls(store, ProductForm(), [_row(store, {})], [])

    @classmethod
    def of(cls, product: Product) -> Sheet:
        """The sheet of a product from `for_tiles`."""
        rows = [_row(product.store, _written(variant)) for variant in product.active_variants]
        return cls(product.store, ProductForm.of(product), rows, [hung.picture for hung in product.pictures.all()])

    @classmethod
    def sent(cls, request: HttpRequest, store: Store) -> Sheet:
        """The sheet as it was sent; new photos are taken in, whatever else is wrong with it."""
        form = ProductForm(request.POST, request.FILES)
        lists = [request.POST.getlist(f"choice-{column}")[: MAX_VARIANTS + 1] for column in COLUMNS]
        rows = [
            _row(store, dict(zip(COLUMNS, values, strict=True)), bound=True)
            for values in zip_longest(*lists, fillvalue="")
        ]
        sheet = cls(store, form, rows or [_row(store, {}, bound=True)], _named(request))
        sheet._take_in(request)
        return sheet

    def _take_in(self, request: HttpRequest) -> None:
        for file in request.FILES.getlist("photos"):
            if len(self.pictures) >= MAX_PICTURES:
                self.photo_errors.append(_("At most %(most)d photos of one product.") % {"most": MAX_PICTURES})
                return
            try:
                self.pictures.append(take_picture(request.user, file=file))
            except Invalid as error:
                self.photo_errors.append(str(error))

    def rearranged(self, request: HttpRequest) -> bool:
        """Do what a button on the sheet asks for (one more row, a picture first or away); False if none was pressed.

        The sheet is then shown as it was written, not yet judged.
        """
        more, without = request.POST.get("more_choices"), request.POST.get("drop_choice", "")
        first, away = request.POST.get("picture_first"), request.POST.get("picture_away")
        if not (more or without or first or away):
            return False
        self.form = ProductForm(initial=request.POST.dict())
        self.choices = [_row(self.store, row.as_typed) for i, row in enumerate(self.choices) if str(i) != without]
        if not self.choices or (more and len(self.choices) < MAX_VARIANTS):
            self.choices.append(_row(self.store, {}))
        if first:
            self.pictures.sort(key=lambda picture: picture.reference != first)
        if away:
            self.pictures = [picture for picture in self.pictures if picture.reference != away]
        return True

    def is_valid(self) -> bool:
        """Whether every field by itself is right. Rows that nobody wrote in do not count."""
        self.choices = [row for row in self.choices if not row.is_blank] or self.choices[:1]
        wrong = [row for row in self.choices if not row.is_valid()]
        return self.form.is_valid() and not wrong and not self.photo_errors

    def arguments(self) -> dict[str, Any]:
        """For `add_product` and `edit_product`; after `is_valid`."""
        return {
            **self.form.words(),
            "tags": self.form.tag_list(),
            "variants": [_choice(row.cleaned_data) for row in self.choices],
            "pictures": self.pictures,
        }

    @property
    def has_several(self) -> bool:
        return len(self.choices) > 1

    @property
    def symbol(self) -> str:
        """The sign before prices of the store."""
        return Money(0, self.store.currency).symbol


def _row(store: Store, values: dict[str, str], *, bound: bool = False) -> ChoiceForm:
    if not bound:
        return ChoiceForm(initial=values, currency=store.currency)
    data = {f"choice-{column}": value for column, value in values.items()}
    return ChoiceForm(data, currency=store.currency)


def _written(variant: Variant) -> dict[str, str]:
    stock = str(variant.stock.available) if variant.stock.is_tracked else ""
    return {
        "reference": variant.reference,
        "name": variant.name,
        "price": variant.money.plain,
        "stock": stock,
        "stock_was": stock,
    }


def _choice(data: dict[str, Any]) -> VariantInput:
    """Stock that the seller did not touch stays as it is: some may have been sold since the page was opened."""
    as_it_was = data["reference"] and str("" if data["stock"] is None else data["stock"]) == data["stock_was"]
    return VariantInput(
        name=data["name"],
        price=data["price"],
        stock=AS_IT_IS if as_it_was else data["stock"],
        reference=data["reference"],
    )


def _named(request: HttpRequest) -> list[Picture]:
    """The pictures that the sheet names, in its order; only the person's own."""
    wanted = [name for name in request.POST.getlist("picture")[:MAX_PICTURES] if "\x00" not in name]
    shown = request.user.pictures.filter(reference__in=wanted, is_private=False)
    own = {picture.reference: picture for picture in shown}
    return [own[reference] for reference in dict.fromkeys(wanted) if reference in own]
