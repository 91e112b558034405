"""Articles: what people of the town know, written down."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, person: Any) -> ArticleQuerySet:
        """Published articles, and one's own drafts."""
        seen = Q(published_at__isnull=False)
        if person.is_authenticated:
            seen |= Q(author=person)
        return self.filter(seen)

    def published(self) -> ArticleQuerySet:
        return self.filter(published_at__isnull=False)


class Article(models.Model):
    """A text in Markdown by a person, or published by the operator under a byline."""

    slug = models.SlugField(max_length=80, unique=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="articles")
    byline = models.CharField(max_length=80, blank=True, help_text="Who wrote it, where no person here did.")
    title = models.CharField(max_length=120)
    body = models.TextField(help_text="Markdown.")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    import_key = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False, help_text="Recognises a text imported again."
    )
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])
