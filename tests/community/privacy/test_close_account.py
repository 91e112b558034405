"""Who closes their account is out of sight at once, and nothing of theirs is left but what the books need."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.test import Client

from community.channels.models import Subscription
from community.groups.founding import found_group
from community.people.models import Person
from community.people.suspending import NotSuspended, restore_person
from community.posts.models import Post
from community.privacy.closing import KeptOpen, StaffStays, close_account
from community.privacy.models import Erasure
from community.privacy.tasks import erase
from config.kit.errors import NotAllowed
from content.pictures.models import Picture
from shop.checkout.models import Purchase
from shop.orders.models import Order, OrderState
from tests.community.privacy.conftest import MARK
from tests.factories import PersonFactory, ProductFactory, subscribe
from tests.permissions.world import bought

pytestmark = pytest.mark.django_db


def held(mark: str) -> list[str]:
    """The columns of the database in which `mark` stands, as "model.column"."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField | models.JSONField):
                continue
            values = model._default_manager.values_list(field.name, flat=True)
            if any(mark in str(value) for value in values):
                found.append(f"{model.__name__}.{field.name}")
    return found


def closed(person: Person) -> Person:
    close_account(person)
    erase(Erasure.objects.get(person=person).pk)
    person.refresh_from_db()
    return person


def test_nothing_is_left(lively):
    assert len(held(MARK)) > 15
    files = [picture.file_name(picture.width) for picture in Picture.objects.filter(owner=lively)]
    assert all(default_storage.exists(name) for name in files)

    closed(lively)

    # A tag is a word that belongs to everyone.
    assert [where for where in held(MARK) if not where.startswith("Tag.")] == []
    assert held("egret") == []
    assert held("13800138000") == []
    assert Erasure.objects.get().done_at is not None


def test_photos_go_with_their_files(lively, django_capture_on_commit_callbacks):
    files = [picture.file_name(picture.width) for picture in Picture.objects.filter(owner=lively)]

    with django_capture_on_commit_callbacks(execute=True):
        closed(lively)

    assert files
    assert not any(default_storage.exists(name) for name in files)


def test_a_second_worker_changes_nothing(lively):
    closed(lively)
    Erasure.objects.update(done_at=None)
    before = Person.objects.values().get(pk=lively.pk)

    erase(Erasure.objects.get().pk)

    after = Person.objects.values().get(pk=lively.pk)
    assert {name for name in before if before[name] != after[name]} <= {"username", "password"}


def test_at_once_without_a_worker_nobody_sees_them(lively, client):
    post, name = Post.objects.get(author=lively), lively.username
    reader = Client()
    reader.force_login(PersonFactory())
    assert reader.get(post.get_absolute_url()).status_code == 200
    inside = Client()
    inside.force_login(lively)

    close_account(lively)

    assert reader.get(post.get_absolute_url()).status_code == 404
    assert reader.get(f"/p/{name}/").status_code == 404
    assert inside.get("/me/").status_code == 302
    assert not Person.objects.filter(email="egret@qunpu.example").exists()


def test_their_groups_pass_on(lively):
    group = found_group(lively, name="茶会")
    heir = PersonFactory()
    subscribe(heir, group)

    closed(lively)

    group.refresh_from_db()
    assert group.owner == heir
    assert group.closed_at is None
    assert not Subscription.objects.filter(person=lively).exists()


@pytest.mark.parametrize("side", ["buyer", "seller"])
def test_an_order_under_way_keeps_the_account_open(side):
    buyer, product = PersonFactory(), ProductFactory()
    bought(buyer, product.store)
    who = buyer if side == "buyer" else product.store.owner

    with pytest.raises(KeptOpen):
        close_account(who)

    who.refresh_from_db()
    assert who.is_active


def test_orders_stay_in_the_books_without_a_name():
    buyer, product = PersonFactory(), ProductFactory()
    purchase, order, _payment = bought(buyer, product.store)
    Order.objects.update(state=OrderState.CLOSED, note="放门口")

    closed(buyer)

    order.refresh_from_db()
    assert (order.total, order.note) == (16800, "")
    assert order.buyer.display_name == "已注销的账号"
    assert Purchase.objects.filter(pk=purchase.pk, recipient="", phone="", street="").exists()


def test_staff_first_lose_their_rights():
    with pytest.raises(StaffStays):
        close_account(PersonFactory(is_staff=True))


def test_guests_have_nothing_to_close():
    from django.contrib.auth.models import AnonymousUser

    with pytest.raises(NotAllowed):
        close_account(AnonymousUser())


def test_nobody_brings_it_back(lively):
    closed(lively)

    with pytest.raises(NotSuspended):
        restore_person(PersonFactory(is_staff=True, is_superuser=True), target=lively, reason="?")
