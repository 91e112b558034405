"""Forms of posts and comments. What may be said is decided by the verbs; these only ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.polls.forms import PollFields
from community.posts import commenting, writing


class ManyFiles(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True
    needs_multipart_form = True


class PhotosField(forms.FileField):
    """Several files, as a list; none is an empty list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(PhotosField, self).clean(file, initial) for file in files]


class PostForm(PollFields):
    """What someone says in a channel. `kept` names photos that came with an earlier, refused try, in their order."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("@name calls somebody, #tag finds others who speak of it."),
    )
    link = forms.CharField(
        label=_("Link"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=_("A store, a product or another page: it becomes a card."),
    )
    photos = PhotosField(label=_("Photos"), required=False, help_text=_("At most nine."))
    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400)
    due_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("In your time zone. Until then you can change it or take it back."),
    )

    field_order = ["text", "photos", "link", "options", "is_multiple", "days", "due_at"]

    def clean_text(self) -> str:
        return too_long(self.cleaned_data["text"], writing.TEXT_LENGTH)

    def kept_references(self) -> list[str]:
        return self.cleaned_data.get("kept", "").split()[: writing.MOST_PICTURES]


class EditForm(forms.Form):
    """Other words for one's own post."""

    text = forms.CharField(
        label=_("What do you want to say?"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    link = forms.CharField(label=_("Link"), required=False, widget=forms.TextInput(attrs={"inputmode": "url"}))


class CommentEditForm(forms.Form):
    """Other words for one's own comment."""

    text = forms.CharField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 4}))

    def clean_text(self) -> str:
        return too_long(self.cleaned_data["text"], commenting.TEXT_LENGTH)


class CommentForm(forms.Form):
    """A word under a post; `parent` is the reference of the comment it answers."""

    text = forms.CharField(label=_("Your comment"), required=True, widget=forms.Textarea(attrs={"rows": 2}))
    parent = forms.CharField(required=False, widget=forms.HiddenInput, max_length=16)

    def clean_text(self) -> str:
        return too_long(self.cleaned_data["text"], commenting.TEXT_LENGTH)


def too_long(text: str, most: int) -> str:
    """`text`, or an error that says by how much it is too long. Line ends count once, as they are kept."""
    length = len(text.replace("\r\n", "\n").strip())
    if length > most:
        raise forms.ValidationError(
            _("At most %(most)d characters; this has %(count)d."), params={"most": most, "count": length}
        )
    return text
