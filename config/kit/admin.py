"""What admin classes have in common: history that nobody edits, and actions that are verbs with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin, TabularInline
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from config.kit.errors import DomainError


class ReasonActionForm(ActionForm):
    """The bar of actions above a list, with a place for the reason."""

    reason = forms.CharField(label=_("Why:"), max_length=200, required=False)


class LookOnlyAdmin(ModelAdmin):
    """What happened stays as it happened: operators look, search and filter; actions are verbs.

    `act` carries an action out, a verb a row, and logs it with its reason.
    """

    action_form = ReasonActionForm
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def act(self, request: HttpRequest, queryset: QuerySet, verb: Callable[[Any, str], Any], *, done: str) -> None:
        """Call `verb(row, reason)` a row; what one refuses is said, the others go on. `done` is for the log."""
        reason = request.POST.get("reason", "").strip()
        count = 0
        for row in queryset:
            try:
                verb(row, reason)
            except DomainError as error:
                self.message_user(request, f"{row}: {error}", messages.ERROR)
            else:
                count += 1
                self.log_change(request, row, f"{done}: {reason}" if reason else done)
        if count:
            text = ngettext("%(count)d row done.", "%(count)d rows done.", count) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)


class LookOnlyInline(TabularInline):
    """Rows that belong to what happened; `related` is what their columns name, fetched with them."""

    can_delete = False
    extra = 0
    related: tuple[str, ...] = ()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return list(self.fields or ())

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows
