"""Asking back: a hailer and a store that was called write to each other as long as the hail stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from community.calling.declining import decline
from community.calling.models import Call
from community.conversations.errors import Ended, NotAnswered
from community.conversations.hails import MOST_UNANSWERED
from community.conversations.hiding import hide_message, restore_message
from community.conversations.listing import inbox, unread_count
from community.conversations.models import Conversation, Message, ReadMark, StaffReading
from community.conversations.saying import read, say
from community.conversations.showing import whole_thread
from community.hail.errors import HailOver
from community.live import publishing
from community.moderation.acts import act_on
from community.moderation.models import Case, Report
from community.moderation.reporting import report
from community.notifications.making import make
from community.notifications.models import Event, Kind, Notification
from community.notifications.reading import bell_page
from community.offers.errors import OfferGone
from community.offers.making import withdraw_offer
from community.people.blocking import block, unblock
from community.trust.models import Evidence
from config.kit import personal
from config.kit.errors import DomainError, NotAllowed
from tests.community.conversations.called import ENDS, NAME, answered, call_of, called, chosen
from tests.counting import queries_asked
from tests.factories import PersonFactory, PictureFactory
from tests.photos import drawing, encoded

pytestmark = pytest.mark.django_db
MEMBER = "招手的成员"
WORDS = "要牛皮纸包装吗？"


@pytest.fixture
def call() -> Call:
    return called()


@pytest.fixture
def hailer(call: Call) -> Any:
    return call.hail.person


@pytest.fixture
def seller(call: Call) -> Any:
    return call.store.owner


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def path_of(call: Call, name: str = "hail_thread") -> str:
    return reverse(name, args=[call.reference])


def test_the_called_may_ask_before_offering(call, hailer, seller):
    said = say(seller, call=call, text=WORDS)

    conversation = Conversation.objects.get()
    assert (conversation.kind, conversation.call, conversation.order) == ("hail", call, None)
    assert (said.side, whole_thread(call, hailer).unread) == ("seller", 1)
    assert say(hailer, call=call, text="要").side == "buyer"


def test_the_same_key_is_the_same_message(call, seller):
    first = say(seller, call=call, text=WORDS, idempotency_key="k")

    assert say(seller, call=call, text=WORDS, idempotency_key="k") == first
    assert Message.objects.count() == 1


def test_nobody_is_flooded(call, hailer, seller):
    for number in range(MOST_UNANSWERED):
        say(seller, call=call, text=f"第{number}句")

    with pytest.raises(NotAnswered):
        say(seller, call=call, text="在吗？")
    assert str(NotAnswered()) in signed_in(seller).get(path_of(call)).content.decode()
    say(hailer, call=call, text="在的")
    for number in range(4):
        say(seller, call=call, text=f"又{number}句")


def test_the_hailer_asks_who_answered(call, hailer, seller):
    answered(call)

    say(hailer, call=call, text="能便宜些吗？")

    for number in range(3):
        say(seller, call=call, text=f"第{number}句")


def test_the_hailer_does_not_know_of_a_call_that_nobody_answered(call, hailer):
    assert signed_in(hailer).get(path_of(call)).status_code == 404
    with pytest.raises(NotAllowed):
        say(hailer, call=call, text="在吗？")


def test_nor_asks_who_took_the_offer_back(call, hailer, seller):
    withdraw_offer(seller, offer=answered(call))

    assert str(OfferGone()) in signed_in(hailer).get(path_of(call)).content.decode()
    with pytest.raises(OfferGone):
        say(hailer, call=call, text="为什么？")


def test_but_goes_on_with_who_wrote(call, hailer, seller):
    offer = answered(call)
    say(seller, call=call, text=WORDS)
    withdraw_offer(seller, offer=offer)

    assert say(hailer, call=call, text="为什么？")


def test_who_answered_what_was_asked_in_a_group_of_theirs(call, hailer, seller):
    """Nobody called their store: the call was made with the offer."""
    Call.objects.filter(pk=call.pk).update(wave=0)
    answered(call)

    say(hailer, call=call, text="能便宜些吗？")
    assert whole_thread(call, seller).unread == 1


def test_others_find_nothing(call, hailer, seller):
    said = say(seller, call=call, text=WORDS)
    other = call_of(call.hail).store.owner

    for person in (other, PersonFactory(), PersonFactory(is_staff=True)):
        for path in (path_of(call), f"/api/v1/conversations/{call.reference}/messages/"):
            assert signed_in(person).get(path).status_code == 404
            assert signed_in(person).post(path, {"text": "x"}).status_code == 404
        assert signed_in(person).post(path_of(call, "hail_thread_read")).status_code == 404
        assert not Message.objects.visible_to(person).exists()
        with pytest.raises(NotAllowed):
            say(person, call=call, text="x")
        with pytest.raises(NotAllowed):
            read(person, call=call)
    assert not Message.objects.visible_to(AnonymousUser()).filter(pk=said.pk).exists()
    assert Client().get(path_of(call)).status_code == 404


def test_reading(call, hailer, seller, monkeypatch):
    moved = []
    monkeypatch.setattr(publishing, "publish", moved.append)
    say(seller, call=call, text=WORDS)

    assert (unread_count(hailer), unread_count(seller)) == (1, 0)
    assert signed_in(hailer).post(path_of(call, "hail_thread_read")).status_code == 200
    assert read(hailer, call=call) == 0
    assert unread_count(hailer) == 0
    assert ReadMark.objects.get(side="buyer").upto == Message.objects.get().pk
    assert whole_thread(call, seller).bubbles[0].is_read


def test_it_is_heard_of_live(call, hailer, seller, monkeypatch, django_capture_on_commit_callbacks):
    moved = []
    monkeypatch.setattr(publishing, "publish", moved.append)
    with django_capture_on_commit_callbacks(execute=True):
        say(seller, call=call, text=WORDS)

    people = sorted([hailer.pk, seller.pk])
    assert {"event": "conversation", "people": people, "data": call.reference} in moved


def test_writing_on_the_page_with_a_photo(call, hailer, seller):
    client, path = signed_in(seller), path_of(call)
    photo = SimpleUploadedFile("a.jpg", encoded(drawing()), content_type="image/jpeg")

    answer = client.post(path, {"text": WORDS, "photos": [photo], "key": "k"})

    assert (answer.status_code, answer["Location"]) == (303, f"{path}#thread-{call.reference}")
    picture = Message.objects.get().pictures.get().picture
    assert picture.is_private
    assert signed_in(hailer).get(picture.url(640)).status_code == 200
    assert signed_in(PersonFactory()).get(picture.url(640)).status_code == 404


def test_htmx_gets_the_thread(call, seller):
    client, htmx = signed_in(seller), {"hx-request": "true"}
    for text, status in ((WORDS, 200), ("", 422), ("再问一句", 200), ("第三句", 422)):
        answer = client.post(path_of(call), {"text": text}, headers=htmx)
        page = answer.content.decode()
        assert (answer.status_code, page.lstrip().startswith("<section")) == (status, True)
    # What was typed is there still, although one cannot write now.
    assert "第三句" in page


def test_the_inbox(call, hailer, seller):
    say(seller, call=call, text=WORDS)
    say(hailer, call=call, text="要")

    (mine,), _cursor = inbox(hailer)
    (theirs,), _cursor = inbox(seller)
    assert (mine.other, mine.store, mine.about) == ("晓雨的茶", call.store, "我招的手：要 12 份桂花酥，周六晚上前")
    assert (theirs.other, theirs.person, theirs.about) == (MEMBER, None, "招手：要 12 份桂花酥，周六晚上前")
    assert (theirs.unread, unread_count(seller, store=call.store)) == (True, 1)
    page = signed_in(seller).get(reverse("messages")).content.decode()
    assert (path_of(call) in page, MEMBER in page, NAME in page) == (True, True, False)


def test_the_inbox_costs_the_same_however_many_there_are(seller, call):
    costs = []
    for _round in range(2):
        for _each in range(3):
            hail = called(username=f"hailer-{len(costs)}-{_each}").hail
            one = Call.objects.create(hail=hail, store=call.store, wave=1)
            say(seller, call=one, text=WORDS)
            say(hail.person, call=one, text="要")
        with queries_asked() as asked:
            rows, _cursor = inbox(seller)
            assert [(row.other, row.about, row.excerpt) for row in rows]
        costs.append(len(asked))
    assert costs == [1, 1]


def test_the_bell(call, hailer, seller):
    for person, other, text in (
        (seller, hailer, "晓雨的茶就你要的东西给你写了消息。"),
        (hailer, seller, "招手的成员给你写了消息。"),
    ):
        say(person, call=call, text=WORDS)
        event = Event.objects.filter(kind=Kind.MESSAGE).latest("pk")
        make(event)
        (line,) = bell_page(other).lines
        assert (line.words.text, line.words.url, line.words.excerpt) == (text, path_of(call), "")
        assert (line.face, line.event.actor, line.words.icon) == (None, None, "hand")
        assert (line.notification.group_key, line.words.why) == (
            f"message:call:{call.pk}",
            "你招了手" if other == hailer else "你的店被招呼到了",
        )
        read(other, call=call)
        assert not Notification.objects.unread().filter(person=other).exists()


def written(person: Any, call: Call, *texts: str) -> None:
    """The other side was told of each."""
    for text in texts:
        say(person, call=call, text=text)
    for event in Event.objects.filter(kind=Kind.MESSAGE, done_at=None).order_by("pk"):
        make(event)


def counted(person: Any) -> list[int]:
    """How many messages the lines of the person's bell speak of."""
    return [line.joined.count for line in bell_page(person).lines if line.event.kind == Kind.MESSAGE]


