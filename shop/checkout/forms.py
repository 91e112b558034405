"""The one form of checkout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from config.kit.errors import DomainError
from shop.bag.reading import Contents, Group
from shop.checkout.checking import guest_contact, phone_number

NEW = "new"
TYPED = ("recipient", "phone", "street")


class CheckoutForm(forms.Form):
    """Where the goods go, how to reach a guest, and a note to each store.

    A member chooses one of their addresses or types another one; `to` is what was chosen or typed.
    """

    # The fields of another address are hidden while a known one is chosen.
    use_required_attribute = False

    address = forms.ChoiceField(label=_("Send it to"), widget=forms.RadioSelect, required=False)
    recipient = forms.CharField(label=_("Who gets it"), max_length=40)
    phone = forms.CharField(label=_("Phone"), max_length=30)
    street = forms.CharField(label=_("Address"), max_length=200, help_text=_("City, street, number, flat."))
    guest_contact = forms.CharField(
        label=_("Your e-mail or phone"),
        max_length=254,
        help_text=_("Where the seller reaches you; to an e-mail we also send the link of your order."),
    )

    def __init__(self, *args: Any, person: Any, contents: Contents, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Please fill this in.")
        self.person = person
        self.addresses = {address.reference: address for address in person.addresses.all()} if person else {}
        self._set_up_where()
        self.note_fields: dict[int, str] = {}
        for group in contents.buyable:
            name = f"note-{group.store.slug}"
            self.note_fields[group.store.pk] = name
            self.fields[name] = forms.CharField(
                label=_("A note to the seller"), max_length=200, required=False, widget=forms.TextInput
            )

    def _set_up_where(self) -> None:
        known = self.data.get("address", "") in self.addresses
        for name, kind in (("recipient", "name"), ("phone", "tel"), ("street", "street-address")):
            self.fields[name].widget.attrs["autocomplete"] = kind
            self.fields[name].required = not known
        self.fields["phone"].widget.input_type = "tel"
        self.fields["guest_contact"].widget.attrs["autocomplete"] = "email"
        if self.person:
            del self.fields["guest_contact"]
        if not self.addresses:
            del self.fields["address"]
            return
        choices = [
            (reference, format_html("{} {}<small>{}</small>", one.recipient, one.phone, one.street))
            for reference, one in self.addresses.items()
        ]
        self.fields["address"].choices = [*choices, (NEW, _("Another address"))]
        self.fields["address"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        known = self.addresses.get(cleaned.get("address", ""))
        if known:
            self.to = {name: getattr(known, name) for name in TYPED}
        else:
            self._check("phone", phone_number)
            self.to = {name: cleaned.get(name, "") for name in TYPED}
        if "guest_contact" in self.fields:
            self._check("guest_contact", guest_contact)
        return cleaned

    def _check(self, name: str, check: Callable[..., str]) -> None:
        """Say at once all that is wrong, not one field a try."""
        if name in self.errors:
            return
        try:
            check(self.cleaned_data.get(name, ""), field=name)
        except DomainError as error:
            self.add_error(name, str(error))

    def with_notes(self, contents: Contents) -> list[tuple[Group, Any]]:
        """What is being bought, by store, each with the field for its note; None for a store that just came back."""
        names = [(group, self.note_fields.get(group.store.pk)) for group in contents.buyable]
        return [(group, self[name] if name else None) for group, name in names]

    @property
    def notes(self) -> dict[str, str]:
        """The notes by the slug of the store."""
        return {name.removeprefix("note-"): self.cleaned_data[name] for name in self.note_fields.values()}
