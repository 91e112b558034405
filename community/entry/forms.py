"""Forms of the ways in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.entry.passkeys import NAME_LENGTH
from community.people.contacts import Contact, parse_contact
from config.kit.errors import Invalid


class ContactField(forms.CharField):
    """One field for e-mail or phone; its value is a Contact."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", _("E-mail or phone"))
        kwargs.setdefault("error_messages", {"required": _("Please give an e-mail or a phone number.")})
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "maxlength": "254"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Contact:
        text = super().clean(value)
        try:
            return parse_contact(text)
        except Invalid as error:
            raise forms.ValidationError(str(error), code=error.code) from error


class ContactForm(forms.Form):
    """Who comes in."""

    contact = ContactField()


class NewContactForm(forms.Form):
    """A new e-mail, or a new phone number."""

    contact = ContactField()

    def __init__(self, *args: Any, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind = kind
        field = self.fields["contact"]
        field.label = _("New e-mail") if kind == "email" else _("New mobile number")
        hints = {"email": ("email", "email"), "phone": ("tel", "tel")}
        field.widget.input_type, field.widget.attrs["autocomplete"] = hints[kind]

    def clean_contact(self) -> Contact:
        contact = self.cleaned_data["contact"]
        if contact.kind != self.kind:
            wanted = _("Please give an e-mail here.") if self.kind == "email" else _("Please give a phone number here.")
            raise forms.ValidationError(wanted, code="contact_other_kind")
        return contact


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        error_messages={"required": _("Please type the code that we sent.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "12", "spellcheck": "false"}
        ),
    )


def _password(label: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=256,
        strip=False,
        error_messages={"required": _("Please type a password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class PasswordEntryForm(forms.Form):
    """Coming in by password."""

    contact = ContactField()
    password = _password(_("Password"), "current-password")


class PasswordConfirmForm(forms.Form):
    """Showing that it is you by password."""

    password = _password(_("Your password"), "current-password")


class NewPasswordForm(forms.Form):
    """A new password; seen while it is typed rather than typed twice."""

    password = _password(_("New password"), "new-password")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = _("At least 8 characters, and not one that everyone uses.")


class PasskeyForm(forms.Form):
    """The name of a new passkey; the credential comes from the browser."""

    name = forms.CharField(label=_("What do you call this device?"), max_length=NAME_LENGTH)
    credential = forms.JSONField(widget=forms.HiddenInput, required=False)


class CredentialForm(forms.Form):
    """What a passkey answered."""

    credential = forms.JSONField(widget=forms.HiddenInput, required=True)
