"""Conversations for operators: only those in which something was reported, and each look at one is written down."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from community.conversations.models import Conversation, Message, StaffReading
from community.conversations.overseeing import note_reading
from config.kit.operating import HistoryAdmin, HistoryInline


class MessageInline(HistoryInline):
    model = Message
    fields = ["side", "sender", "text", "state", "created_at"]
    related = ("sender",)
    show_change_link = False


class ReadingInline(HistoryInline):
    model = StaffReading
    fields = ["person", "at"]
    related = ("person",)
    show_change_link = False


@admin.register(Conversation)
class ConversationAdmin(HistoryAdmin):
    list_display = ["reference", "kind", "order", "call", "reported_at", "created_at"]
    list_filter = ["kind", "reported_at"]
    search_fields = ["reference", "order__reference", "order__store__name", "order__store__slug"]
    search_fields += ["call__reference", "call__store__name", "call__store__slug"]
    list_select_related = ["order", "call__store", "call__hail"]
    inlines = [MessageInline, ReadingInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(reported_at__isnull=False)

    def change_view(self, request: HttpRequest, object_id: str, *arguments: Any, **options: Any) -> HttpResponse:
        found = self.get_object(request, object_id)
        if found is not None and self.has_view_permission(request, found):
            note_reading(request.user, subject=found.subject)
        return super().change_view(request, object_id, *arguments, **options)
