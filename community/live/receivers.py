"""What moves is said to open pages, after the change is committed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_save
from django.dispatch import receiver

from community import events
from community.channels.models import Subscription
from community.live.publishing import (
    channel_moved,
    end_streams,
    hail_moved,
    order_moved,
    post_moved,
    sources_moved,
)
from shop import events as shop_events

ORDER_STEPS = [
    shop_events.order_placed,
    shop_events.order_paid,
    shop_events.order_shipped,
    shop_events.order_received,
    shop_events.order_closed,
    shop_events.order_cancelled,
    shop_events.order_refunded,
]


@receiver(events.post_written)
def tell_channel(sender: Any, *, post: Any, **_: Any) -> None:
    channel_moved(post.channel, author=post.author_id)


@receiver(events.comment_written)
def tell_post(sender: Any, *, comment: Any, **_: Any) -> None:
    post_moved(comment.post, author=comment.author_id)


@receiver(ORDER_STEPS)
def tell_order(sender: Any, *, order: Any, **_: Any) -> None:
    order_moved(order)


@receiver(events.called)
def tell_called(sender: Any, *, hail: Any, calls: Any, **_: Any) -> None:
    hail_moved(hail, {hail.person_id, *(call.store.owner_id for call in calls)})


@receiver([events.offer_made, events.offer_changed, events.offer_withdrawn])
def tell_hailer(sender: Any, *, offer: Any, **_: Any) -> None:
    hail_moved(offer.hail, {offer.hail.person_id, offer.seller_id})


@receiver(events.hail_ended)
def tell_over(sender: Any, *, hail: Any, **_: Any) -> None:
    # Whoever was called looks again, and finds it gone; for whom it was over before, it does not end a second time.
    called = hail.calls.filter(ended_at=None)
    hail_moved(hail, {hail.person_id, *called.values_list("store__owner_id", flat=True)})


@receiver(events.call_ended)
def tell_called_no_more(sender: Any, *, call: Any, **_: Any) -> None:
    hail_moved(call.hail, {call.store.owner_id})


@receiver([events.group_joined, events.join_accepted, events.group_left, events.followed])
def tell_member(sender: Any, *, subscription: Subscription, **_: Any) -> None:
    sources_moved(subscription.person_id)


@receiver(post_save, sender=Subscription)
def tell_subscriber(sender: Any, *, instance: Subscription, **_: Any) -> None:
    sources_moved(instance.person_id)


@receiver(user_logged_out)
def tell_signed_out(sender: Any, *, user: Any, **_: Any) -> None:
    # Sent before the session is gone: asking whether it still holds would come too early.
    if user is not None:
        end_streams(user.pk)
