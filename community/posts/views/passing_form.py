"""The form that passes a post on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.channels.channels import channel_key
from community.groups.models import Group
from community.posts.models import Post
from community.posts.privacy import is_public
from community.posts.writing import TEXT_LENGTH
from shop.stores.models import Store

# Groups and stores offered.
MOST_PLACES = 50


class RepostForm(forms.Form):
    """Where a post goes, and what one says about it. What stands behind doors is offered to its own group alone."""

    text = forms.CharField(
        label=_("What do you want to say about it?"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    channel = forms.ChoiceField(label=_("Where to"), widget=forms.RadioSelect(attrs={"class": "choice"}))

    def __init__(self, *arguments: Any, person: Any, first: Post, **options: Any):
        super().__init__(*arguments, **options)
        choices = places(person, first)
        self.fields["channel"].choices = choices
        self.fields["channel"].initial = choices[0][0] if choices else ""


def places(person: Any, first: Post) -> list[tuple[str, str]]:
    """Where the person may pass `first` on to, by the key of the channel and its name."""
    groups = Group.objects.joined_by(person).order_by("name")
    if not is_public(first.channel):
        return [(channel_key(group), group.name) for group in groups.filter(pk=first.channel.group_id)]
    stores = Store.objects.owned_by(person).exclude(state=Store.State.CLOSED).order_by("name")
    found = [*stores[:MOST_PLACES], *groups[:MOST_PLACES]]
    return [(channel_key(person), str(_("My own page"))), *((channel_key(place), place.name) for place in found)]
