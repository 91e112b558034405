"""Forms of posts and comments. What may be said is decided by the verbs; these only ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.polls.forms import PollFields
from community.posts import commenting, writing
from community.posts.picturing import MOST_PICTURES

# Stands among the references of photos for one that comes along as a file.
NEW = "new"


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


class KeptField(forms.Field):
    """References of photos that are there already, in their order; NEW stands for the next file that comes along.

    None where the page showed no photos. A value may hold several, parted by blanks.
    """

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str] | None:
        return " ".join(value).split()[: 2 * MOST_PICTURES] if value else None


class PhotosForm(forms.Form):
    """Photos in an order, and what they show: `alt-<reference>` for each that is there, `alt` for each that is new."""

    kept = KeptField(required=False)

    def kept_photos(self) -> list[str]:
        """References and NEW, as they stand on the page."""
        return self.cleaned_data.get("kept") or []

    def alts(self) -> dict[str, str]:
        """What the photos that are there show, by reference."""
        given = {name: self.data.get(f"alt-{name}") for name in self.kept_photos() if name != NEW}
        return {name: text for name, text in given.items() if text is not None}

    def new_alts(self) -> list[str]:
        """What the new photos show, in the order of their files."""
        return self.data.getlist("alt") if hasattr(self.data, "getlist") else []


class PostForm(PhotosForm, PollFields):
    """What someone says in a channel. `kept` also names photos that came with an earlier, refused try."""

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
    due_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("In your time zone. Until then you can change it or take it back."),
    )

    field_order = ["text", "photos", "link", "options", "is_multiple", "days", "due_at"]

    def clean_text(self) -> str:
        return too_long(self.cleaned_data["text"], writing.TEXT_LENGTH)


class EditForm(PhotosForm):
    """Other words for one's own post, fewer photos, or in another order."""

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
