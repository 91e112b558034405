"""One's own evidence, and the staff's queue of objections, as pages."""

import pytest
from django.urls import reverse

from community.moderation.acting import hide_post
from community.moderation.reporting import report
from community.people.blocking import block
from community.people.models import Person
from community.trust.disputing import dispute
from community.trust.models import Dispute, Evidence
from community.trust.recording import counter, sources
from tests.community.trust.saying import kept, standing
from tests.counting import queries_asked
from tests.factories import PersonFactory, PostFactory
from tests.shop.buying import received_order

pytestmark = pytest.mark.django_db
ABOUT, GIVEN, QUEUE = "/me/evidence/", "/me/evidence/given/", "/mod/disputes/"


def seen(client, person, path=ABOUT, **query):
    client.force_login(person)
    return client.get(path, query)


def test_everything_about_one_is_there(client, buyer, seller, product):
    order = received_order(buyer, product)
    page = seen(client, seller)
    [row] = page.context["rows"]
    assert (row.other, row.origin.url, row.counter, row.can_dispute) == (buyer, order.get_absolute_url(), None, True)
    said = page.content.decode()
    for words in (buyer.name, "龙井", order.get_absolute_url(), str(product.store)):
        assert words in said


def test_and_what_one_said_of_others(client, buyer, seller, product):
    received_order(buyer, product)
    [row] = seen(client, buyer, GIVEN).context["rows"]
    assert (row.other, row.is_mine, row.can_dispute) == (seller, True, False)
    assert seen(client, buyer).context["rows"] == seen(client, seller, GIVEN).context["rows"] == []


def test_what_was_countered_is_struck_out_with_why(client, fact, seller):
    counter(sources(fact.source), why=Evidence.Why.SETTLED)
    page = seen(client, seller)
    [row] = page.context["rows"]
    assert row.why in page.content.decode()
    assert "<s>" in page.content.decode()
    assert page.context["tallies"] == []


def test_who_reported_is_not_named(client, buyer, seller):
    post = PostFactory(author=seller)
    report(buyer, target=post, reason="spam")
    hide_post(PersonFactory(is_staff=True), post=post, reason="广告")
    page = seen(client, seller)
    [row] = page.context["rows"]
    assert (row.other, "rulings" in row.origin.url) == (None, True)
    assert buyer.name not in page.content.decode()
    [mine] = seen(client, buyer, GIVEN).context["rows"]
    assert (mine.other, mine.origin.url) == (seller, reverse("my_reports"))


@pytest.mark.parametrize("how", ["blocked", "blocks", "suspended"])
def test_nor_who_is_not_to_be_seen(client, fact, buyer, seller, how):
    if how == "blocked":
        block(buyer, other=seller)
    elif how == "blocks":
        block(seller, other=buyer)
    else:
        Person.objects.filter(pk=buyer.pk).update(is_active=False)
    page = seen(client, seller)
    assert [row.other for row in page.context["rows"]] == [None]
    assert buyer.name not in page.content.decode()


def test_by_kind(client, buyer, seller):
    for kind in ("kept", "kept", "broken"):
        kept(buyer, seller, kind=kind)
    page = seen(client, seller, kind="broken")
    assert [row.name for row in page.context["rows"]] == ["broken"]
    assert [(tally.name, tally.count) for tally in page.context["tallies"]] == [("kept", 2), ("broken", 1)]
    assert len(seen(client, seller, kind="nonsense").context["rows"]) == 3


def test_it_is_paged_and_costs_the_same(client, buyer, seller, product, monkeypatch):
    monkeypatch.setattr("community.trust.showing.PAGE", 3)
    costs = []
    for count in (1, 3):
        for _each in range(count):
            kept(PersonFactory(), seller)
        seen(client, seller)
        with queries_asked() as asked:
            first = seen(client, seller)
        costs.append(len(asked))
    assert costs[0] == costs[1]
    second = seen(client, seller, cursor=first.context["cursor"])
    shown = [row.evidence.pk for page in (first, second) for row in page.context["rows"]]
    assert (len(shown), shown) == (4, sorted(shown, reverse=True))
    assert second.context["cursor"] == ""


