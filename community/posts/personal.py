"""What a person said, and the signs they gave."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.channels.personal import channel_said, with_channels
from community.posts.models import (
    Comment,
    CommentRevision,
    Mention,
    Post,
    PostPicture,
    PostRevision,
    PostTag,
    Reaction,
    SavedPost,
    Standing,
    UsefulMark,
)
from community.posts.useful import take_marks_away
from config.kit.personal import Column, Topic, erased, exported, forget_in_history


@exported(
    Topic.SAID,
    "posts",
    title=_("Posts"),
    columns={
        "reference": _("Reference"),
        "channel": Column(_("Where"), channel_said),
        "text": _("Text"),
        "link": _("Link"),
        "repost_of": Column(_("Passes on"), "repost_of.reference"),
        "photos": Column(
            _("Photos"), lambda post: [hung.picture.reference for hung in post.pictures.all()], photos=True
        ),
        "state": Column(_("State"), choices=Standing),
        "hidden_reason": _("Why it was hidden"),
        "pinned_at": _("Pinned"),
        "announced_at": _("Announced"),
        "created_at": _("Written"),
        "edited_at": _("Changed"),
    },
)
def posts(person: Any) -> QuerySet[Post]:
    rows = with_channels(Post.objects.filter(author=person), person)
    return rows.select_related("repost_of").prefetch_related("pictures__picture")


@exported(
    Topic.SAID,
    "posts_as_they_were",
    title=_("Posts as they were"),
    columns={
        "post": Column(_("The post"), "post.reference"),
        "text": _("Text"),
        "link": _("Link"),
        "photos": Column(
            _("Photos"), lambda then: [hung.picture.reference for hung in then.pictures.all()], photos=True
        ),
        "descriptions": Column(
            _("What the photos show"), lambda then: [hung.alt for hung in then.pictures.all() if hung.alt]
        ),
        "written_at": _("Written"),
        "replaced_at": _("Changed"),
    },
)
def post_revisions(person: Any) -> QuerySet[PostRevision]:
    rows = PostRevision.objects.filter(post__author=person)
    return rows.select_related("post").prefetch_related("pictures__picture")


@exported(
    Topic.SAID,
    "comments",
    title=_("Comments"),
    columns={
        "reference": _("Reference"),
        "post": Column(_("Under the post"), "post.reference"),
        "parent": Column(_("Answers the comment"), "parent.reference"),
        "text": _("Text"),
        "state": Column(_("State"), choices=Standing),
        "hidden_reason": _("Why it was hidden"),
        "created_at": _("Written"),
        "edited_at": _("Changed"),
    },
)
def comments(person: Any) -> QuerySet[Comment]:
    return Comment.objects.filter(author=person).select_related("post", "parent")


@exported(
    Topic.SAID,
    "comments_as_they_were",
    title=_("Comments as they were"),
    columns={
        "comment": Column(_("Comment"), "comment.reference"),
        "text": _("Text"),
        "written_at": _("Written"),
        "replaced_at": _("Changed"),
    },
)
def comment_revisions(person: Any) -> QuerySet[CommentRevision]:
    return CommentRevision.objects.filter(comment__author=person).select_related("comment")


@exported(
    Topic.SAID,
    "reactions",
    title=_("Signs I gave"),
    columns={
        "post": Column(_("The post"), "post.reference"),
        "kind": Column(_("Sign"), choices=Reaction.Kind),
        "created_at": _("When"),
    },
)
def reactions(person: Any) -> QuerySet[Reaction]:
    return Reaction.objects.filter(person=person).select_related("post")


@exported(
    Topic.SAID,
    "answers_i_found_useful",
    title=_("Answers that helped me"),
    columns={"comment": Column(_("Comment"), "comment.reference"), "created_at": _("When")},
)
def found_useful(person: Any) -> QuerySet[UsefulMark]:
    return UsefulMark.objects.filter(person=person).select_related("comment")


@exported(
    Topic.SAID,
    "useful_answers",
    title=_("My answers that others found useful"),
    columns={"comment": Column(_("Comment"), "comment.reference"), "created_at": _("When")},
)
def useful_answers(person: Any) -> QuerySet[UsefulMark]:
    return UsefulMark.objects.standing(person).filter(about=person).select_related("comment")


@exported(
    Topic.SAID,
    "saved_posts",
    title=_("Saved posts"),
    columns={"post": Column(_("The post"), "post.reference"), "created_at": _("When")},
)
def saved(person: Any) -> QuerySet[SavedPost]:
    return SavedPost.objects.filter(person=person).select_related("post")


@erased
def forget_words(person: Any) -> None:
    """Rows stay where others answered them, without a word; signs and photos go."""
    Reaction.objects.filter(person=person).delete()
    SavedPost.objects.filter(person=person).delete()
    take_marks_away(UsefulMark.objects.filter(Q(person=person) | Q(about=person) | Q(comment__post__author=person)))
    Mention.objects.filter(person=person).delete()
    Mention.objects.filter(post__author=person, comment=None).delete()
    Mention.objects.filter(comment__author=person).delete()
    PostRevision.objects.filter(post__author=person).delete()
    CommentRevision.objects.filter(comment__author=person).delete()
    PostTag.objects.filter(content_object__author=person).delete()
    PostPicture.objects.filter(post__author=person).delete()
    posts, comments = Post.objects.filter(author=person), Comment.objects.filter(author=person)
    forget_in_history(posts)
    forget_in_history(comments)
    posts.update(text="", link="", repost_of=None, state=Standing.DELETED, pinned_at=None, hidden_reason="")
    comments.update(text="", state=Standing.DELETED, hidden_reason="")
