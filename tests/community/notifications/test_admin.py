"""Operators look up what was told to whom, and have given-up work tried again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.notifications.models import Delivery, Digest, Event, Kind, Preference
from community.notifications.pacing import set_quiet_hours
from community.notifications.tasks import make_notifications
from community.notifications.telling import tell
from community.posts.commenting import comment
from tests.factories import GroupFactory, PersonFactory, PostFactory, channel_of, prove, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(client):
    """A comment that was told, with its mail waiting; the client is an operator's."""
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    group, reader = GroupFactory(), prove(PersonFactory())
    subscribe(reader, group)
    post = PostFactory(author=reader, channel=channel_of(group))
    said = comment(group.owner, post=post, text="水温多少合适？")
    make_notifications(Event.objects.get(comment=said).pk)
    set_quiet_hours(reader, quiet=True)
    Digest.objects.create(person=reader, period="2026-W48", since=timezone.now())
    Preference.objects.create(person=reader, kind=Kind.REACTION, medium="in_app", enabled=False)
    return reader


@pytest.mark.parametrize(
    "model", ["event", "notification", "notificationentry", "delivery", "preference", "rhythm", "digest"]
)
def test_each_list_can_be_searched_and_opened(client, told, model):
    answer = client.get(reverse(f"admin:community_{model}_changelist"), {"q": told.username})
    assert answer.status_code == 200
    row = answer.context["cl"].queryset.model.objects.first()
    assert client.get(reverse(f"admin:community_{model}_change", args=[row.pk])).status_code == 200


def test_try_again(client, told):
    Delivery.objects.update(attempts=12)
    assert not Delivery.open_rows().exists()
    action = {"action": "try_again", "_selected_action": [Delivery.objects.get().pk], "reason": "mail server is back"}
    client.post(reverse("admin:community_delivery_changelist"), action)
    assert Delivery.open_rows().exists()


def test_done_stays_done(client, told):
    event = tell(Kind.COMMENT, key="x")
    Event.objects.filter(pk=event.pk).update(done_at="2025-01-01T00:00Z")
    action = {"action": "try_again", "_selected_action": [event.pk]}
    client.post(reverse("admin:community_event_changelist"), action)
    assert not Event.open_rows().filter(pk=event.pk).exists()
