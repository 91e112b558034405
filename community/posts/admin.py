"""Posts, comments and reactions for operators."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.moderation.acting import hide_comment, hide_post, restore_comment, restore_post
from community.posts.models import (
    Comment,
    CommentRevision,
    Mention,
    Post,
    PostPicture,
    PostRevision,
    Reaction,
    UsefulMark,
)
from config.kit.operating import HistoryAdmin, HistoryInline, act


class PostPictureInline(HistoryInline):
    model = PostPicture


class PostRevisionInline(HistoryInline):
    model = PostRevision
    fields = ["text", "link", "photos", "written_at", "replaced_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PostRevision]:
        return super().get_queryset(request).prefetch_related("pictures__picture")

    @admin.display(description=_("Photos"))
    def photos(self, revision: PostRevision) -> str:
        """The photos that it had, and what was said of them."""
        return ", ".join(f"{hung.picture} {hung.alt}".strip() for hung in revision.pictures.all())


class CommentRevisionInline(HistoryInline):
    model = CommentRevision
    fields = ["text", "written_at", "replaced_at"]


class MentionInline(HistoryInline):
    model = Mention
    fields = ["person", "name", "comment", "created_at"]
    related = ("person", "comment")


@admin.register(Post)
class PostAdmin(HistoryAdmin):
    list_display = ["__str__", "author", "channel", "state", "hidden_reason", "pinned_at", "created_at"]
    list_filter = ["state", "channel__kind", "created_at", ("pinned_at", admin.EmptyFieldListFilter)]
    search_fields = ["reference", "text", "author__username", "author__name", "channel__group__name"]
    list_select_related = ["author", "channel__group", "channel__store", "channel__person", "channel__picks"]
    date_hierarchy = "created_at"
    inlines = [PostPictureInline, PostRevisionInline, MentionInline]
    actions = [
        act(hide_post, name="hide_posts", target="post", description=_("Hide the chosen posts")),
        act(restore_post, name="restore_posts", target="post", description=_("Show the chosen posts again")),
    ]


@admin.register(Comment)
class CommentAdmin(HistoryAdmin):
    list_display = ["__str__", "author", "post", "state", "hidden_reason", "created_at"]
    list_filter = ["state", "created_at"]
    search_fields = ["reference", "text", "author__username", "author__name", "post__reference"]
    list_select_related = ["author", "post__channel__group", "post__channel__store"]
    date_hierarchy = "created_at"
    inlines = [CommentRevisionInline]
    actions = [
        act(hide_comment, name="hide_comments", target="comment", description=_("Hide the chosen comments")),
        act(
            restore_comment, name="restore_comments", target="comment", description=_("Show the chosen comments again")
        ),
    ]


@admin.register(Reaction)
class ReactionAdmin(HistoryAdmin):
    list_display = ["person", "kind", "post", "created_at"]
    list_filter = ["kind", "created_at"]
    search_fields = ["person__username", "person__name", "post__reference"]
    list_select_related = ["person", "post"]


@admin.register(UsefulMark)
class UsefulMarkAdmin(HistoryAdmin):
    list_display = ["person", "comment", "about", "created_at"]
    list_filter = ["created_at"]
    search_fields = ["person__username", "about__username", "comment__reference"]
    list_select_related = ["person", "about", "comment"]
