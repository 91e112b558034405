"""The form of a message."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.posts.forms import PhotosField


class MessageForm(forms.Form):
    text = forms.CharField(label=_("Message"), required=False)
    photos = PhotosField(label=_("Photos"), required=False)
