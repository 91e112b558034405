"""Forms of articles."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from content.articles.writing import BODY_LENGTH, TITLE_LENGTH


class ArticleForm(forms.Form):
    """An article as it is written."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    body = forms.CharField(
        label=_("Text"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Markdown works: ## heading, **bold**, - list, > quotation, [words](address)."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
