"""Who may write, answer, change and hide posts and comments."""

from __future__ import annotations

from typing import Any

from community.channels.models import Channel, Subscription
from community.channels.policies import can_moderate, can_read, is_own
from community.moderation.logging import hidden_by_site
from community.moderation.restricting import What, refusal, restriction_on
from community.posts.models import Comment, Post, Standing
from config.kit.policies import explained, signed_in, staff


@explained(lambda person, channel: refusal(person, What.POST, channel.group))
def can_post(person: Any, channel: Channel) -> bool:
    """An active member of a group that is open; the owner of a store; a person in their own channel and lists. Nobody
    who is kept from posting there."""
    if not signed_in(person) or not can_read(person, channel):
        return False
    if restriction_on(person, What.POST, channel.group) is not None:
        return False
    if channel.kind == Channel.Kind.GROUP:
        return Subscription.objects.active().filter(person=person, channel=channel).exists()
    return is_own(person, channel)


@explained(lambda person, channel: refusal(person, What.POST, channel.group))
def can_compose(person: Any, channel: Channel) -> bool:
    """Whoever may post, where words are written by hand: a list of picks speaks by what is picked."""
    return channel.kind != Channel.Kind.PICKS and can_post(person, channel)


@explained(lambda person, post: refusal(person, What.COMMENT, post.channel.group))
def can_comment(person: Any, post: Post) -> bool:
    """Whoever may read the post, in a group its members, unless kept from commenting there."""
    return can_react(person, post) and restriction_on(person, What.COMMENT, post.channel.group) is None


def can_react(person: Any, post: Post) -> bool:
    """Whoever may read the post; in a group, its members."""
    if not signed_in(person) or not Post.objects.visible_to(person).filter(pk=post.pk).exists():
        return False
    if post.channel.kind == Channel.Kind.GROUP:
        return Subscription.objects.active().filter(person=person, channel=post.channel_id).exists()
    return True


def can_find_useful(person: Any, comment: Comment) -> bool:
    """Whoever asked: the author of the post, or of the comment that it answers. Never its own author; in a group, while
    a member."""
    if not signed_in(person):
        return False
    answered = Comment.objects.visible_to(person).answering(person).filter(pk=comment.pk)
    return answered.exists() and can_react(person, comment.post)


def can_save(person: Any, post: Post) -> bool:
    """Whoever may read the post."""
    return signed_in(person) and Post.objects.visible_to(person).filter(pk=post.pk).exists()


def can_pass_on(person: Any, post: Post) -> bool:
    """Whoever may read the post, and what it passes on itself. Where to, the verb says."""
    if not can_save(person, post):
        return False
    first = post.repost_of_id
    return first is None or Post.objects.visible_to(person).filter(pk=first).exists()


def is_own_post(person: Any, post: Post) -> bool:
    """Its author, while it stands and they may still read where."""
    is_own = signed_in(person) and post.author_id == person.pk and post.state == Standing.VISIBLE
    return is_own and can_read(person, post.channel)


@explained(lambda person, post: refusal(person, What.POST, post.channel.group))
def can_edit_post(person: Any, post: Post) -> bool:
    """Its author, unless kept from posting there: other words are as good as another post."""
    return is_own_post(person, post) and restriction_on(person, What.POST, post.channel.group) is None


def can_delete_post(person: Any, post: Post) -> bool:
    """Its author, also when it is hidden or when they have left."""
    return signed_in(person) and post.author_id == person.pk and post.state != Standing.DELETED


@explained(lambda person, comment: refusal(person, What.COMMENT, comment.post.channel.group))
def can_edit_comment(person: Any, comment: Comment) -> bool:
    """Its author, while it stands and they may still comment there."""
    is_own = signed_in(person) and comment.author_id == person.pk and comment.state == Standing.VISIBLE
    return is_own and can_comment(person, comment.post)


def can_delete_comment(person: Any, comment: Comment) -> bool:
    return signed_in(person) and comment.author_id == person.pk and comment.state != Standing.DELETED


def can_pin(person: Any, post: Post) -> bool:
    """Whoever keeps order in the channel, for posts that stand."""
    return post.state == Standing.VISIBLE and can_moderate(person, post.channel)


def can_hide_post(person: Any, post: Post) -> bool:
    return post.state == Standing.VISIBLE and can_moderate(person, post.channel)


def can_restore_post(person: Any, post: Post) -> bool:
    """Whoever keeps order in the channel; what the staff hid comes back by the staff alone."""
    return post.state == Standing.HIDDEN and can_moderate(person, post.channel) and _may_overrule(person, post)


def can_hide_comment(person: Any, comment: Comment) -> bool:
    return comment.state == Standing.VISIBLE and can_moderate(person, comment.post.channel)


def can_restore_comment(person: Any, comment: Comment) -> bool:
    """As of a post."""
    kept = comment.state == Standing.HIDDEN and can_moderate(person, comment.post.channel)
    return kept and _may_overrule(person, comment)


def _may_overrule(person: Any, hidden: Post | Comment) -> bool:
    return staff(person) or not hidden_by_site(hidden)
