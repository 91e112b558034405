"""What the admin's pages share: acts that go through the verbs with a reason, and history that is only read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from config.kit.claims import Claimable, again
from config.kit.errors import DomainError

Verb = Callable[..., Any]


class ReasonForm(ActionForm):
    """The form above an admin's list: which act, and why."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )


def act(verb: Verb, *, name: str, target: str, description: str | Promise) -> Callable[..., None]:
    """An admin action that calls `verb(person, <target>=object, reason=…)` for each chosen object.

    It is noted in the admin's history; what the verb refuses is said, and the others are done.
    """

    def action(page: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> None:
        reason, done = request.POST.get("reason", "").strip(), 0
        for obj in queryset:
            try:
                verb(request.user, **{target: obj, "reason": reason})
            except DomainError as error:
                page.message_user(request, f"{obj}: {error}", messages.ERROR)
            else:
                page.log_change(request, obj, f"{description}: {reason}" if reason else str(description))
                done += 1
        if done:
            page.message_user(request, ngettext("Done for %(count)d.", "Done for %(count)d.", done) % {"count": done})

    action.__name__ = name
    action.short_description = description  # type: ignore[attr-defined]
    return action


def _try_again(person: Any, *, row: Claimable, reason: str) -> None:
    again(row)


try_again = act(_try_again, name="try_again", target="row", description=_("Try again now"))


class OperatorAdmin(admin.ModelAdmin):
    """Looked at, searched, and acted on with a reason; rows come and go through the site's own verbs."""

    action_form = ReasonForm
    show_full_result_count = False
    actions_on_top = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class HistoryAdmin(OperatorAdmin):
    """What happened: read, never changed."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class HistoryInline(admin.TabularInline):
    """Rows of history on another object's page; `related` is what their columns name, fetched with them."""

    extra = 0
    can_delete = False
    show_change_link = True
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
