"""What the operators did in the shop and to articles goes into the log as well; who keeps order hears what waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.dispatch import Signal, receiver

from community.channels.models import Subscription
from community.drafts.models import Draft
from community.events import (
    appeal_decided,
    appealed,
    case_opened,
    case_settled,
    dispute_decided,
    disputed,
    draft_dropped,
    draft_held,
    draft_released,
    report_settled,
)
from community.moderation.duties import call, call_off
from community.moderation.filtering import refuse_unwanted_in
from community.moderation.logging import log_action
from community.moderation.models import Appeal, Case, ModerationAction, Report, Restriction
from community.moderation.policies import cases_for
from community.moderation.restricting import Restricted, kept_from
from community.notifications.models import Kind
from community.notifications.telling import tell
from community.posts.models import Post, PostPicture, RevisionPicture, Standing
from config.kit.policies import staff
from config.kit.unwanted import checks_words
from content.articles.events import article_restored, article_withdrawn
from content.pictures.models import readable_through
from shop import events
from shop.reviews.limiting import keeps_from_reviewing
from shop.stores.limiting import keeps_from_selling

Verb = ModerationAction.Verb


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


def _log_reviews(signal: Signal, verb: ModerationAction.Verb) -> None:
    @receiver(signal, weak=False, dispatch_uid=f"moderation.{verb}")
    def log(sender: Any, *, review: Any, actor: Any, reason: str, **_: Any) -> None:
        log_action(actor=actor, verb=verb, target=review, owner=review.buyer, reason=reason)


def _log_answers(signal: Signal, verb: ModerationAction.Verb) -> None:
    @receiver(signal, weak=False, dispatch_uid=f"moderation.{verb}")
    def log(sender: Any, *, answer: Any, actor: Any, reason: str, **_: Any) -> None:
        log_action(actor=actor, verb=verb, target=answer, owner=answer.review.store.owner, reason=reason)


_log_reviews(events.review_hidden, Verb.HIDE_REVIEW)
_log_reviews(events.review_restored, Verb.RESTORE_REVIEW)
_log_answers(events.review_answer_hidden, Verb.HIDE_ANSWER)
_log_answers(events.review_answer_restored, Verb.RESTORE_ANSWER)


@receiver(article_withdrawn)
def log_articles(sender: Any, *, article: Any, actor: Any, reason: str, **_: Any) -> None:
    if actor.pk != article.author_id:
        log_action(actor=actor, verb=Verb.HIDE_ARTICLE, target=article, owner=article.author, reason=reason)


@receiver(article_restored)
def log_restored_articles(sender: Any, *, article: Any, actor: Any, reason: str, **_: Any) -> None:
    log_action(actor=actor, verb=Verb.RESTORE_ARTICLE, target=article, owner=article.author, reason=reason)


@receiver(report_settled)
def tell_reporters(sender: Any, *, report: Report, **_: Any) -> None:
    """Each time that a report is settled; reported again, it may be settled again.

    A guest, who has no bell, finds it beside the message.
    """
    if report.reporter is None:
        return
    tell(Kind.REPORT, key=f"report:{report.pk}:{report.case_id}", recipient=report.reporter)


@receiver(case_opened)
def case_waits(sender: Any, *, case: Case, **_: Any) -> None:
    call(f"case:{case.pk}", None if case.for_staff else case.group, but={case.about_id})


@receiver(case_settled)
def case_is_settled(sender: Any, *, case: Case, **_: Any) -> None:
    call_off(f"case:{case.pk}")


@receiver(appealed)
def appeal_waits(sender: Any, *, appeal: Appeal, **_: Any) -> None:
    action, but = appeal.action, {appeal.action.actor_id, appeal.person_id}
    what, group = f"appeal:{appeal.pk}", None if action.by_staff or action.is_of_owner else action.group
    # Where nobody else keeps the group, the staff decides.
    if not call(what, group, but=but):
        call(what, None, but=but)


@receiver(appeal_decided)
def appeal_is_decided(sender: Any, *, appeal: Appeal, **_: Any) -> None:
    call_off(f"appeal:{appeal.pk}")


@receiver(disputed)
def dispute_waits(sender: Any, *, dispute: Any, **_: Any) -> None:
    row = dispute.evidence
    call(f"dispute:{dispute.pk}", None, but={row.about_id, row.by_id})


@receiver(dispute_decided)
def dispute_is_decided(sender: Any, *, dispute: Any, **_: Any) -> None:
    call_off(f"dispute:{dispute.pk}")


@receiver(draft_held)
def draft_waits(sender: Any, *, draft: Draft, **_: Any) -> None:
    call(f"draft:{draft.pk}", draft.channel.group, but={draft.author_id})


@receiver([draft_released, draft_dropped])
def draft_waits_no_longer(sender: Any, *, draft: Draft, **_: Any) -> None:
    call_off(f"draft:{draft.pk}")


@keeps_from_selling
def limit_on_selling(person: Any) -> Restricted | None:
    return kept_from(person, Restriction.What.SELL)


@keeps_from_reviewing
def limit_on_reviewing(person: Any) -> Restricted | None:
    return kept_from(person, Restriction.What.COMMENT)


@checks_words
def words_the_site_does_not_want(words: Mapping[str, str]) -> None:
    refuse_unwanted_in(words)


@readable_through
def pictures_that_moderators_judge(person: Any) -> Q:
    """Photos of hidden posts, and those that were taken out of a post, for those who keep order where it stands: they
    judge appeals, may restore it, and look up what it was. The staff sees those of posts that were reported to them
    from behind a door."""
    if not person.is_authenticated:
        return Q(pk__in=[])
    hidden = PostPicture.objects.filter(post__state=Standing.HIDDEN)
    before = RevisionPicture.objects.exclude(revision__post__state=Standing.DELETED)
    if staff(person):
        cases = Case.objects.filter(cases_for(person), target_type=ContentType.objects.get_for_model(Post))
        hidden = PostPicture.objects.filter(Q(post__state=Standing.HIDDEN) | Q(post__in=cases.values("target_id")))
    else:
        kept = Subscription.objects.keepers().filter(person=person).values("channel")
        hidden = hidden.filter(post__channel__kind="group", post__channel__in=kept)
        before = before.filter(revision__post__channel__kind="group", revision__post__channel__in=kept)
    return Q(pk__in=hidden.values("picture_id")) | Q(pk__in=before.values("picture_id"))
