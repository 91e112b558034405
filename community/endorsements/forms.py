"""The form of an endorsement: a topic among a few or another, and a sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.endorsements.models import SENTENCE_LENGTH
from community.endorsements.topics import TOPIC_LENGTH


class EndorseForm(forms.Form):
    """`topics` are the names to choose from; what stands in `other` goes before."""

    topic = forms.ChoiceField(label=_("About what?"), widget=forms.RadioSelect(attrs={"class": "choice"}))
    other = forms.CharField(
        label=_("Topic"),
        required=False,
        max_length=TOPIC_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sentence = forms.CharField(
        label=_("Why do you trust them?"),
        max_length=SENTENCE_LENGTH,
        help_text=_("One sentence that only someone can say who knows it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, topics: list[str], **options: Any):
        super().__init__(*args, **options)
        field: Any = self.fields["topic"]
        field.choices = [(name, name) for name in topics]
        field.required = not self.data.get("other")
        if not topics:
            del self.fields["topic"]
            self.fields["other"].label, self.fields["other"].required = _("About what?"), True

    @property
    def chosen(self) -> str:
        """The name of the topic."""
        return self.cleaned_data.get("other") or self.cleaned_data.get("topic", "")

    @property
    def names(self) -> dict[str, str]:
        """Which field of this form stands for which of the verb."""
        from_list = "topic" in self.fields and not self.cleaned_data.get("other")
        return {"topic": "topic" if from_list else "other"}
