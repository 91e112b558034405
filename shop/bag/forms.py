"""What the product page and the bag send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404

from config.kit.references import LENGTH
from shop.bag.errors import BadQuantity
from shop.catalog.models import Product, Variant


class PutForm(forms.Form):
    """`variant` by its reference, `quantity` (1 where nothing is said), and what to do `then`: bag or checkout."""

    variant = forms.CharField(max_length=LENGTH)
    quantity = forms.IntegerField(required=False, min_value=0, max_value=99)
    then = forms.CharField(required=False, max_length=10)


def variant_of(person: Any, reference: str) -> Variant:
    """A choice of a product that the person may see. Raises Http404."""
    variants = Variant.objects.filter(product__in=Product.objects.visible_to(person))
    return get_object_or_404(variants.select_related("product__store"), reference=reference)


def read(form: PutForm) -> dict[str, Any]:
    """The form's values; what is no variant at all is not found. Raises Http404, BadQuantity."""
    if form.is_valid():
        return form.cleaned_data
    if "variant" in form.errors:
        raise Http404
    raise BadQuantity
