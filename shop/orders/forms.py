"""What people say with a step of an order."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ShipForm(forms.Form):
    """How the goods travel; all of it may be left out."""

    carrier = forms.CharField(label=_("Carrier"), max_length=40, required=False)
    tracking_number = forms.CharField(label=_("Tracking no."), max_length=60, required=False)
    note = forms.CharField(label=_("A note to the buyer"), max_length=200, required=False)


class ReasonForm(forms.Form):
    """Why an order is called off or its money given back; the other side reads it."""

    reason = forms.CharField(label=_("Why"), max_length=200, required=False)
