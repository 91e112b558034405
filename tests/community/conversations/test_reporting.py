"""A buyer without an account reports what the seller wrote, through the purchase."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.attention.quotas import QuotaReached
from community.conversations import reporting
from community.conversations.models import Conversation
from community.conversations.reporting import report_message
from community.conversations.saying import say
from community.conversations.showing import whole_thread
from community.moderation.acts import act_on
from community.moderation.models import Case, Report
from community.moderation.settling import AlreadySettled, find_nothing_wrong
from config.kit.errors import NotAllowed
from tests.counting import queries_asked
from tests.factories import PersonFactory, PictureFactory
from tests.shop.buying import GUEST, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return PersonFactory(is_staff=True)


@pytest.fixture
def message(guests):
    return say(guests.store.owner, order=guests, text="不买就骂你")


def path_of(message, order):
    return reverse("purchase_report", args=[order.purchase.reference, order.reference, message.reference])


def api_of(order):
    return f"/api/v1/purchases/{order.purchase.reference}/orders/{order.reference}/messages/"


def test_it_is_a_case_for_the_staff(message, guests, clerk):
    made = report_message(GUEST, message=message, reason="abuse", note="第二次了")

    case = Case.objects.get()
    assert (made.reporter, made.case) == (None, case)
    assert (case.about, case.group, case.for_staff) == (guests.store.owner, None, True)
    assert Conversation.objects.get().reported_at is not None
    act_on(clerk, case=case, target=made.target, act="hide", reason="骂人")
    made.refresh_from_db()
    assert made.outcome == "acted"


def test_on_the_page(client, message, guests):
    path = path_of(message, guests)
    page = client.get(guests.purchase.get_absolute_url()).content.decode()
    assert f'href="{path}"' in page
    assert "不买就骂你" in client.get(path).content.decode()
    refused = client.post(path, {"note": "第二次了"})
    assert (refused.status_code, "第二次了" in refused.content.decode()) == (400, True)

    sent = client.post(path, {"reason": "abuse", "note": "第二次了"})

    assert sent["Location"] == f"{guests.purchase.get_absolute_url()}#message-{message.reference}"
    assert Report.objects.get().note == "第二次了"
    page = client.get(guests.purchase.get_absolute_url()).content.decode()
    assert (f'href="{path}"' in page, "你举报了" in page) == (False, True)


def test_the_guest_reads_what_came_of_it(client, message, guests, clerk):
    report_message(GUEST, message=message, reason="abuse")
    find_nothing_wrong(clerk, case=Case.objects.get(), reason="只是着急")
    assert "只是着急" in client.get(guests.purchase.get_absolute_url()).content.decode()


def test_the_staff_sees_it_in_the_queue(client, message, clerk):
    report_message(GUEST, message=message, reason="abuse", note="第二次了")
    client.force_login(clerk)
    page = client.get(reverse("mod")).content.decode()
    assert "第二次了" in page
    assert "不买就骂你" in page


def test_by_program(client, message, guests):
    report = f"{api_of(guests)}{message.reference}/report/"
    assert client.post(report, {"reason": "no"}, "application/json").status_code == 400
    assert client.post(report, {"reason": "abuse"}, "application/json").status_code == 204
    assert Report.objects.get().reason == "abuse"
    assert client.get(api_of(guests)).json()["messages"][0]["text"] == "不买就骂你"
    said = client.post(api_of(guests), {"text": "请好好说话"}, "application/json")
    assert (said.status_code, said.json()["side"], said.json()["is_mine"]) == (201, "buyer", True)
    ownerless = PictureFactory(owner=None)
    refused = client.post(api_of(guests), {"pictures": [ownerless.reference]}, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (400, "not_yours")


def test_who_has_another_link_finds_nothing(client, message, guests, product):
    other = place(GUEST, product).orders.get()
    wrong = reverse("purchase_report", args=["0" * 16, guests.reference, message.reference])
    for path in (path_of(message, other), f"{api_of(other)}{message.reference}/report/", wrong):
        assert client.post(path, {"reason": "abuse"}).status_code == 404


def test_ones_own_words_are_not_to_report(client, guests):
    mine = say(GUEST, order=guests, text="你好")
    with pytest.raises(NotAllowed):
        report_message(GUEST, message=mine, reason="abuse")
    sent = client.post(f"{api_of(guests)}{mine.reference}/report/", {"reason": "abuse"}, "application/json")
    assert sent.status_code in (401, 403)


def test_again_it_is_the_one_report_until_it_was_looked_at(message, clerk):
    report_message(GUEST, message=message, reason="abuse")
    report_message(GUEST, message=message, reason="fraud", note="还有")
    assert Report.objects.get().reason == "fraud"
    find_nothing_wrong(clerk, case=Case.objects.get(), reason="没问题")
    with pytest.raises(AlreadySettled):
        report_message(GUEST, message=message, reason="abuse")


def test_a_guest_does_not_flood(guests, monkeypatch):
    monkeypatch.setattr(reporting, "MOST_OF_A_GUEST", 2)
    said = [say(guests.store.owner, order=guests, text=f"第{number}句") for number in range(3)]
    for message in said[:2]:
        report_message(GUEST, message=message, reason="abuse")
    with pytest.raises(QuotaReached) as refused:
        report_message(GUEST, message=said[2], reason="abuse")
    assert refused.value.resets_at == Report.objects.earliest("created_at").created_at + reporting.GUESTS_WINDOW
    report_message(GUEST, message=said[0], reason="fraud")

    Report.objects.update(created_at=timezone.now() - reporting.GUESTS_WINDOW)
    assert report_message(GUEST, message=said[2], reason="abuse").pk


def test_a_purchase_costs_the_same_for_more_reports(client, guests):
    costs = []
    for count in (1, 5):
        for number in range(count):
            made = say(guests.store.owner, order=guests, text=f"{count} {number}")
            report_message(GUEST, message=made, reason="abuse")
        with queries_asked() as asked:
            client.get(guests.purchase.get_absolute_url())
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert all(bubble.reported for bubble in whole_thread(guests, GUEST).bubbles)


def test_members_report_as_ever(order, buyer, seller):
    made = say(seller, order=order, text="快付钱")
    assert report_message(buyer, message=made, reason="abuse").reporter == buyer
    with pytest.raises(NotAllowed):
        report_message(PersonFactory(), message=made, reason="abuse")
