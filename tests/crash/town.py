"""A group of twelve and a store with goods, in a stack of their own, spoken to through the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.stack import Stack

MEMBERS = 12
STOCK = 500
SETUP = f"""
from allauth.account.models import EmailAddress
from rest_framework.authtoken.models import Token
from community.groups.founding import found_group
from community.groups.joining import join_group
from community.people.models import Person
from shop.catalog.publishing import VariantInput, add_product
from shop.stores.opening import open_store

def person(name):
    email = f"{{name}}@qunpu.example"
    made = Person.objects.create(username=name, name=name.title(), email=email)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made

founder, seller = person("founder"), person("seller")
members = [person(f"member-{{number}}") for number in range({MEMBERS})]
group = found_group(founder, name="Tea at four", slug="tea")
for member in members:
    join_group(member, group=group)
store = open_store(seller, name="The kiln", slug="kiln")
product = add_product(
    seller, store=store, name="Bowl", variants=[VariantInput(name="", price=6800, stock={STOCK})], slug="bowl"
)
answer = {{
    "variant": product.variants.get().reference,
    "tokens": {{p.username: Token.objects.create(user=p).key for p in [founder, seller, *members]}},
}}
"""
# Who posts a hundred times in a minute has none of the day's budget left: what was written is moved to another day.
ANOTHER_DAY = """
from datetime import timedelta
from django.utils import timezone
from community.attention.models import Spending
from community.posts.models import Post
Spending.objects.all().delete()
answer = Post.objects.filter(author__username="founder").update(created_at=timezone.now() - timedelta(days=2))
"""
# Everything that must hold about what was told, counted in the database itself.
TOLD = """
from django.db.models import Count, Sum
from community.notifications.models import Delivery, Event, Notification, NotificationEntry
from config.kit.claims import Claimable

def open_rows():
    return sum(
        model.objects.filter(done_at=None).count()
        for model in Claimable.__subclasses__()
        if model._meta.app_label in ("community", "shop")
    )

answer = {
    "events": dict(Event.objects.values_list("kind").annotate(n=Count("pk")).order_by()),
    "entries": dict(NotificationEntry.objects.values_list("event__kind").annotate(n=Count("pk")).order_by()),
    "counted": dict(Notification.objects.values_list("kind").annotate(n=Sum("count")).order_by()),
    "deliveries": dict(Delivery.objects.filter(medium="email").values_list("state").annotate(n=Count("pk")).order_by()),
    "open": open_rows(),
}
"""


@dataclass
class Town:
    """What the tests need to know of it."""

    stack: Stack
    variant: str
    tokens: dict[str, str]

    @classmethod
    def found(cls, stack: Stack) -> Town:
        """Set it up in an empty stack."""
        return cls(stack, **stack.python(SETUP))

    def post(self, number: int, *, round_name: str) -> int:
        """The founder writes into the group; the status of the answer."""
        self.stack.python(ANOTHER_DAY)
        data = {"channel": "group:tea", "text": f"{round_name} {number}"}
        return self.send("/api/v1/posts/", data, person="founder", key=f"post-{round_name}-{number}")

    def order(self, number: int, *, round_name: str) -> int:
        """A member buys a bowl, to be paid later; the status of the answer."""
        data = {
            "items": [{"variant": self.variant, "quantity": 1}],
            "recipient": "Member",
            "phone": "13800138000",
            "street": "1 West Lake",
        }
        buyer = f"member-{number % MEMBERS}"
        return self.send("/api/v1/purchases/", data, person=buyer, key=f"order-{round_name}-{number}")

    def send(self, path: str, data: Any, *, person: str, key: str) -> int:
        status, answer = self.stack.ask(path, data, token=self.tokens[person], headers={"Idempotency-Key": key})
        assert status < 500, answer
        return status

    def told(self) -> dict[str, Any]:
        """The counts of `TOLD`."""
        return self.stack.python(TOLD, at_one_moment=True)