def test_one_objects_on_the_page_of_the_fact(client, fact, seller, buyer):
    client.force_login(seller)
    path = f"{ABOUT}{fact.reference}/"
    assert client.post(path, {"text": ""}).status_code == 400
    kept_words = client.post(path, {"text": "长" * 1001})
    assert "长" * 1001 in kept_words.content.decode()
    assert client.post(path, {"text": "我发了货的"})["Location"] == path
    assert Dispute.objects.get().text == "我发了货的"
    again = client.post(path, {"text": "我发了货的"})
    assert again.status_code == 400
    assert "我发了货的" in client.get(path).content.decode()


@pytest.mark.parametrize("who", ["guest", "buyer", "stranger"])
def test_nobody_else_sees_it(client, fact, buyer, who):
    if who != "guest":
        client.force_login(buyer if who == "buyer" else PersonFactory())
    assert client.get(f"{ABOUT}{fact.reference}/").status_code == 404
    assert client.post(f"{ABOUT}{fact.reference}/", {"text": "不是"}).status_code == 404


@pytest.mark.parametrize("path", [ABOUT, GIVEN, QUEUE])
def test_guests_are_asked_to_sign_in(client, path):
    assert client.get(path).status_code == 302


def test_the_staff_has_a_queue(client, fact, seller, clerk):
    made = dispute(seller, evidence=fact, text="我发了货的")
    page = seen(client, clerk, QUEUE)
    assert [row.pk for row in page.context["disputes"]] == [made.pk]
    assert f'href="{made.get_absolute_url()}"' in page.content.decode()
    assert f'href="{QUEUE}"' in client.get("/mod/").content.decode()


@pytest.mark.parametrize("upheld", ["1", "0"])
def test_where_it_is_decided(client, fact, seller, buyer, clerk, upheld):
    made = dispute(seller, evidence=fact, text="我发了货的")
    page = seen(client, clerk, made.get_absolute_url())
    for words in (buyer.name, seller.name, "我发了货的"):
        assert words in page.content.decode()
    assert client.post(made.get_absolute_url(), {"upheld": upheld, "answer": ""}).status_code == 400
    assert client.post(made.get_absolute_url(), {"upheld": upheld, "answer": "看过了"})["Location"] == QUEUE
    assert standing() == ([] if upheld == "1" else [("buyer", "broken", "seller")])
    decided = client.get(f"{ABOUT}{fact.reference}/")
    assert decided.status_code == 404
    assert "看过了" in seen(client, seller, f"{ABOUT}{fact.reference}/").content.decode()


def test_members_have_none(client, fact, seller, buyer):
    made = dispute(seller, evidence=fact, text="我发了货的")
    for person in (seller, buyer):
        assert seen(client, person, QUEUE).status_code == 403
        assert client.get(made.get_absolute_url()).status_code == 404


def test_operators_read_it_and_change_nothing(client, fact, buyer, seller):
    counter(sources(fact.source))
    dispute(seller, evidence=kept(buyer, seller), text="不是")
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    for name in ("evidence", "dispute", "verification", "freeze"):
        assert client.get(reverse(f"admin:community_{name}_changelist")).status_code == 200
    page = client.get(reverse("admin:community_evidence_change", args=[fact.pk]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    found = client.get(reverse("admin:community_evidence_changelist"), {"kind__exact": 4, "q": "buyer"})
    assert f"/{fact.pk}/change/" in found.content.decode()
    assert client.get(reverse("admin:community_evidence_add")).status_code == 403


def test_operators_decide_in_the_admin_too(client, fact, seller):
    made = dispute(seller, evidence=fact, text="我发了货的")
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    chosen = {"action": "uphold", "_selected_action": [made.pk], "reason": "物流记录在"}
    client.post(reverse("admin:community_dispute_changelist"), chosen)
    assert standing() == []
