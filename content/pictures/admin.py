"""Pictures for operators: look and, where it must be, delete."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from content.pictures.models import Picture


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "reference", "alt", "owner", "size", "is_private", "created_at"]
    list_display_links = ["thumbnail", "reference"]
    list_filter = ["is_private", "created_at"]
    search_fields = ["reference", "alt", "owner__username", "owner__name"]
    list_select_related = ["owner"]
    fields = ["large", "reference", "owner", "alt", "size", "is_private", "created_at"]
    readonly_fields = ["large", "reference", "owner", "size", "is_private", "created_at"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Pictures are taken in by `take_picture` alone."""
        return False

    @admin.display(description=_("Picture"))
    def thumbnail(self, picture: Picture) -> SafeString:
        return format_html(
            '<img src="{}" alt="{}" width="64" height="64" loading="lazy">', picture.url(160), picture.alt
        )

    @admin.display(description=_("Picture"))
    def large(self, picture: Picture) -> SafeString:
        return format_html('<img src="{}" alt="{}" width="320">', picture.url(640), picture.alt)

    @admin.display(description=_("Size"))
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"
