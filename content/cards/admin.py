"""Outside pages for operators: what was found, what went wrong, and try again."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from config.kit.operating import HistoryAdmin, act
from content.cards.models import OutsidePage
from content.cards.outside.asking import fetch_again
from content.cards.outside.hosts import forget_page


@admin.register(OutsidePage)
class OutsidePageAdmin(HistoryAdmin):
    list_display = ["__str__", "host", "failure", "attempts", "fetched_at", "created_at"]
    list_filter = ["failure", "fetched_at", ("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["url", "host", "title", "site_name"]
    date_hierarchy = "created_at"
    actions = [
        act(fetch_again, name="fetch_again", target="page", description=_("Fetch the chosen pages again")),
        act(forget_page, name="forget_pages", target="page", description=_("Forget what the chosen pages said")),
    ]
