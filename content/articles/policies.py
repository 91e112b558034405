"""Who may do what to articles."""

from __future__ import annotations

from typing import Any

from content.articles.models import Article


def can_write_article(person: Any, obj: Any = None) -> bool:
    """Any member."""
    return bool(person.is_authenticated and person.is_active)


def can_edit_article(person: Any, article: Article) -> bool:
    """Its author, who alone speaks in their name."""
    return bool(person.is_authenticated and person.is_active and article.author_id == person.pk)


def can_withdraw_article(person: Any, article: Article) -> bool:
    """Its author, and the staff."""
    return can_edit_article(person, article) or bool(person.is_authenticated and person.is_active and person.is_staff)


def can_restore_article(person: Any, article: Article) -> bool:
    """The staff, what the staff withdrew, but not what is their own."""
    runs_site = bool(person.is_authenticated and person.is_active and person.is_staff)
    return runs_site and bool(article.withdrawn_reason) and article.author_id != person.pk
