"""Make a list of picks, change what it says, take it away, and bring it back."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from community.attention.quotas import Quota, spend
from community.channels.channels import channel_of
from community.moderation.restricting import What, refusal
from community.picks.models import PickList
from community.picks.policies import can_edit_list, can_pick, owns_list
from config.kit.errors import Conflict, NotAllowed
from config.kit.lines import one_line
from config.kit.references import free_slug
from config.kit.unwanted import check_words
from shop.catalog.wording import TAG_LENGTH

TITLE_LENGTH, ABOUT_LENGTH = 40, 200
MOST_LISTS = 20
_ATTEMPTS = 5


class TooManyLists(Conflict):
    code = "too_many_lists"
    message = _("You have twenty lists. Whoever looks for a word of yours should find it: put one away first.")


def make_list(person: Any, *, title: str, topic: str, about: str = "") -> PickList:
    """Begin a list of picks on a topic, a word as on goods ("tea").

    Raises NotAllowed, Restricted, TooManyLists, QuotaReached, and Invalid at "title", "topic" or "about".
    """
    if not can_pick(person):
        raise refusal(person, What.POST)
    words = _checked(title=title, topic=topic, about=about)
    check_words(words)
    with transaction.atomic():
        spend(person, Quota.PICKS)
        if PickList.objects.filter(person=person, deleted_at=None).count() >= MOST_LISTS:
            raise TooManyLists
        made = _with_slug(PickList(person=person, **_columns(words)))
        channel_of(made)
    return made


@transaction.atomic
def edit_list(person: Any, *, picks: PickList, **changes: str) -> PickList:
    """Change `title`, `topic` or `about`; its address stays.

    Raises NotAllowed, Restricted, and Invalid at the field.
    """
    if not can_edit_list(person, picks):
        raise refusal(person, What.POST)
    words = _checked(**changes)
    before = {"title": picks.title, "about": picks.about, "topic": picks.topic.name}
    check_words({name: text for name, text in words.items() if text != before[name]})
    for name, value in _columns(words).items():
        setattr(picks, name, value)
    picks.save(update_fields=[*words, "changed_at"])
    return picks


@transaction.atomic
def delete_list(person: Any, *, picks: PickList) -> PickList:
    """Take one's list away, with what stands on it. Deleting twice changes nothing. Raises NotAllowed."""
    if not owns_list(person, picks):
        raise NotAllowed
    PickList.objects.filter(pk=picks.pk, deleted_at=None).update(deleted_at=timezone.now())
    picks.refresh_from_db(fields=["deleted_at"])
    return picks


@transaction.atomic
def restore_list(person: Any, *, picks: PickList) -> PickList:
    """Bring one's list back, with what stood on it: the undo of a slip. Raises NotAllowed, TooManyLists."""
    if not owns_list(person, picks):
        raise NotAllowed
    if PickList.objects.filter(person=person, deleted_at=None).exclude(pk=picks.pk).count() >= MOST_LISTS:
        raise TooManyLists
    PickList.objects.filter(pk=picks.pk).update(deleted_at=None)
    picks.refresh_from_db(fields=["deleted_at"])
    return picks


def _checked(**words: str) -> dict[str, str]:
    lengths = {"title": TITLE_LENGTH, "topic": TAG_LENGTH, "about": ABOUT_LENGTH}
    given = {name: text.lstrip("#＃ ") if name == "topic" else text for name, text in words.items()}
    return {
        name: one_line(text, field=name, most=lengths[name], required=name != "about") for name, text in given.items()
    }


def _columns(words: dict[str, str]) -> dict[str, Any]:
    """The columns that the words set: the topic is a tag, whatever its case."""
    found: dict[str, Any] = dict(words)
    if "topic" in words:
        tag = Tag.objects.filter(name__iexact=words["topic"]).order_by("pk").first()
        found["topic"] = tag or Tag.objects.get_or_create(name=words["topic"])[0]
    return found


def _with_slug(picks: PickList) -> PickList:
    """Save it under an address that is free among the person's own, also of those they deleted."""
    for _attempt in range(_ATTEMPTS):
        own = PickList.objects.filter(person=picks.person)
        picks.slug = free_slug(own, picks.title, fallback="picks")
        try:
            with transaction.atomic():
                picks.save()
        except IntegrityError:
            continue
        return picks
    raise Conflict
