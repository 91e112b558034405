"""People for operators: found, looked at, suspended and let in again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from community.people.models import Block, Person, PersonMute
from community.people.suspending import restore_person, suspend_person
from community.trust.admin import to_ring
from community.trust.verifying import verify
from config.kit.operating import HistoryAdmin, OperatorAdmin, act

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


@admin.register(Person)
class PersonAdmin(OperatorAdmin):
    """Only who runs the whole site gives rights; all else people write themselves."""

    list_display = ["name", "username", "contact", "place_name", "store_count", "date_joined", "is_staff", "is_active"]
    list_display_links = ["name", "username"]
    list_filter = ["is_active", "is_staff", "language", "phone_verified", "date_joined"]
    search_fields = ["username", "name", "email", "phone", "headline", "specialties__name"]
    date_hierarchy = "date_joined"
    filter_horizontal = ["groups", "user_permissions"]
    actions = [
        act(suspend_person, name="suspend_people", target="target", description=_("Suspend the chosen people")),
        act(restore_person, name="restore_people", target="target", description=_("Let the chosen people in again")),
        act(verify, name="verify_people", target="target", description=_("Verify the chosen people")),
        "show_ring",
    ]
    fieldsets = [
        (None, {"fields": ["username", "name", "headline", "story", "place_name", "photo"]}),
        (_("Contacts"), {"fields": ["email", "phone", "phone_verified", "language", "time_zone"]}),
        (_("Standing"), {"fields": ["is_active", "suspended_reason", "suspended_until", "date_joined", "last_login"]}),
        (_("Rights"), {"fields": list(RIGHTS)}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = [str(name) for _title, part in self.fieldsets or [] for name in part["fields"]]
        return [name for name in fields if name not in RIGHTS or not request.user.is_superuser]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return super().get_queryset(request).annotate(stores_kept=Count("stores"))

    @admin.action(description=_("Show who speaks for whom among the chosen"))
    def show_ring(self, request: HttpRequest, people: QuerySet[Person]) -> HttpResponse:
        return to_ring(set(people.values_list("username", flat=True)))

    @admin.display(description=_("contact"), ordering="phone")
    def contact(self, person: Person) -> str:
        return " · ".join(part for part in (person.phone, person.email) if part)

    @admin.display(description=_("stores"), ordering="stores_kept")
    def store_count(self, person: Any) -> int:
        return person.stores_kept


@admin.register(Block)
class BlockAdmin(HistoryAdmin):
    list_display = ["person", "blocked", "created_at"]
    list_filter = ["created_at"]
    search_fields = ["person__username", "person__name", "blocked__username", "blocked__name"]
    list_select_related = ["person", "blocked"]


@admin.register(PersonMute)
class PersonMuteAdmin(HistoryAdmin):
    list_display = ["person", "muted", "created_at"]
    list_filter = ["created_at"]
    search_fields = ["person__username", "person__name", "muted__username", "muted__name"]
    list_select_related = ["person", "muted"]
