"""What a buyer says of a promise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.offers.afterwards import MEANS, verdict_of, verdicts
from community.offers.models import Offer, Outcome
from community.offers.outcomes import WORDS_LENGTH


class OutcomeForm(forms.Form):
    """One tap, and a few words."""

    verdict = forms.ChoiceField(label=_("Was it as promised?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In a few words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": WORDS_LENGTH}),
        help_text=_("The seller reads it, and nobody else."),
    )

    def __init__(self, person: Any, offer: Offer, said: Outcome | None, data: Any = None):
        verdict = verdict_of(said)
        self.before = said.words if said else ""
        initial = {"verdict": verdict.value, "words": said.words} if said and verdict else None
        super().__init__(data, initial=initial)
        self.fields["verdict"].choices = [(one.value, one.label) for one in verdicts(person, offer)]  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """What the verb takes; words that were not sent stay as they were."""
        came, as_promised = MEANS[self.cleaned_data["verdict"]]
        words = self.cleaned_data["words"] if "words" in self.data else self.before
        return {"came": came, "as_promised": as_promised, "words": words}
