"""Loading the small town: through verbs, dated, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from community.channels.models import Channel, Subscription
from community.groups.models import Group
from community.hail.models import Hail
from community.notifications.models import Delivery, Event, Notification
from community.people.models import Person
from community.posts.models import Post
from config.kit.claims import oldest_due
from seeds.files import logins, read_town
from seeds.loading import Loaded, load
from shop.catalog.models import Product
from shop.ledger.models import Posting
from shop.orders.models import Order
from shop.stores.models import Store
from tests.emptying import empty
from tests.seeds.small import small_pictures

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("seeds")]


def everything() -> dict[str, list[Any]]:
    """All rows of all our tables."""
    found = {}
    for app in ("community", "shop", "content", "account", "taggit"):
        for model in apps.get_app_config(app).get_models():
            found[model._meta.label] = sorted(map(str, model._default_manager.values_list()))
    return found


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any, embedded_redis: None) -> Iterator[None]:
    """The small town, loaded once; what a test changes of it is taken back after the test."""
    with django_db_blocker.unblock():
        with small_pictures():
            load("small")
        yield
        empty()


def test_everyone_and_everything_is_there(town: None) -> None:
    files = read_town("small")
    assert Person.objects.count() == len(files.people)
    assert Store.objects.count() == len(files.stores)
    assert Product.objects.count() == sum(len(store["products"]) for store in files.stores)
    assert Group.objects.count() == len(files.groups)
    assert Post.objects.filter(repost_of=None, channel__picks=None).count() == len(files.posts)
    assert Order.objects.count() >= len(files.orders)
    assert not Product.objects.filter(pictures=None).exists()


def test_twice_changes_nothing(town: None) -> None:
    before = everything()
    assert load("small") == Loaded(0, 0)
    assert everything() == before


def test_what_people_did_since_stays(town: None) -> None:
    Person.objects.filter(username="chenayi").update(headline="另一句话")
    Store.objects.filter(slug="zhou-mianbao").update(state=Store.State.PAUSED)
    Post.objects.filter(pinned_at__isnull=False).update(pinned_at=None)
    load("small")
    assert Person.objects.get(username="chenayi").headline == "另一句话"
    assert Store.objects.get(slug="zhou-mianbao").state == Store.State.PAUSED
    assert not Post.objects.filter(pinned_at__isnull=False).exists()


def test_the_year_lies_behind_us(town: None) -> None:
    now = timezone.now()
    assert not Post.objects.filter(created_at__gt=now).exists()
    oldest = Post.objects.order_by("created_at").first()
    assert timedelta(days=340) < now - oldest.created_at < timedelta(days=366)
    assert list(Post.objects.order_by("id")) == list(Post.objects.order_by("created_at"))
    assert now - Store.objects.get(slug="xiaoyu-de-cha").created_at > timedelta(days=600)


def test_those_with_a_login_can_sign_in(town: None) -> None:
    for login in logins():
        person = Person.objects.get(email=login["login"])
        assert person.check_password(login["password"])
        assert person.is_superuser is (login["role"] == "admin")
    others = Person.objects.exclude(email__in=[login["login"] for login in logins()])
    assert not any(person.has_usable_password() for person in others)


def test_people_come_into_groups_by_the_door(town: None) -> None:
    tea = Channel.objects.get(group__slug="xihu-hecha")
    roles = dict(tea.subscriptions.values_list("person__username", "role"))
    assert roles["linxiaoyu"] == Subscription.Role.OWNER
    assert roles["qianbo"] == Subscription.Role.MODERATOR
    assert roles["callum"] == Subscription.Role.MEMBER


def test_stock_is_what_the_files_say(town: None) -> None:
    for store in read_town("small").stores:
        for product in store["products"]:
            shelf = Product.objects.get(store__slug=store["slug"], slug=product["slug"])
            left = {variant.name: variant.stock.available for variant in shelf.variants.select_related("stock")}
            assert left == {variant["name"]: variant["stock"] for variant in product["variants"]}


def test_orders_stand_where_the_files_say_and_the_books_balance(town: None) -> None:
    for order in read_town("small").orders:
        states = Order.objects.filter(
            purchase__idempotency_key=f"seed:{order['key']}", buyer__username=order["buyer"]
        ).values_list("state", flat=True)
        assert set(states) == {order["until"]}
    assert sum(Posting.objects.values_list("amount", flat=True)) == 0


def test_no_mail_goes_out_and_no_work_is_left(town: None) -> None:
    assert mail.outbox == []
    assert not Delivery.objects.filter(done_at=None).exists()
    assert not Event.objects.filter(done_at=None).exists()
    due = oldest_due()
    assert due is None or due > timezone.now() - timedelta(minutes=1)


def test_bells_hold_what_is_new_since_yesterday(town: None) -> None:
    owner = Person.objects.get(username="linxiaoyu")
    unread = Notification.objects.visible_to(owner).unread()
    assert unread.exists()
    assert not unread.filter(last_at__lt=timezone.now() - timedelta(days=1)).exists()


def test_the_command_refuses_other_money(settings: Any) -> None:
    settings.PAYMENT_GATEWAY = "stripe"
    with pytest.raises(CommandError, match="sandbox"):
        call_command("seed", size="small")


def test_hails_stand_and_came_to_something(town: None) -> None:
    standing = Hail.objects.open().get(person__username="chenayi")
    assert {offer.store.slug for offer in standing.offers.all()} == {"zhou-mianbao", "xiaoyu-de-cha"}
    settled = Hail.objects.filter(person__username="chenayi", state="chosen").get()
    order = settled.offers.get(state="chosen").order
    assert order is not None
    assert order.state == "closed"
