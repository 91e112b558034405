"""Forms of shelves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group
from community.shelves.vouching import SENTENCE_LENGTH


class SentenceForm(forms.Form):
    """One's own word for what stands on the shelf."""

    sentence = forms.CharField(
        label=_("Why do you vouch for it?"),
        max_length=SENTENCE_LENGTH,
        help_text=_("One sentence that only someone can say who knows it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class VouchForm(SentenceForm):
    """The same, and on which group's shelf."""

    field_order = ["group", "sentence"]
    group = forms.ChoiceField(label=_("On whose shelf?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, groups: list[Group], **options: Any):
        super().__init__(*args, **options)
        self.groups = {group.slug: group for group in groups}
        field: Any = self.fields["group"]
        field.choices = [(group.slug, group.name) for group in groups]
        if len(groups) == 1:
            field.initial = groups[0].slug
