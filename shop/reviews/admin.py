"""What buyers say and sellers answer, for operators: read, hidden and shown again; what it was before stays there."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from config.kit.operating import HistoryAdmin, HistoryInline, act
from shop.reviews.hiding import hide_answer, hide_review, restore_answer, restore_review
from shop.reviews.models import Review, ReviewAnswer, ReviewPicture, ReviewRevision


class RevisionInline(HistoryInline):
    model = ReviewRevision
    fields = ("content", "text", "written_at", "replaced_at")


class PictureInline(HistoryInline):
    model = ReviewPicture
    fields = ("picture",)
    related = ("picture",)


class AnswerInline(HistoryInline):
    model = ReviewAnswer
    fields = ("text", "state", "answered_at", "changed_at")


@admin.register(Review)
class ReviewAdmin(HistoryAdmin):
    list_display = ["product_name", "store", "buyer", "content", "state", "withdrawn_at", "created_at", "changed_at"]
    list_filter = ["content", "state", ("withdrawn_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["reference", "product_name", "text", "buyer__username", "store__slug", "order__reference"]
    list_select_related = ["store", "buyer"]
    date_hierarchy = "created_at"
    inlines = [RevisionInline, PictureInline, AnswerInline]
    actions = [
        act(hide_review, name="hide_review", target="review", description=_("Hide the chosen")),
        act(restore_review, name="restore_review", target="review", description=_("Show the chosen again")),
    ]


@admin.register(ReviewAnswer)
class ReviewAnswerAdmin(HistoryAdmin):
    list_display = ["review", "text", "state", "answered_at"]
    list_filter = ["state", "answered_at"]
    search_fields = ["reference", "text", "review__reference", "review__store__slug"]
    list_select_related = ["review"]
    actions = [
        act(hide_answer, name="hide_answer", target="answer", description=_("Hide the chosen")),
        act(restore_answer, name="restore_answer", target="answer", description=_("Show the chosen again")),
    ]
