"""What happened counts on the next page that anybody reads, whichever process answers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.groups.models import Group
from community.people.models import Person
from community.standing.counting import EVERY, count_voices, plan_count
from community.standing.models import VoiceCount
from community.trust import reading
from community.trust.freezing import freeze, unfreeze
from community.trust.models import Dispute, Evidence
from community.trust.recording import record
from community.trust.verifying import end_verification, verify
from tests.factories import PersonFactory
from tests.leaks.ties import Town, build_town, together, vouch
from tests.shop.buying import paid_order, received_order, shipped_order
from tests.shop.reviews.saying import said_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]

SHEET = "/trust/store/tea/"


@pytest.fixture
def town() -> Town:
    return build_town()


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], Any]]:
    """Two processes, each with a memory of its own of the ledger: call one, and it answers from then on."""
    memories: list[dict[str, reading.Reading]] = [{}, {}]
    return [lambda memory=memory: monkeypatch.setattr(reading, "_readings", memory) for memory in memories]


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def scores(town: Town, processes: list[Callable[[], Any]]) -> Callable[[], float]:
    """The score as the reader's next page has it; the same in each process, on the page and in the API."""
    client = signed_in(town.me)

    def read() -> float:
        found = set()
        for switch in processes:
            switch()
            (row,) = client.get("/api/v1/trust/", {"people": town.owner.username, "topic": "白毫"}).json()
            page = client.get(SHEET).content.decode()
            shown = re.search(r"<strong>(\d+)</strong>", page)
            assert bool(shown) == (row["speakers"] > 0)
            # The API rounds to a thousandth, the page to a hundredth.
            assert shown is None or abs(int(shown[1]) - 100 * row["score"]) <= 0.6
            found.add(row["score"])
        (score,) = found
        return float(score)

    return read


@contextmanager
def moves(scores: Callable[[], float], way: int) -> Any:
    """What happens inside moves the score up (1) or down (-1) on the next page."""
    before = scores()
    yield
    assert (scores() - before) * way > 0


def post(person: Person, name: str, *args: Any, **data: Any) -> None:
    answer = signed_in(person).post(reverse(name, args=args), data)
    assert answer.status_code in (200, 302, 303), (name, answer.status_code)


def test_a_kept_promise(town, scores):
    order = shipped_order(town.between, town.product)
    with moves(scores, 1):
        post(town.between, "order_receive", order.reference)


def test_a_refund(town, scores):
    order = received_order(town.between, town.product)
    with moves(scores, -1):
        post(town.owner, "order_refund", order.reference, reason="发不出")
    assert set(Evidence.objects.standing().values_list("kind", flat=True)) == {Evidence.Kind.BROKEN}


def test_a_promise_that_the_seller_gives_up(town, scores):
    received_order(town.readers["fellow"], town.product)
    order = paid_order(town.between, town.product)
    with moves(scores, -1):
        post(town.owner, "order_cancel", order.reference, reason="没货了")


def test_a_review_and_its_change_and_its_withdrawal(town, scores):
    order = received_order(town.between, town.product)
    at = (order.reference, town.product.slug)
    with moves(scores, -1):
        post(town.between, "review_write", *at, content="no", text="不香")
    with moves(scores, 1):
        post(town.between, "review_write", *at, content="yes", text="又香了")
    with moves(scores, -1):
        post(town.between, "review_write", *at, content="no", text="还是不香")
    with moves(scores, 1):
        post(town.between, "review_withdraw", *at)


def test_an_endorsement_that_is_withdrawn(town, scores):
    word = vouch(town.between, town.owner)
    with moves(scores, -1):
        post(town.between, "endorsement_withdraw", word.reference)
    with moves(scores, 1):
        post(town.between, "endorsement_reinstate", word.reference)


def test_a_block_ends_an_endorsement(town, scores):
    vouch(town.between, town.owner)
    with moves(scores, -1):
        post(town.owner, "person_block", town.between.username)


