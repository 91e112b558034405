"""What happens in the shop and among people becomes events to tell, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.dispatch import Signal, receiver
from django.utils import timezone

from community import events as community_events
from community.calling.models import Call
from community.channels.models import Channel
from community.moderation.models import ModerationAction
from community.notifications.mails import mail_message, proven
from community.notifications.models import Event, Kind, Medium
from community.notifications.telling import take_back, take_back_all, tell, tell_all
from community.notifications.ways import open_way
from community.offers.models import Offer
from community.offers.outcomes import is_given_up
from community.posts.models import Post
from shop import events as shop_events

open_way(Medium.EMAIL, reaches=proven, carry=mail_message)

Verb = ModerationAction.Verb
# Acts of moderators that are good news are told by what they bring: `join_accepted`, `role_given`.
TOLD_AS_NEWS = frozenset({Verb.ACCEPT_REQUEST, Verb.GIVE_ROLE})
ABOUT_DRAFTS = frozenset({Verb.REFUSE_POST, Verb.RELEASE_POST})
ABOUT_APPEALS = frozenset({Verb.GRANT_APPEAL, Verb.REFUSE_APPEAL, Verb.GRANT_DISPUTE, Verb.REFUSE_DISPUTE})
KIND_OF_POST = {
    Channel.Kind.GROUP: Kind.GROUP_POST,
    Channel.Kind.STORE: Kind.STORE_POST,
    Channel.Kind.PERSON: Kind.PERSON_POST,
    Channel.Kind.PICKS: Kind.PERSON_POST,
}
KIND_OF_ORDER_STEP: dict[Signal, Kind] = {
    shop_events.order_placed: Kind.ORDER_PLACED,
    shop_events.order_paid: Kind.ORDER_PAID,
    shop_events.order_shipped: Kind.ORDER_SHIPPED,
    shop_events.order_received: Kind.ORDER_RECEIVED,
    shop_events.order_cancelled: Kind.ORDER_CANCELLED,
}


@receiver(list(KIND_OF_ORDER_STEP), dispatch_uid="tell_of_order")
def order_moved_on(sender: Any, *, signal: Signal, order: Any, actor: Any = None, **_: Any) -> None:
    kind = KIND_OF_ORDER_STEP[signal]
    tell(kind, key=f"{kind}:{order.pk}", actor=_known(actor), order=order)


@receiver(shop_events.order_refunded)
def order_refunded(sender: Any, *, order: Any, actor: Any = None, **_: Any) -> None:
    # An order may be cancelled and then refunded: both are told.
    tell(Kind.ORDER_CANCELLED, key=f"order_refunded:{order.pk}", actor=_known(actor), order=order)


@receiver(shop_events.review_written)
def review_written(sender: Any, *, review: Any, actor: Any, **_: Any) -> None:
    # Once, however often it is changed; what was taken back before it was read is told anew.
    tell(Kind.REVIEW, key=f"review:{review.pk}", actor=_known(actor), review=review)


@receiver(shop_events.review_withdrawn)
def review_withdrawn(sender: Any, *, review: Any, **_: Any) -> None:
    take_back(f"review:{review.pk}")


@receiver(shop_events.review_answered)
def review_answered(sender: Any, *, review: Any, actor: Any, **_: Any) -> None:
    tell(Kind.REVIEW_ANSWER, key=f"review_answer:{review.pk}", actor=_known(actor), review=review)


@receiver(community_events.post_written)
def post_written(sender: Any, *, post: Any, **_: Any) -> None:
    kind = KIND_OF_POST[Channel.Kind(post.channel.kind)]
    tell(kind, key=f"post:{post.pk}", actor=post.author, post=post)


@receiver(community_events.comment_written)
def comment_written(sender: Any, *, comment: Any, **_: Any) -> None:
    about = {"actor": comment.author, "post": comment.post, "comment": comment}
    answered = comment.parent.author_id if comment.parent else None
    if answered is not None and answered != comment.author_id:
        tell(Kind.REPLY, key=f"reply:{comment.pk}", **about)
    # Who is told of an answer need not be told of the same words as a comment.
    if comment.post.author_id not in (comment.author_id, answered):
        tell(Kind.COMMENT, key=f"comment:{comment.pk}", **about)


@receiver(community_events.reacted)
def reacted(sender: Any, *, reaction: Any, **_: Any) -> None:
    key = f"reaction:{reaction.post_id}:{reaction.person_id}"
    tell(Kind.REACTION, key=key, actor=reaction.person, post=reaction.post)


@receiver(community_events.unreacted)
def unreacted(sender: Any, *, reaction: Any, **_: Any) -> None:
    take_back(f"reaction:{reaction.post_id}:{reaction.person_id}")


@receiver(community_events.found_useful)
def found_useful(sender: Any, *, mark: Any, **_: Any) -> None:
    about = {"actor": mark.person, "recipient": mark.about, "post": mark.comment.post, "comment": mark.comment}
    tell(Kind.REACTION, key=f"useful:{mark.comment_id}:{mark.person_id}", **about)


@receiver(community_events.found_useful_no_more)
def found_useful_no_more(sender: Any, *, mark: Any, **_: Any) -> None:
    take_back(f"useful:{mark.comment_id}:{mark.person_id}")


@receiver(community_events.mentioned)
def mentioned(sender: Any, *, post: Any, comment: Any, actor: Any, people: Any, **_: Any) -> None:
    told = set()
    if comment is not None:
        # They are told of the same words as a comment, or as an answer.
        told = {post.author_id, comment.parent.author_id if comment.parent else None}
    for person in sorted(set(people) - told - {actor.pk}):
        # One key whatever is edited: who is named, taken out and named again is told once.
        key = f"mention:{post.pk}:{comment.pk if comment else 0}:{person}"
        tell(Kind.MENTION, key=key, recipient_id=person, actor=actor, post=post, comment=comment)


@receiver(community_events.join_requested)
def join_requested(sender: Any, *, subscription: Any, **_: Any) -> None:
    tell(Kind.JOIN_REQUEST, key=_turn(subscription, "asked"), actor=subscription.person, subscription=subscription)


@receiver(community_events.join_accepted)
def join_accepted(sender: Any, *, subscription: Any, **_: Any) -> None:
    tell(Kind.JOIN_ACCEPTED, key=_turn(subscription, "accepted"), subscription=subscription)


@receiver(community_events.group_offered)
def group_offered(sender: Any, *, hand_over: Any, **_: Any) -> None:
    row = hand_over.group.channel.subscriptions.get(person=hand_over.to_id)
    tell(Kind.GROUP_OFFERED, key=f"offered:{hand_over.pk}", actor=hand_over.offered_by, subscription=row)


@receiver(community_events.role_given)
def role_given(sender: Any, *, subscription: Any, actor: Any = None, **_: Any) -> None:
    key = _turn(subscription, subscription.role)
    tell(Kind.GROUP_ROLE, key=key, actor=_known(actor), subscription=subscription)


@receiver(community_events.announced)
def announced(sender: Any, *, post: Any, actor: Any, **_: Any) -> None:
    tell(Kind.ANNOUNCEMENT, key=f"announcement:{post.pk}:{post.announced_at:%Y%m%d%H%M%S%f}", actor=actor, post=post)


@receiver(community_events.followed)
def followed(sender: Any, *, subscription: Any, **_: Any) -> None:
    # Once for good: following and unfollowing in turn is no way to be noticed.
    tell(Kind.FOLLOWER, key=f"follower:{subscription.pk}", actor=subscription.person, subscription=subscription)


@receiver(community_events.endorsed)
def endorsed(sender: Any, *, endorsement: Any, **_: Any) -> None:
    key = f"endorsement:{endorsement.pk}"
    about = {"actor": endorsement.by, "recipient": endorsement.about, "endorsement": endorsement}
    tell(Kind.ENDORSED, key=key, **about)


@receiver(community_events.endorsement_ended)
def endorsement_ended(sender: Any, *, endorsement: Any, **_: Any) -> None:
    take_back(f"endorsement:{endorsement.pk}")


@receiver(community_events.seconded, dispatch_uid="tell_of_second")
def seconded(sender: Any, *, second: Any, **_: Any) -> None:
    # Without an actor: how many want it too is told, and not who.
    tell(Kind.TOGETHER, key=_second(second), recipient_id=second.hail.person_id, hail=second.hail)


@receiver(community_events.seconded_no_more, dispatch_uid="take_back_second")
def seconded_no_more(sender: Any, *, second: Any, **_: Any) -> None:
    take_back(_second(second))


def _second(second: Any) -> str:
    return f"second:{second.hail_id}:{second.person_id}"


@receiver(community_events.draft_failed)
def draft_failed(sender: Any, *, draft: Any, **_: Any) -> None:
    tell(Kind.DRAFT, key=f"draft_failed:{draft.reference}:{_now()}", recipient_id=draft.author_id)


@receiver(community_events.moderated)
def moderated(sender: Any, *, action: Any, **_: Any) -> None:
    if action.owner_id is None or action.verb in TOLD_AS_NEWS:
        return
    about: dict[str, Any] = {"key": f"moderation:{action.pk}", "moderation": action}
    if action.verb in ABOUT_DRAFTS:
        # Who looked at it is not named; once it is out, the line leads to the post.
        post = action.target if action.verb == Verb.RELEASE_POST and isinstance(action.target, Post) else None
        tell(Kind.DRAFT, recipient_id=action.owner_id, post=post, **about)
    else:
        tell(Kind.APPEAL if action.verb in ABOUT_APPEALS else Kind.MODERATION, actor=action.actor, **about)


@receiver(community_events.dispute_decided)
def dispute_decided(sender: Any, *, dispute: Any, **_: Any) -> None:
    """Whoever objected is told of the decision; this tells the other side."""
    row = dispute.evidence
    tell(Kind.EVIDENCE, key=f"dispute_decided:{dispute.pk}", recipient_id=row.by_id, evidence=row)


@receiver(community_events.called)
def called(sender: Any, *, calls: Any, **_: Any) -> None:
    tell_all(
        Kind.HAIL,
        events=[{"key": f"call:{call.pk}", "recipient_id": call.store.owner_id, "call": call} for call in calls],
    )


@receiver([community_events.offer_made, community_events.offer_changed])
def offered(sender: Any, *, offer: Any, **_: Any) -> None:
    about = {"actor": offer.seller, "recipient_id": offer.hail.person_id, "offer": offer}
    tell(Kind.OFFER, key=f"offer:{offer.pk}:{offer.version}", **about)


@receiver(community_events.offer_withdrawn)
def offer_withdrawn(sender: Any, *, offer: Any, **_: Any) -> None:
    take_back_all(Event.objects.filter(kind=Kind.OFFER, offer=offer))


@receiver(community_events.hail_ended)
def hail_ended(sender: Any, *, hail: Any, **_: Any) -> None:
    """Nobody is told any more what they had no time to read; whose offer ended with the hail is thanked."""
    calls, offers = Call.objects.filter(hail=hail), Offer.objects.filter(hail=hail)
    told = Q(kind=Kind.HAIL, call__in=calls.values("pk")) | Q(kind=Kind.OFFER, offer__in=offers.values("pk"))
    told |= _written_to_sellers(calls.exclude(offers__state=Offer.State.CHOSEN))
    take_back_all(Event.objects.filter(told))
    # Others may close them before or after this is heard; what ended earlier was told of then.
    with_it = Q(state=Offer.State.OPEN) | Q(
        state__in=(Offer.State.PASSED, Offer.State.ENDED), closed_at__gte=hail.closed_at or hail.hidden_at
    )
    tell_all(Kind.HAIL_ENDED, events=[_thanks(offer) for offer in offers.filter(with_it).order_by("pk")])


@receiver(community_events.call_ended)
def call_ended(sender: Any, *, call: Any, offer: Any, **_: Any) -> None:
    """To its seller it is as if the hail had been waved off."""
    told = Q(kind=Kind.HAIL, call=call) | _written_to_sellers(Call.objects.filter(pk=call.pk))
    take_back_all(Event.objects.filter(told))
    tell_all(Kind.HAIL_ENDED, events=[_thanks(offer)] if offer is not None else [])


def _written_to_sellers(calls: QuerySet[Call]) -> Q:
    """The messages about these calls that sellers read no more. Taken back with all else that ends, not after it: lines
    are locked in one order, and a transaction that locks some of them twice has none."""
    return Q(kind=Kind.MESSAGE, call__in=calls.values("pk"), recipient=F("call__store__owner"))


def _thanks(offer: Any) -> dict[str, Any]:
    return {"key": f"hail_ended:{offer.pk}", "recipient_id": offer.seller_id, "offer": offer}


@receiver(community_events.outcome_said)
def outcome_said(sender: Any, *, outcome: Any, **_: Any) -> None:
    offer = outcome.offer
    about = {"actor": offer.order.buyer, "recipient_id": offer.seller_id, "offer": offer}
    # Told again where the buyer sees it otherwise now, and not for other words alone.
    tell(Kind.OUTCOME, key=f"outcome:{outcome.pk}:{outcome.came}:{outcome.as_promised}", **about)


@receiver(shop_events.order_cancelled)
def agreement_given_up(sender: Any, *, order: Any, actor: Any = None, **_: Any) -> None:
    """Who chose an offer and let its order go is told what that counts as; the seller is told of the order."""
    offer = Offer.objects.filter(order=order).first()
    if offer is not None and is_given_up(order, actor):
        tell(Kind.OUTCOME, key=f"given_up:{offer.pk}", recipient_id=order.buyer_id, offer=offer)


def _now() -> str:
    """A part of a key that is another each time: a draft may be held again after it was changed."""
    return f"{timezone.now():%Y%m%d%H%M%S%f}"


def _turn(subscription: Any, what: str) -> str:
    """A key for one turn of a subscription: someone may ask again after they left or were declined."""
    return f"{what}:{subscription.pk}:{subscription.changed_at:%Y%m%d%H%M%S%f}"


def _known(actor: Any) -> Any:
    """The actor if it is a person who is signed in; guests and the site itself have no row."""
    return actor if actor is not None and actor.is_authenticated else None
