"""Who may do what to articles."""

from __future__ import annotations

from typing import Any

from config.kit.policies import signed_in, staff
from content.articles.models import Article


def can_write_article(person: Any, obj: Any = None) -> bool:
    """Any member."""
    return signed_in(person)


def can_edit_article(person: Any, article: Article) -> bool:
    """Its author, who alone speaks in their name."""
    return signed_in(person) and article.author_id == person.pk


def can_withdraw_article(person: Any, article: Article) -> bool:
    """Its author, and the staff."""
    return can_edit_article(person, article) or staff(person)


def can_restore_article(person: Any, article: Article) -> bool:
    """The staff, what the staff withdrew, but not what is their own."""
    return staff(person) and bool(article.withdrawn_reason) and article.author_id != person.pk