def test_an_account_that_is_closed(town, scores):
    said_of(town.product, buyer=town.between, text="很香")
    vouch(town.between, town.owner)
    with moves(scores, -1):
        client = signed_in(town.between)
        session = client.session
        session["confirmed_at"] = int(time.time())
        session.save()
        answer = client.post("/settings/close/", {"username": town.between.username})
        assert answer.status_code == 200
        assert Person.objects.get(pk=town.between.pk).closed_at
    # Nobody is heard any more: it is as before the first word.
    assert signed_in(town.me).get("/api/v1/trust/", {"people": "keeper"}).json()[0]["speakers"] == 0


def test_an_objection_that_is_upheld(town, scores):
    order = received_order(town.readers["fellow"], town.product)
    fact = record(Evidence.Kind.BROKEN, by=town.between, about=town.owner, source=order)
    post(town.owner, "my_fact", fact.reference, text="准时到了")
    clerk = PersonFactory(is_staff=True)
    with moves(scores, 1):
        post(clerk, "mod_dispute", Dispute.objects.get().reference, upheld="1", answer="属实")


def test_one_that_is_not_changes_nothing(town, scores):
    order = received_order(town.readers["fellow"], town.product)
    fact = record(Evidence.Kind.BROKEN, by=town.between, about=town.owner, source=order)
    post(town.owner, "my_fact", fact.reference, text="准时到了")
    before = scores()
    post(PersonFactory(is_staff=True), "mod_dispute", Dispute.objects.get().reference, upheld="0", answer="不属实")
    assert scores() == before


def test_a_ring_that_is_frozen_and_heard_again(town, scores):
    clerk = PersonFactory(is_staff=True)
    vouch(town.between, town.owner)
    with moves(scores, -1):
        freeze(clerk, people=[town.between], reason="互相刷单")
    with moves(scores, 1):
        unfreeze(clerk, target=town.between, reason="查清了")


@pytest.mark.parametrize("who", ["me", "between"])
def test_leaving_the_group_by_which_trust_came(town, scores, who):
    vouch(town.between, town.owner)
    with moves(scores, -1):
        post(getattr(town, who), "group_leave", "lake")


def test_a_group_that_hides_itself(town, scores):
    vouch(town.between, town.owner)
    with moves(scores, -1):
        Group.objects.filter(slug="lake").update(access=Group.Access.HIDDEN)


def counted() -> bool:
    """Whether a worker found that there was something to count, which it did."""
    count = plan_count()
    if count is not None:
        count_voices(count)
    return count is not None


@pytest.fixture
def guests_score(town: Town, processes: list[Callable[[], Any]]) -> Callable[[], float]:
    def read() -> float:
        found = set()
        for switch in processes:
            switch()
            found.add(Client().get("/api/v1/trust/", {"people": "keeper"}).json()[0]["score"])
        (score,) = found
        return float(score)

    return read


def test_a_verification_that_is_taken_back(town, guests_score):
    """All whom nobody else vouches for are heard no more, with the worker's next round."""
    clerk, stranger = PersonFactory(is_staff=True), PersonFactory()
    verified = verify(clerk, target=stranger, reason="见过本人")
    together("river", stranger, *(buyers := PersonFactory.create_batch(2)))
    for buyer in buyers:
        vouch(buyer, town.owner)
    nobody = guests_score()
    assert counted()
    with moves(guests_score, -1):
        end_verification(clerk, verification=verified, reason="认错了")
        assert counted()
    assert guests_score() == nobody
    assert not counted()


@pytest.mark.parametrize("act", ["freeze", "leave"])
def test_whom_others_are_heard_through(town, guests_score, act):
    clerk, verified = PersonFactory(is_staff=True), PersonFactory()
    verify(clerk, target=verified, reason="见过本人")
    between, buyer = PersonFactory.create_batch(2)
    group = together("river", verified, between)
    together("brook", between, buyer)
    vouch(buyer, town.owner)
    assert counted()
    with moves(guests_score, -1):
        if act == "freeze":
            freeze(clerk, people=[between], reason="互相刷单")
        else:
            post(between, "group_leave", group.slug)
            assert not counted()
            VoiceCount.objects.update(created_at=timezone.now() - EVERY)
        assert counted()
