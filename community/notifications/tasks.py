"""What workers do about notifications: an id in, a claimed row; done twice it does nothing twice."""

from __future__ import annotations

from celery import shared_task

from community.notifications.digesting import send_claimed
from community.notifications.making import Overtaken, make
from community.notifications.models import Delivery, Digest, Event
from community.notifications.sending import send_delivery
from config.kit.claims import claim, finish, retry_later, send, swept_by


@shared_task
def make_notifications(event_id: int) -> None:
    """Make the notifications of an event."""
    event = claim(Event, event_id)
    if event is None:
        return
    try:
        is_done = make(event)
    except Overtaken:
        return
    except Exception:
        retry_later(event)
        raise
    if is_done:
        finish(event)
    else:
        Event.objects.filter(pk=event_id, done_at=None).update(claimed_until=None)
        send(make_notifications, event_id, queue="later")


@shared_task
def deliver(delivery_id: int) -> None:
    """Send a notification by mail, or to a device."""
    delivery = claim(Delivery, delivery_id)
    if delivery is not None:
        send_delivery(delivery)


@shared_task
def send_digest(digest_id: int) -> None:
    """Send a digest by mail."""
    digest = claim(Digest, digest_id)
    if digest is not None:
        send_claimed(digest)


swept_by(Event, make_notifications, queue="now")
swept_by(Delivery, deliver)
swept_by(Digest, send_digest)
