"""Form fields of a seller: money, several photos, a place on the map."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from config.kit.errors import Invalid
from config.kit.money import parse_money


class MoneyField(forms.CharField):
    """What a person typed as an amount; cleaned it is minor units."""

    def __init__(self, *, currency: str, **options: Any):
        self.currency = currency
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        if not text:
            return 0
        try:
            return parse_money(text, self.currency).minor
        except Invalid as error:
            raise ValidationError(str(error), code=error.code) from error


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Any number of files; what they are is seen when they are taken in."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [file for file in data or [] if isinstance(file, UploadedFile)]


def place_fields() -> tuple[forms.CharField, forms.CharField]:
    """Latitude and longitude in degrees, hidden: the page's button fills them in."""
    return tuple(forms.CharField(required=False, max_length=24, widget=forms.HiddenInput) for _ in range(2))
