"""What a person has written down."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import Topic, erased, exported, forget_in_history
from content.articles.models import Article


@exported(
    Topic.SAID,
    "articles",
    title=_("Articles"),
    columns={
        "slug": _("Name in addresses"),
        "title": _("Title"),
        "body": _("Text"),
        "byline": _("Author named"),
        "language": _("Language"),
        "published_at": _("Published"),
        "withdrawn_reason": _("Why it was withdrawn"),
        "created_at": _("Written"),
        "updated_at": _("Changed"),
    },
)
def articles(person: Any) -> QuerySet[Article]:
    return Article.objects.filter(author=person)


@erased
def forget_articles(person: Any) -> None:
    forget_in_history(Article.objects.filter(author=person))
    Article.objects.filter(author=person).delete()
