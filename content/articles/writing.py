"""Write an article, change it, take it back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.lines import many_lines, one_line
from config.kit.references import free_slug
from config.kit.unwanted import check_words
from content.articles.events import article_restored, article_withdrawn
from content.articles.models import Article
from content.articles.policies import (
    can_edit_article,
    can_restore_article,
    can_withdraw_article,
    can_write_article,
)

TITLE_LENGTH = 120
BODY_LENGTH = 50_000
# Addresses under /articles/ that are not articles.
RESERVED = frozenset({"new", "mine"})
_ATTEMPTS = 5


class UnknownLanguage(Invalid):
    code = "unknown_language"
    field = "language"
    message = _("Please choose a language.")


class WithdrawnByStaff(Conflict):
    """The staff took the article out of public; it stays a draft until they let it out again."""

    code = "withdrawn"

    def __init__(self, reason: str) -> None:
        super().__init__(_("The site took this article out of public: %(reason)s") % {"reason": reason})


def write_article(person: Any, *, title: str, body: str, language: str = "", publish: bool = True) -> Article:
    """Write an article in Markdown; a draft that only its author sees unless `publish`.

    Raises NotAllowed, and Invalid at title, body or language.
    """
    if not can_write_article(person):
        raise NotAllowed
    fields = _checked(title=title, body=body, language=language or person.language or settings.LANGUAGE_CODE)
    check_words({"title": fields["title"], "body": fields["body"]})
    article = Article(author=person, published_at=timezone.now() if publish else None, **fields)
    return save_with_slug(article)


def edit_article(person: Any, *, article: Article, publish: bool | None = None, **changes: str) -> Article:
    """Change title, body or language of one's article, or publish a draft. Its address stays.

    Raises NotAllowed, WithdrawnByStaff, and Invalid at the field.
    """
    if not can_edit_article(person, article):
        raise NotAllowed
    if publish and article.withdrawn_reason:
        raise WithdrawnByStaff(article.withdrawn_reason)
    fields = _checked(**changes)
    check_words({name: fields[name] for name in ("title", "body") if name in fields}, kept=article)
    for field, value in fields.items():
        setattr(article, field, value)
    if publish and article.published_at is None:
        article.published_at = timezone.now()
    article.save()
    return article


@transaction.atomic
def withdraw_article(person: Any, *, article: Article, reason: str = "") -> Article:
    """Take an article out of public; its author keeps it as a draft. Withdrawing twice changes nothing.

    Whoever is not its author says why. Raises NotAllowed, and Invalid at "reason".
    """
    if not can_withdraw_article(person, article):
        raise NotAllowed
    is_own = article.author_id == person.pk
    reason = one_line(reason, field="reason", most=200, required=not is_own)
    if article.published_at is not None:
        article.published_at, article.withdrawn_reason = None, "" if is_own else reason
        article.save(update_fields=["published_at", "withdrawn_reason", "updated_at"])
        article_withdrawn.send(sender=Article, article=article, actor=person, reason="" if is_own else reason)
    return article


@transaction.atomic
def restore_article(person: Any, *, article: Article, reason: str) -> Article:
    """Put an article that the staff withdrew back into public. Raises NotAllowed, and Invalid at "reason"."""
    if not can_restore_article(person, article):
        raise NotAllowed
    reason = one_line(reason, field="reason", most=200)
    article.published_at, article.withdrawn_reason = timezone.now(), ""
    article.save(update_fields=["published_at", "withdrawn_reason", "updated_at"])
    article_restored.send(sender=Article, article=article, actor=person, reason=reason)
    return article


def _checked(**fields: str) -> dict[str, str]:
    checked = {}
    if "title" in fields:
        checked["title"] = one_line(fields["title"], field="title", most=TITLE_LENGTH)
    if "body" in fields:
        checked["body"] = many_lines(fields["body"], field="body", most=BODY_LENGTH, required=True)
    if "language" in fields:
        if fields["language"] not in dict(settings.LANGUAGES):
            raise UnknownLanguage
        checked["language"] = fields["language"]
    return checked


def save_with_slug(article: Article) -> Article:
    """Save a new article under an address from its title that nobody has."""
    for attempt in range(_ATTEMPTS):
        article.slug = free_slug(Article.objects.all(), article.title, fallback="article", reserved=RESERVED)
        try:
            with transaction.atomic():
                article.save()
        except IntegrityError:
            # Someone took the address in between: the next one has a tail of its own.
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return article
    return article
