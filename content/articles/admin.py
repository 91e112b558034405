"""Articles for operators: their own texts they may mend, those of people they may only take out of public."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.kit.operating import OperatorAdmin, act
from content.articles.models import Article
from content.articles.writing import withdraw_article

MENDABLE = ("title", "byline", "body", "language")
FIELDS = ("slug", "author", *MENDABLE, "published_at", "created_at", "updated_at")


@admin.register(Article)
class ArticleAdmin(OperatorAdmin):
    list_display = ["title", "by", "language", "published_at", "created_at"]
    list_filter = ["language", ("published_at", admin.EmptyFieldListFilter), ("import_key", admin.EmptyFieldListFilter)]
    search_fields = ["title", "slug", "byline", "body", "author__username", "author__name"]
    list_select_related = ["author"]
    date_hierarchy = "created_at"
    fields = FIELDS
    actions = [
        act(withdraw_article, name="withdraw_articles", target="article", description=_("Withdraw the chosen articles"))
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        mendable = MENDABLE if obj is not None and obj.author_id is None else ()
        return [name for name in FIELDS if name not in mendable]

    @admin.display(description=_("by"), ordering="author__name")
    def by(self, article: Article) -> str:
        return article.author.display_name if article.author else article.byline
