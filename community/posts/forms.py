"""Forms of posts and comments. What may be said is decided by the verbs; these only ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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


class PostForm(forms.Form):
    """What someone says in a channel. `kept` names photos that came with an earlier, refused try."""

    text = forms.CharField(
        label=_("What do you want to say?"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    link = forms.CharField(label=_("Link"), required=False, widget=forms.TextInput(attrs={"inputmode": "url"}),
                           help_text=_("A store, a product or another page: it becomes a card."))  # fmt: skip
    photos = PhotosField(label=_("Photos"), required=False, help_text=_("At most nine."))
    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400)

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
