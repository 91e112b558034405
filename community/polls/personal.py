"""What a person voted for, and asked."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from community.polls.models import Poll, PollVote
from community.posts.models import Post
from config.kit.personal import Column, Topic, erased, exported


@exported(
    Topic.SAID,
    "polls",
    title=_("Polls I asked"),
    columns={
        "post": Column(_("The post"), "post.reference"),
        "options": Column(_("Options"), lambda poll: [option.text for option in poll.options.all()]),
        "is_multiple": _("Several may be chosen"),
        "closes_at": _("Open until"),
    },
)
def polls(person: Any) -> QuerySet[Poll]:
    return Poll.objects.filter(post__author=person).select_related("post").prefetch_related("options")


@exported(
    Topic.SAID,
    "poll_votes",
    title=_("My votes"),
    columns={
        "post": Column(_("The post"), "poll.post.reference"),
        "position": Column(_("Number of the option"), "option.position"),
        "option": Column(_("Option"), lambda vote: vote.option.text if vote.post_is_seen else ""),
        "created_at": _("When"),
    },
)
def votes(person: Any) -> QuerySet[PollVote]:
    """An option is another's words: only its number, where the post is not shown to the person any more."""
    seen = Post.objects.visible_to(person).filter(pk=OuterRef("poll__post"))
    rows = PollVote.objects.filter(person=person).select_related("poll__post", "option")
    return rows.annotate(post_is_seen=Exists(seen))


@erased
def forget_polls(person: Any) -> None:
    PollVote.objects.filter(person=person).delete()
    Poll.objects.filter(post__author=person).delete()