@pytest.mark.parametrize("how", ["called", "declined", "chosen"])
def test_several_messages_are_one_line(call, hailer, seller, how):
    offer = answered(call)
    written(seller, call, WORDS, "还是纸盒？")
    written(hailer, call, "纸盒", "谢谢")
    if how == "declined":
        withdraw_offer(seller, offer=offer)
        decline(seller, call=call)
    elif how == "chosen":
        chosen(offer)

    assert counted(hailer) == counted(seller) == [2]
    assert Notification.objects.unread().filter(person=seller, kind=Kind.MESSAGE).exists()


@pytest.mark.parametrize("end", ENDS)
def test_after_the_end_the_seller_finds_no_line_of_several(call, hailer, seller, end):
    answered(call)
    written(hailer, call, WORDS, "还是纸盒？")
    end(call)

    assert counted(seller) == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_seller_does_not_learn_who_hails(call, hailer, seller, language):
    """Neither from a page nor from the API, before it is settled nor afterwards."""
    offer = answered(call)
    said = say(hailer, call=call, text=WORDS, pictures=[PictureFactory(owner=hailer)])
    make(Event.objects.filter(kind=Kind.MESSAGE).get())
    client = signed_in(seller)
    client.cookies["django_language"] = language
    name = "招手的成员" if language == "zh-hans" else "The member who hails"

    def ask() -> None:
        for path in (
            *(
                path_of(call),
                reverse("messages"),
                reverse("bell"),
                f"{reverse('report')}?target=message:{said.reference}",
            ),
            *("/api/v1/conversations/", f"/api/v1/conversations/{call.reference}/messages/", "/api/v1/notifications/"),
        ):
            with translation.override(language):
                page = client.get(path, headers={"accept-language": language}).content.decode()
            assert WORDS in page or "notifications" in path or path == reverse("bell"), path
            for secret in (NAME, "agarwood", f'"{hailer.pk}"'):
                assert secret not in page, (path, secret)
            assert name in page or "report" in path, path

    ask()
    chosen(offer)
    ask()


