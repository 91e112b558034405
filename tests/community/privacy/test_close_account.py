"""Who closes their account is out of sight at once, and nothing of theirs is left but what the books need."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.channels.models import Subscription
from community.drafts.holding import hold, refuse
from community.groups.editing import close_group
from community.groups.founding import found_group
from community.moderation.acting import hide_comment, hide_post
from community.moderation.appealing import appeal, decide_appeal, open_appeals
from community.moderation.models import ModerationAction
from community.notifications.models import Event
from community.people.models import Person
from community.people.suspending import NotSuspended, restore_person
from community.posts.models import Post
from community.privacy.closing import KeptOpen, StaffStays, close_account
from community.privacy.models import Archive, Erasure
from community.privacy.tasks import erase
from config.kit.errors import NotAllowed
from content.pictures.models import Picture
from shop.checkout.models import Purchase
from shop.orders.models import Order, OrderState
from tests.community.privacy.holding import held
from tests.community.privacy.lively import MARK
from tests.factories import PersonFactory, ProductFactory, channel_of, subscribe
from tests.permissions.world import bought

pytestmark = pytest.mark.django_db


# What stays where the account goes, and why.
LEFT = {
    "Tag.name": "a word that belongs to everyone",
    "Tag.slug": "the same",
    "ModerationAction.reason": "told to whom the act concerned, in a log that nobody edits",
    "Case.reason": "told to who had reported",
    "Report.answer": "the same",
    "Group.name": "of the group, which passed on to a member",
    "Group.about": "the same",
    "Group.rules": "the same",
    "Group.questions": "the same",
}


def closed(person: Person) -> Person:
    close_account(person)
    erase(Erasure.objects.get(person=person).pk)
    person.refresh_from_db()
    return person


def test_nothing_is_left(lively):
    assert len(held(MARK)) > 40
    files = [picture.file_name(picture.width) for picture in Picture.objects.filter(owner=lively)]
    assert all(default_storage.exists(name) for name in files)

    closed(lively)

    assert held(MARK) - LEFT.keys() == set()
    assert held("egret") == set()
    assert held("13800138000") == set()
    assert Erasure.objects.get().done_at is not None


# What no eraser touches, and why it stays or goes by itself.
KEPT = {
    "Account": "the books",
    "Arrival": "how far the site has come with looking for what is needed",
    "Case": "what was reported, about somebody without a name",
    "ContentType": "of the site",
    "Conversation": "stays for the other side, without the words of who left",
    "Evidence": "nobody edits it; what they said is countered with the request, by rows that are added",
    "GroupBuyGroup": "where others can join what they began",
    "GuestMail": "of buyers without an account",
    "JournalEntry": "the books",
    "Knock": "digests that nobody can read back, gone with the day",
    "ModerationAction": "the log, which nobody edits",
    "Payment": "the books; it knows its purchase, which knows nobody any more",
    "Permission": "of the site",
    "Posting": "the books",
    "ReadMark": "how far a side of an order has read",
    "SandboxCharge": "what a bank would know",
    "SandboxRefund": "the same",
    "SandboxWebhook": "the same",
    "Session": "ended by the salt that is in each, and gone with its time",
    "StaffReading": "that somebody of the staff read; the staff loses its rights first",
    "StockItem": "counts of what was sold",
    "StockMovement": "the same",
    "Tag": "words that belong to everyone",
    "Variant": "the choices by which buyers know what they bought",
    "Wave": "how far the site has come with calling stores",
    "VoiceCount": "how far the site has come; the voices of whoever closes their account go",
    "WebhookEvent": "what a payment gateway said",
    "Group": "Django's, of rights; only the staff is in any",
    "WordRule": "of the group, which passed on",
}


def test_every_model_is_erased_or_said_why_not(lively):
    """A new model fails here until somebody has thought of what becomes of it when an account closes: either an eraser
    changes or deletes its rows, or it is named above."""
    Archive.objects.create(person=lively)
    with CaptureQueriesContext(connection) as asked:
        closed(lively)

    changed = {name for query in asked for name in re.findall(r'^(?:UPDATE|DELETE FROM) "(\w+)"', query["sql"])}
    untouched = {model.__name__ for model in apps.get_models() if model._meta.db_table not in changed}

    assert untouched == KEPT.keys()


# Columns that still point at the row that has no name any more, and what for.
POINTING = {
    "Appeal.person": "the log",
    "Case.about": "what was reported",
    "Case.settled_by": "that somebody looked at it",
    "Channel.person": "what posts stand in",
    "Comment.author": "others answered it",
    "Erasure.person": "that it was done",
    "Dispute.person": "the log",
    "Event.actor": "what others were told",
    "Evidence.about": "what others bear out, of somebody without a name",
    "Evidence.by": "what they said, which counts no more",
    "ModerationAction.actor": "the log",
    "ModerationAction.owner": "the log",
    "GroupBuy.seller": "others' orders came of it",
    "Hail.person": "sellers' records count it, and an order may have come of it",
    "Offer.seller": "an order came of it, or whoever hailed had it as an answer",
    "NotificationEntry.person": "what others were told is counted by people",
    "Order.buyer": "the books",
    "OrderTransition.actor": "the books",
    "PickList.person": "others answered what it told",
    "Post.author": "others answered it",
    "Purchase.buyer": "the books",
    "Report.reporter": "what was reported, without a word",
    "StockMovement.actor": "the books",
    "Store.owner": "by which buyers know from whom they bought",
    "WordRule.created_by": "of the group",
}


def test_nothing_else_points_at_them(lively):
    closed(lively)

    pointing = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person and model._default_manager.filter(**{field.name: lively}).exists()
    }
    assert pointing - POINTING.keys() == set()


def test_nothing_of_what_moderators_looked_at_is_left(lively):
    clerk, post = PersonFactory(is_staff=True), Post.objects.filter(author=lively).first()
    hide_post(clerk, post=post, reason="广告")
    made = appeal(lively, action=ModerationAction.objects.first(), text=f"{MARK}不是广告")
    decide_appeal(PersonFactory(is_staff=True), appeal=made, upheld=False, answer="是广告")
    hide_comment(clerk, comment=lively.comments.filter(state="visible").first(), reason="广告")
    appeal(lively, action=ModerationAction.objects.first(), text=f"{MARK}也不是")
    refuse(clerk, draft=hold(lively, channel=channel_of(lively), text=f"{MARK}三", reason="?"), reason="广告")
    close_group(clerk, group=lively.owned_groups.first(), reason="广告")
    assert open_appeals(PersonFactory(is_staff=True)).exists()

    closed(lively)

    assert held(MARK) - LEFT.keys() == set()
    assert ModerationAction.objects.filter(owner=lively).count() > 4
    assert not open_appeals(PersonFactory(is_staff=True)).exists()
    assert not Event.objects.filter(kind="duty", withdrawn=False, key__startswith="appeal").exists()


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
    post, name = Post.objects.filter(author=lively).first(), lively.username
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


def test_a_group_that_is_left_without_anybody_keeps_no_words():
    person = PersonFactory()
    found_group(person, name=f"{MARK}群", about=f"{MARK}的人", rules=f"{MARK}三章", questions=[f"到过{MARK}吗"])

    closed(person)

    assert held(MARK) == set()


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
