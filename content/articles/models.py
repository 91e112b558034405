"""Articles: what people of the town know, written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_hiders: list[Callable[[Any], Q]] = []


def hidden_through(condition: Callable[[Any], Q]) -> Callable[[Any], Q]:
    """Register which articles a signed-in person does not see because of what a room above knows.

    `condition(person)` gives a Q over Article.
    """
    _hiders.append(condition)
    return condition


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, person: Any) -> ArticleQuerySet:
        """Published articles of people who are not suspended, and one's own drafts."""
        seen = self.filter(Q(author=None) | Q(author__is_active=True))
        public = Q(published_at__isnull=False)
        if not person.is_authenticated:
            return seen.filter(public)
        if person.is_staff:
            return self.filter(public | Q(author=person))
        for condition in _hiders:
            seen = seen.exclude(condition(person))
        return seen.filter(public | Q(author=person))

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
    withdrawn_reason = models.CharField(
        max_length=200, blank=True, help_text="Why the staff took it out of public: nobody publishes it then."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_original(self) -> bool:
        """Whether the operator published it from a text of their own."""
        return self.import_key is not None
