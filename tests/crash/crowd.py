"""A group of ten thousand in a stack of its own; some have its posts mailed, some pushed to a device of theirs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.community.devices.service import Browser, PushService
from tests.stack import Stack

MEMBERS = 10_000
MAILED = PUSHED = 60
SETUP = """
import json
from allauth.account.models import EmailAddress
from rest_framework.authtoken.models import Token
from community.channels.models import Subscription
from community.devices.models import PushSubscription
from community.groups.founding import found_group
from community.notifications.models import Kind, Medium, Preference
from community.people.models import Person

founder = Person.objects.create(username="warden", name="Warden")
group = found_group(founder, name="The lake", slug="lake")
people = Person.objects.bulk_create(
    [Person(username=f"m{{n}}", name=f"M {{n}}", email=f"m{{n}}@qunpu.example") for n in range({members})], 1000
)
Subscription.objects.bulk_create(
    [Subscription(person=person, channel=group.channel, level="all") for person in people], 1000
)
# The first of them by mail, the next on a device; spread over the whole crowd, as they are among people.
step = len(people) // ({mailed} + {pushed})
chosen = people[::step]
by_mail, on_device = chosen[: {mailed}], chosen[{mailed} : {mailed} + {pushed}]
EmailAddress.objects.bulk_create(
    [EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in by_mail]
)
Preference.objects.bulk_create(
    [Preference(person=person, kind=Kind.GROUP_POST, medium=Medium.EMAIL, enabled=True) for person in by_mail]
)
PushSubscription.objects.bulk_create(
    [
        PushSubscription(person=person, salt=person.session_salt, name="Chrome", **keys)
        for person, keys in zip(on_device, json.loads({keys!r}))
    ]
)
answer = Token.objects.create(user=founder).key
"""
PROGRESS = """
from community.notifications.models import Delivery, Event, NotificationEntry
posts = Event.objects.filter(post__text={text!r}).values("pk")
answer = {{
    "entries": NotificationEntry.objects.filter(event__post__text={text!r}).count(),
    "mails": Delivery.objects.filter(medium="email", done_at__isnull=False, batch__in=posts).count(),
    "pushes": Delivery.objects.filter(medium="push", done_at__isnull=False, batch__in=posts).count(),
}}
"""
# All of what must hold about one post, counted in the database itself.
TOLD = """
from django.apps import apps
from django.db.models import Count, Sum
from community.groups.models import Group
from community.notifications.models import Delivery, Event, Notification, NotificationEntry
from config.kit.claims import Claimable

told = NotificationEntry.objects.filter(event__post__text={text!r})
event = Event.objects.filter(post__text={text!r})
lines = Notification.objects.filter(group_key=f"posts:{{Group.objects.get(slug='lake').channel.pk}}")
sent = Delivery.objects.filter(batch__in=event.values("pk"))
answer = {{
    "entries": told.count(),
    "people": told.values("person").distinct().count(),
    "rows": lines.count(),
    "counted": lines.aggregate(n=Sum("count"))["n"],
    "deliveries": {{f"{{medium}} {{state}}": n for medium, state, n in
                   sent.values_list("medium", "state").annotate(n=Count("pk")).order_by()}},
    "open": sum(one.objects.filter(done_at=None).count() for one in apps.get_models() if issubclass(one, Claimable)),
}}
"""
FEEDS = """
from community.feeds.home import home_page
from community.people.models import Person
people = Person.objects.filter(username__startswith="m").order_by("pk")[::{step}]
answer = sum(
    [item.post.text for item in home_page(person).items].count({text!r}) != 1 for person in people
)
"""


@dataclass
class Crowd:
    """What the tests need to know of it."""

    stack: Stack
    service: PushService
    token: str
    mails_before: int

    @classmethod
    def found(cls, stack: Stack, service: PushService) -> Crowd:
        """Set it up in an empty stack."""
        keys = json.dumps([Browser(f"{service.origin}/{number}").keys for number in range(PUSHED)])
        code = SETUP.format(members=MEMBERS, mailed=MAILED, pushed=PUSHED, keys=keys)
        return cls(stack, service, stack.python(code), mails_of(stack))

    def post(self, text: str) -> int:
        """The founder writes to them all; the status of the answer."""
        status, answer = self.stack.ask("/api/v1/posts/", {"channel": "group:lake", "text": text}, token=self.token)
        assert status < 500, answer
        return status

    def progress(self, text: str) -> dict[str, int]:
        """How far the post is: entries, and its mails and pushes that are settled."""
        return self.stack.python(PROGRESS.format(text=text))

    def told(self, text: str) -> dict[str, Any]:
        """The counts of `TOLD`."""
        return self.stack.python(TOLD.format(text=text), at_one_moment=True)

    def feeds_without(self, text: str, *, every: int) -> int:
        """Of every so many members: how many do not find the post in their home feed exactly once."""
        return self.stack.python(FEEDS.format(text=text, step=every))

    def mails(self) -> int:
        """Mails that went out to the crowd."""
        return mails_of(self.stack) - self.mails_before


def mails_of(stack: Stack) -> int:
    """All mails that went out."""
    return len(list((stack.var / "mail").glob("*.eml")))