def test_the_api(call, hailer, seller):
    path = f"/api/v1/conversations/{call.reference}/messages/"
    made = signed_in(seller).post(path, {"text": WORDS}, headers={"idempotency-key": "k"})
    again = signed_in(seller).post(path, {"text": WORDS}, headers={"idempotency-key": "k"})
    assert (made.status_code, made.json()["reference"]) == (201, again.json()["reference"])

    client = signed_in(hailer)
    thread = client.get(path).json()
    assert (thread["kind"], thread["order"], thread["call"], thread["unread"]) == ("hail", None, call.reference, 1)
    assert (thread["messages"][0]["name"], thread["messages"][0]["is_mine"]) == ("晓雨的茶", False)
    assert client.post(f"/api/v1/conversations/{call.reference}/read/").json() == {"read": 1}
    (row,) = client.get("/api/v1/conversations/").json()["results"]
    assert (row["call"], row["store"], row["name"]) == (call.reference, call.store.slug, "晓雨的茶")
    signed_in(seller).post(path, {"text": "再问一句"})
    refused = signed_in(seller).post(path, {"text": "第三句"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_answered")


def test_a_report_opens_it_to_the_staff(call, hailer, seller):
    clerk = PersonFactory(is_staff=True, is_superuser=True)
    said = say(seller, call=call, text="不买就骂你")
    assert signed_in(clerk).get(path_of(call)).status_code == 404

    report(hailer, target=said, reason="abuse")

    page = signed_in(clerk).get(path_of(call)).content.decode()
    assert ("不买就骂你" in page, NAME in page) == (True, False)
    assert StaffReading.objects.get().person == clerk
    conversation = Conversation.objects.get()
    admin = reverse("admin:community_conversation_change", args=[conversation.pk])
    assert "不买就骂你" in signed_in(clerk).get(admin).content.decode()
    said.refresh_from_db()
    hide_message(clerk, message=said, reason="骂人")
    assert [bubble.text for bubble in whole_thread(call, hailer).bubbles] == [""]
    restore_message(clerk, message=said, reason="看错了")
    assert [bubble.text for bubble in whole_thread(call, hailer).bubbles] == ["不买就骂你"]


def test_the_seller_reports_the_hailer_without_learning_who_it_is(call, hailer, seller):
    answered(call)
    said = say(hailer, call=call, text="不便宜就骂你")
    client, path = signed_in(seller), f"{reverse('report')}?target=message:{said.reference}"
    assert path.replace("&", "&amp;") in client.get(path_of(call)).content.decode()

    sent = client.post(reverse("report"), {"target": f"message:{said.reference}", "reason": "abuse"}, follow=True)

    assert sent.redirect_chain[0][0] == path_of(call)
    clerk = PersonFactory(is_staff=True)
    act_on(clerk, case=Case.objects.get(), target=Message.objects.get(), act="hide", reason="骂人")
    assert Report.objects.get().outcome == "acted"
    assert not Evidence.objects.exists()
    given = client.get(reverse("my_evidence_given"))
    for page in (sent, client.get(reverse("my_reports")), client.get("/api/v1/reports/"), client.get("/bell/"), given):
        assert (NAME in page.content.decode(), "agarwood" in page.content.decode()) == (False, False)


@pytest.mark.parametrize("end", ENDS)
def test_nobody_writes_after_the_end(call, hailer, seller, end):
    answered(call)
    for person in (seller, hailer):
        say(person, call=call, text=WORDS)
    stale = Call.objects.select_related("hail", "store").get(pk=call.pk)
    assert stale.hail.is_open
    end(call)

    fresh = Call.objects.select_related("hail", "store").get(pk=call.pk)
    for person in (seller, hailer):
        for one in (fresh, stale):
            with pytest.raises(DomainError):
                say(person, call=one, text="还在吗？")
        assert signed_in(person).post(path_of(call), {"text": "还在吗？"}).status_code in (404, 422)
    assert Message.objects.count() == 2
    page = signed_in(hailer).get(path_of(call)).content.decode()
    assert (WORDS in page, "<textarea" in page) == (True, False)


def test_what_a_block_ended_stays_ended(call, hailer, seller):
    answered(call)
    say(seller, call=call, text=WORDS)
    block(hailer, other=seller)
    unblock(hailer, other=seller)

    assert signed_in(seller).get(path_of(call)).status_code == 404
    for person in (hailer, seller):
        with pytest.raises(DomainError):
            say(person, call=call, text="还在吗？")


def test_who_blocks_the_hailer_does_not_find_out_who_it_is(call, hailer, seller, monkeypatch):
    """For them nothing changes. Who was blocked can write no more."""
    answered(call)
    for person in (seller, hailer):
        say(person, call=call, text=WORDS)
    make(Event.objects.filter(kind=Kind.MESSAGE, recipient=seller).get())
    moved: list[Any] = []
    monkeypatch.setattr(publishing, "_after_commit", moved.append)
    block(seller, other=hailer)

    assert [one for one in moved if seller.pk in one.get("people", ())] == []
    page = signed_in(seller).get(path_of(call)).content.decode()
    assert (WORDS in page, "<textarea" in page, unread_count(seller)) == (True, True, 1)
    assert Notification.objects.visible_to(seller).unread().filter(kind=Kind.MESSAGE).exists()
    assert say(seller, call=call, text="还在吗？")
    with pytest.raises(Ended):
        say(hailer, call=call, text="在的")
    page = signed_in(hailer).get(path_of(call)).content.decode()
    assert (WORDS in page, "<textarea" in page) == (True, False)


def test_with_the_chosen_it_stays_and_leads_on(call, hailer, seller):
    offer = answered(call)
    say(hailer, call=call, text=WORDS)
    order = chosen(offer)

    for person in (hailer, seller):
        page = signed_in(person).get(path_of(call)).content.decode()
        assert (WORDS in page, "<textarea" in page) == (True, False)
        assert f"{order.get_absolute_url()}#thread-{order.reference}" in page
        with pytest.raises(HailOver):
            say(person, call=call, text="还有一句")
    assert read(seller, call=call) == 1
    assert [row.other for row in inbox(seller)[0]] == [MEMBER]


def test_what_one_takes_along(call, hailer, seller):
    answered(call)
    say(seller, call=call, text="店家的话")
    say(hailer, call=call, text="招手人的话")
    table = next(table for table in personal.tables() if table.name == "messages")

    assert [row["text"] for row in table.read(hailer)] == ["招手人的话", "店家的话"]
    rows = list(table.read(seller))
    assert [(row["text"], row["call"], row["order"]) for row in rows] == [
        ("招手人的话", call.reference, None),
        ("店家的话", call.reference, None),
    ]
    assert NAME not in str(rows)
