"""What happens to orders, reviews, answers and reports becomes evidence, in the transaction in which it happens."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver

from community.conversations.models import Message
from community.conversations.policies import is_by_hailer
from community.events import (
    appeal_decided,
    case_settled,
    found_useful,
    found_useful_no_more,
    moderated,
    outcome_said,
    words_back,
    words_gone,
)
from community.groups.models import Group
from community.moderation.models import Appeal, Case, ModerationAction
from community.moderation.recalling import is_unnamed
from community.offers.models import Offer, Outcome
from community.offers.outcomes import is_given_up
from community.people.blocking import hold_both
from community.posts.models import Comment, Post, Standing, UsefulMark
from community.trust.models import Evidence, EvidenceQuerySet
from community.trust.recording import counter, record, sources
from community.trust.topics import topic_of_order, topic_of_post, topics_of_products, topics_of_stores
from shop import events
from shop.catalog.models import Product
from shop.orders.models import Order, OrderState
from shop.stores.models import Store

Kind, Why = Evidence.Kind, Evidence.Why


@receiver(events.order_received, dispatch_uid="trust.promise_kept")
def promise_kept(sender: Any, *, order: Order, **_: Any) -> None:
    """Also where the buyer forgot to say so; not where they said that an offer was not kept. Whoever chose an offer
    kept their side of it: they paid for it and took it."""
    offer = _offer_of(order)
    if offer is not None and order.buyer is not None:
        # Something is written down of what each says of the other: held in the order in which a block holds them.
        hold_both(order.buyer, order.store.owner)
    outcome = getattr(offer, "outcome", None)
    if outcome is None or outcome.is_kept:
        _of_order(Kind.KEPT, order)
    if offer is not None:
        _of_buyer(Kind.KEPT, offer)


@receiver(events.order_refunded, dispatch_uid="trust.refunded")
def promise_broken(sender: Any, *, order: Order, **_: Any) -> None:
    _break(order)


@receiver(events.order_cancelled, dispatch_uid="trust.cancelled")
def promise_given_up(sender: Any, *, order: Order, actor: Any, **_: Any) -> None:
    """What was paid for is a promise, and only its seller breaks it. What both agreed on in an offer is one at once:
    its seller breaks it by calling it off, its buyer by not paying, or calling it off before."""
    by_seller = actor is not None and actor.pk == order.store.owner_id
    was_paid = order.transitions.filter(from_state=OrderState.PAID, to_state=OrderState.CANCELLED).exists()
    offer = _offer_of(order)
    if by_seller and (was_paid or offer is not None):
        _break(order)
    elif offer is not None and is_given_up(order, actor):
        _of_buyer(Kind.BROKEN, offer)


@receiver(outcome_said, dispatch_uid="trust.outcome_said")
def outcome_counts(sender: Any, *, outcome: Outcome, **_: Any) -> None:
    """Of an order that came of an offer one row at most speaks of its seller's promise: that it was kept, from the
    order, as long as its buyer says nothing else; that it was broken, from the offer, when they do; after a refund that
    it was broken, from the order, instead of both."""
    order, offer = outcome.offer.order, outcome.offer
    if order is None or order.buyer is None:
        return
    if outcome.is_kept:
        if order.state in (OrderState.RECEIVED, OrderState.CLOSED):
            _of_order(Kind.KEPT, order)
        counter(_by_buyer(offer, order), why=Why.CHANGED)
    else:
        topic = topic_of_order(order)
        record(Kind.BROKEN, by=order.buyer, about=order.store.owner, source=offer, topic=topic)
        counter(sources(order).filter(kind=Kind.KEPT), why=Why.CHANGED)


def _offer_of(order: Order) -> Offer | None:
    return Offer.objects.filter(order=order).select_related("outcome", "order__buyer", "order__store__owner").first()


def _of_buyer(kind: int, offer: Offer) -> None:
    """What its seller bears out of whoever chose the offer. It is of no topic: paying is not what one knows about."""
    order: Any = offer.order
    record(kind, by=order.store.owner, about=order.buyer, source=offer)


def _by_buyer(offer: Offer, order: Order) -> EvidenceQuerySet:
    return sources(offer).filter(kind=Kind.BROKEN, by=order.buyer_id)


def _break(order: Order) -> None:
    _of_order(Kind.BROKEN, order)
    counter(sources(order).filter(kind=Kind.KEPT), why=Why.REFUNDED)
    if offer := _offer_of(order):
        counter(_by_buyer(offer, order), why=Why.REFUNDED)


def _of_order(kind: int, order: Order) -> None:
    if order.buyer is not None:
        record(kind, by=order.buyer, about=order.store.owner, source=order, topic=topic_of_order(order))


@receiver([events.review_written, events.review_restored], dispatch_uid="trust.reviewed")
def reviewed(sender: Any, *, review: Any, **_: Any) -> None:
    """A change of mind counters what was said before. Whoever is content after a refund is content with how it was
    settled: then no promise is broken, as long as they say so."""
    if review.buyer is None:
        return
    order, kind = review.order, Kind.CONTENT if review.content else Kind.NOT_CONTENT
    said = record(kind, by=review.buyer, about=order.store.owner, source=review, topic=_topic_of_review(review))
    # After the new row, whose writing waits for whoever else changes what this buyer says.
    counter(sources(review).exclude(kind=kind), why=Why.CHANGED)
    if review.content and said is not None:
        counter(sources(order).filter(kind=Kind.BROKEN), why=Why.SETTLED)
    else:
        _unsettle(order)


@receiver(events.review_withdrawn, dispatch_uid="trust.review_withdrawn")
def review_taken_back(sender: Any, *, review: Any, **_: Any) -> None:
    counter(sources(review))
    _unsettle(review.order)


@receiver(events.review_hidden, dispatch_uid="trust.review_hidden")
def review_hidden(sender: Any, *, review: Any, **_: Any) -> None:
    counter(sources(review), why=Why.HIDDEN)
    _unsettle(review.order)


def _unsettle(order: Order) -> None:
    """The buyer no longer says that they are content with how the order was settled."""
    last = sources(order).filter(kind=Kind.BROKEN).order_by("-pk").first()
    if last is not None and last.why == Why.SETTLED:
        _of_order(Kind.BROKEN, order)


def _topic_of_review(review: Any) -> Any:
    topics = topics_of_products([review.product_id]) if review.product_id else {}
    return topics.get(review.product_id) or topic_of_order(review.order)


@receiver(found_useful, dispatch_uid="trust.found_useful")
def answer_found_useful(sender: Any, *, mark: UsefulMark, **_: Any) -> None:
    """Nothing of what is said in a hidden group: whoever saw a number move would learn of it."""
    post = mark.comment.post
    group = post.channel.group
    if group is None or group.access != Group.Access.HIDDEN:
        record(Kind.USEFUL, by=mark.person, about=mark.about, source=mark.comment, topic=topic_of_post(post))


@receiver(found_useful_no_more, dispatch_uid="trust.found_useful_no_more")
def answer_found_useful_no_more(sender: Any, *, mark: UsefulMark, **_: Any) -> None:
    counter(sources(mark.comment).filter(kind=Kind.USEFUL, by=mark.person_id))


@receiver(words_gone, dispatch_uid="trust.answers_gone")
def answers_gone(sender: Any, *, post: Post, comment: Comment | None, hidden: bool, **_: Any) -> None:
    counter(_useful_answers(post, comment), why=Why.HIDDEN if hidden else Why.WITHDRAWN)


def _useful_answers(post: Post, comment: Comment | None) -> EvidenceQuerySet:
    if comment is not None:
        return sources(comment).filter(kind=Kind.USEFUL)
    comments = Comment.objects.filter(post=post).values("pk")
    of_comments = ContentType.objects.get_for_model(Comment)
    return Evidence.objects.filter(source_type=of_comments, source_id__in=comments, kind=Kind.USEFUL)


@receiver(words_back, dispatch_uid="trust.answers_back")
def answers_back(sender: Any, *, post: Post, comment: Comment | None, **_: Any) -> None:
    """Whoever found them useful still says so: at most two a comment."""
    marks = UsefulMark.objects.filter(comment__state=Standing.VISIBLE, comment__post__state=Standing.VISIBLE)
    marks = marks.filter(comment=comment) if comment is not None else marks.filter(comment__post=post)
    for mark in marks.select_related("person", "about", "comment__post__channel__group").order_by("person_id", "pk"):
        answer_found_useful(sender=UsefulMark, mark=mark)


@receiver(case_settled, dispatch_uid="trust.reports_upheld")
def reports_upheld(sender: Any, *, case: Case, action: ModerationAction | None, **_: Any) -> None:
    """Each who reported bears it out, of what was done to whom the case is about; what nobody was called to account
    for, nobody is blamed for. Nor is a row written where nobody is told whom the case is about: whoever reported reads
    in theirs of whom they said something."""
    if action is None or action.owner_id is None or action.owner_id != case.about_id or _is_unnamed(case):
        return
    topic = _topic_of(case.target)
    # In one order, so that two cases that end at once do not wait for each other.
    for report in case.reports.exclude(reporter=None).select_related("reporter").order_by("reporter_id"):
        record(Kind.REPORTED, by=report.reporter, about=case.about, source=action, topic=topic)


def _is_unnamed(case: Case) -> bool:
    by_a_hailer = isinstance(case.target, Message) and is_by_hailer(case.target)
    return by_a_hailer or is_unnamed(case.target_type)


def _topic_of(target: Any) -> Any:
    if isinstance(target, Product):
        return topics_of_products([target.pk]).get(target.pk)
    if isinstance(target, Store):
        return topics_of_stores([target.pk]).get(target.pk)
    return topic_of_order(target) if isinstance(target, Order) else None


@receiver(moderated, dispatch_uid="trust.act_undone")
def act_undone(sender: Any, *, action: ModerationAction, **_: Any) -> None:
    if action.undoes is not None:
        counter(sources(action.undoes), why=Why.UNDONE)


@receiver(appeal_decided, dispatch_uid="trust.appeal_upheld")
def appeal_upheld(sender: Any, *, appeal: Appeal, **_: Any) -> None:
    """Also where there is nothing left to take back."""
    if appeal.outcome == Appeal.Outcome.UPHELD:
        counter(sources(appeal.action), why=Why.UNDONE)
