"""Whoever closes their account takes their voice along at once, without a worker."""

import pytest

from community.privacy.closing import close_account
from community.privacy.models import Erasure
from community.privacy.tasks import erase
from community.trust.disputing import dispute
from community.trust.freezing import freeze
from community.trust.models import Dispute, Evidence, Freeze
from community.trust.recording import record
from community.trust.verifying import verified_people, verify
from tests.community.trust.saying import kept, standing
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_what_they_said_counts_no_more(buyer, seller):
    for kind in ("kept", "content", "endorsed"):
        kept(buyer, seller, kind=kind)
    kept(seller, buyer)

    close_account(buyer)

    assert standing() == [("seller", "kept", "buyer")]
    assert set(Evidence.objects.exclude(counters=None).values_list("why", flat=True)) == {"closed"}


def test_nor_can_anything_more_be_said(buyer, seller):
    close_account(buyer)
    assert record(Evidence.Kind.KEPT, by=buyer, about=seller, source=PostFactory()) is None


def test_nobody_is_verified_who_is_gone(buyer, clerk):
    verify(clerk, target=buyer, reason="看过证件")
    close_account(buyer)
    assert verified_people() == set()


def test_the_worker_takes_the_rest(fact, seller, clerk):
    dispute(seller, evidence=fact, text="我发了货的")
    freeze(clerk, people=[seller], reason="互相刷单")
    close_account(seller)
    erase(Erasure.objects.get().pk)
    assert Dispute.objects.get().text == ""
    assert not Freeze.objects.exists()
    assert Evidence.objects.get() == fact


def test_what_was_said_of_them_is_without_a_name(client, fact, seller, buyer):
    name = seller.name
    close_account(seller)
    client.force_login(buyer)
    page = client.get("/me/evidence/given/")
    assert [row.other for row in page.context["rows"]] == [None]
    assert name not in page.content.decode()
