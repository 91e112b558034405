"""What the operators did in the shop and to articles goes into the log as well."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_migrate
from django.dispatch import Signal, receiver

from community.moderation.logging import log_action
from community.moderation.models import ModerationAction
from community.moderation.triggers import install_after_migrating
from content.articles.events import article_restored, article_withdrawn
from shop import events

Verb = ModerationAction.Verb
post_migrate.connect(install_after_migrating, dispatch_uid="moderation.triggers")


def _is_own(actor: Any, owner: Any) -> bool:
    return actor is not None and actor.pk == owner.pk


def _log_stores(signal: Signal, verb: ModerationAction.Verb) -> None:
    @receiver(signal, weak=False, dispatch_uid=f"moderation.{verb}")
    def log(sender: Any, *, store: Any, actor: Any, reason: str, **_: Any) -> None:
        if not _is_own(actor, store.owner):
            log_action(actor=actor, verb=verb, target=store, owner=store.owner, reason=reason)


def _log_products(signal: Signal, verb: ModerationAction.Verb) -> None:
    @receiver(signal, weak=False, dispatch_uid=f"moderation.{verb}")
    def log(sender: Any, *, product: Any, actor: Any, reason: str, **_: Any) -> None:
        if not _is_own(actor, product.store.owner):
            log_action(actor=actor, verb=verb, target=product, owner=product.store.owner, reason=reason)


_log_stores(events.store_closed, Verb.CLOSE_STORE)
_log_stores(events.store_reopened, Verb.REOPEN_STORE)
_log_products(events.product_hidden, Verb.HIDE_PRODUCT)
_log_products(events.product_restored, Verb.RESTORE_PRODUCT)


@receiver(article_withdrawn)
def log_articles(sender: Any, *, article: Any, actor: Any, reason: str, **_: Any) -> None:
    if actor.pk != article.author_id:
        log_action(actor=actor, verb=Verb.HIDE_ARTICLE, target=article, owner=article.author, reason=reason)


@receiver(article_restored)
def log_restored_articles(sender: Any, *, article: Any, actor: Any, reason: str, **_: Any) -> None:
    log_action(actor=actor, verb=Verb.RESTORE_ARTICLE, target=article, owner=article.author, reason=reason)
