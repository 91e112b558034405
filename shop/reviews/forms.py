"""Forms of reviews. They keep what was typed; what is right, the verbs say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.kit.errors import Invalid
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture
from shop.desk.fields import PhotosField
from shop.reviews.models import Review
from shop.reviews.photos import MOST_PICTURES, TooManyPhotos

YES, NO = "yes", "no"
VERDICTS = ((YES, _("Yes, content")), (NO, _("No, not content")))


class ReviewForm(forms.Form):
    """Whether one was content; all else may be left out."""

    content = forms.ChoiceField(label=_("Were you content?"), choices=VERDICTS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In a sentence or two"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you would tell a friend who thinks of buying it."),
    )
    photos = PhotosField(label=_("Photos"), required=False)


class AnswerForm(forms.Form):
    """What the seller answers."""

    text = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("All who read the review read it too."),
    )


class Sheet:
    """The form with its photos; nothing on it is lost on the way: photos are taken in, whatever else is wrong."""

    def __init__(self, form: ReviewForm, pictures: list[Picture]):
        self.form, self.pictures, self.photo_error = form, pictures, ""

    @classmethod
    def of(cls, review: Review | None) -> Sheet:
        """As it stands, or blank."""
        if review is None:
            return cls(ReviewForm(), [])
        form = ReviewForm(initial={"content": YES if review.content else NO, "text": review.text})
        return cls(form, [row.picture for row in review.pictures.all()])

    @classmethod
    def sent(cls, request: HttpRequest) -> Sheet:
        wanted = [name for name in request.POST.getlist("picture")[: MOST_PICTURES + 1] if "\x00" not in name]
        own: dict[str, Picture] = {
            picture.reference: picture for picture in request.user.pictures.filter(reference__in=wanted)
        }
        pictures = [own[reference] for reference in dict.fromkeys(wanted) if reference in own]
        sheet = cls(ReviewForm(request.POST, request.FILES), pictures)
        for file in request.FILES.getlist("photos"):
            sheet._take(request, file)
        return sheet

    def _take(self, request: HttpRequest, file: Any) -> None:
        try:
            if len(self.pictures) >= MOST_PICTURES:
                raise TooManyPhotos
            self.pictures.append(take_picture(request.user, file=file))
        except Invalid as error:
            self.photo_error = str(error)

    def without(self, reference: str) -> Sheet:
        """The same as it was written, not yet judged, without one of its photos."""
        kept = [picture for picture in self.pictures if picture.reference != reference]
        return Sheet(ReviewForm(initial=self.form.data.dict()), kept)

    def is_valid(self) -> bool:
        return self.form.is_valid() and not self.photo_error

    def arguments(self) -> dict[str, Any]:
        """For `write_review`; after `is_valid`."""
        data = self.form.cleaned_data
        return {"content": data["content"] == YES, "text": data["text"], "pictures": self.pictures}
