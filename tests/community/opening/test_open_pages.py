"""Opening a store page by page: nothing typed is lost, nothing is done twice."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.entry import limits
from community.entry.models import Knock
from community.people.models import Person
from content.pictures.models import Picture
from shop.stores.models import Store, StoreDraft
from tests.factories import PersonFactory, StoreFactory
from tests.photos import from_phone

pytestmark = pytest.mark.django_db

GOODS = {"product_name": "外婆的桂花蜜", "price": "68"}
STORE = {"store_name": "外婆的店", "place_name": "满觉陇", "lat": "30.2222", "lon": "120.1111"}
CONTACT = {"contact": "granny@qunpu.example"}


def photo(raw: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_0001.HEIC", from_phone() if raw is None else raw, "image/heic")


def send(client: Client, step: int, **words: object):
    return client.post(reverse("open_step", args=[step]), words)


def fill(client: Client) -> None:
    """Steps 1 and 2, as they should be."""
    send(client, 1, **GOODS)
    send(client, 2, **STORE)


def test_it_works(client):
    assert send(client, 1, **GOODS, photo=photo()).url == "/open/2/"
    assert send(client, 2, **STORE).url == "/open/3/"
    answer = send(client, 3, **CONTACT)
    store = Store.objects.get()
    assert answer.url == f"/s/{store.slug}/share/?new"
    assert (store.name, store.place_name, store.lat) == ("外婆的店", "满觉陇", 30_222_200)
    assert store.owner.email == "granny@qunpu.example"
    assert store.products.get().picture.owner == store.owner
    page = client.get(answer.url).content.decode()
    assert "你的店开好了" in page
    assert client.get(store.get_absolute_url()).status_code == 200
    assert Client().get(store.get_absolute_url()).status_code == 200


def test_whoever_opened_it_is_signed_in_and_called_as_their_store(client):
    fill(client)
    send(client, 3, **CONTACT)
    assert client.get(reverse("desk")).status_code == 200
    assert Person.objects.get().name == "外婆的店"


def test_a_phone_number_will_do_as_well(client):
    fill(client)
    send(client, 3, contact="１３８ 0013 8000")
    assert Store.objects.get().owner.phone == "+8613800138000"


def test_without_a_photo_it_opens_too(client):
    fill(client)
    assert send(client, 3, **CONTACT).status_code == 303
    assert Store.objects.get().products.get().picture is None


@pytest.mark.parametrize("price", ["", "贵", "68.555", "0", "-1", "1" * 39])
def test_a_wrong_price_keeps_every_word_and_the_photo(client, price):
    answer = send(client, 1, product_name="外婆的桂花蜜", price=price, photo=photo())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="外婆的桂花蜜"' in page
    assert f'value="{price}"' in page or not price
    draft = StoreDraft.objects.get()
    assert draft.picture.url(640) in page
    again = client.get(reverse("open")).content.decode()
    assert 'value="外婆的桂花蜜"' in again
    assert draft.picture.url(640) in again


def test_all_that_is_wrong_is_said_at_its_field(client):
    page = send(client, 1, product_name=" ", price="贵").content.decode()
    assert "id_product_name_error" in page
    assert "id_price_error" in page


@pytest.mark.parametrize("raw", [b"", b"<svg/>", b"hello", from_phone()[:500]])
def test_a_file_that_is_no_photo_is_refused_and_words_stay(client, raw):
    answer = send(client, 1, **GOODS, photo=photo(raw))
    assert answer.status_code == 422
    assert 'value="外婆的桂花蜜"' in answer.content.decode()
    assert StoreDraft.objects.get().price == "68"
    assert send(client, 1, **GOODS).status_code == 303


def test_the_photo_goes_up_by_itself(client):
    answer = client.post(reverse("open_photo"), {"photo": photo(), "product_name": "桂花蜜"})
    draft = StoreDraft.objects.get()
    assert draft.picture.url(640) in answer.content.decode()
    assert draft.product_name == "桂花蜜"
    send(client, 1, **GOODS)
    assert StoreDraft.objects.get().picture == draft.picture


def test_a_photo_that_is_refused_by_itself_says_why(client):
    answer = client.post(reverse("open_photo"), {"photo": photo(b"hello")})
    assert answer.status_code == 422
    assert "HEIC" in answer.content.decode()


def test_the_photo_alone_does_not_wipe_what_was_typed(client):
    send(client, 1, **GOODS)
    client.post(reverse("open_photo"), {"photo": photo()})
    assert StoreDraft.objects.get().product_name == "外婆的桂花蜜"


def test_who_is_not_that_far_is_led_back(client):
    assert client.get("/open/3/").url == "/open/1/"
    send(client, 1, **GOODS)
    assert client.get("/open/3/").url == "/open/2/"
    assert client.get("/open/1/").status_code == 200
    assert client.get("/open/4/").status_code == 404


def test_skipping_ahead_by_hand_opens_nothing(client):
    assert send(client, 3, **CONTACT).url == "/open/1/"
    assert not Store.objects.exists()


def test_a_lost_session_loses_nothing(client):
    send(client, 1, **GOODS)
    del client.cookies["sessionid"]
    assert 'value="外婆的桂花蜜"' in client.get("/open/").content.decode()


def test_a_forged_cookie_opens_nobodys_draft(client):
    send(client, 1, **GOODS)
    stranger = Client()
    stranger.cookies["store_draft"] = StoreDraft.objects.get().reference
    assert "外婆" not in stranger.get("/open/").content.decode()


def test_signing_in_midway_keeps_the_draft_and_skips_the_last_screen(client):
    fill(client)
    person = PersonFactory()
    client.force_login(person)
    page = client.get("/open/3/").content.decode()
    assert "外婆的店" in page
    assert 'name="contact"' not in page
    assert send(client, 3).url.endswith("/share/?new")
    assert Store.objects.get().owner == person


def test_the_signed_in_open_after_two_screens(client):
    person = PersonFactory()
    client.force_login(person)
    send(client, 1, **GOODS)
    assert "第 2 步，共 2 步" in client.get("/open/2/").content.decode()
    assert send(client, 2, **STORE).url.endswith("/share/?new")
    assert Store.objects.get().owner == person
    assert Person.objects.count() == 1


def test_a_contact_that_is_somebodys_leads_to_signing_in_and_back(client):
    PersonFactory(email="granny@qunpu.example")
    fill(client)
    answer = send(client, 3, contact="Granny@qunpu.example")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Store.objects.exists()
    links = [part.split('"')[0].replace("&amp;", "&") for part in page.split('href="')]
    way = next(link for link in links if "contact=" in link)
    query = parse_qs(urlsplit(way).query)
    assert query == {"contact": ["Granny@qunpu.example"], "next": ["/open/3/"]}
    assert "Granny@qunpu.example" in client.get(way).content.decode()
    assert "外婆的店" in client.get("/open/3/").content.decode()


@pytest.mark.parametrize("contact", ["", "granny", "12345", "a@b", "\x00"])
def test_a_contact_that_reaches_nobody_is_refused_at_its_field(client, contact):
    fill(client)
    answer = send(client, 3, contact=contact)
    assert answer.status_code == 422
    assert "id_contact_error" in answer.content.decode()
    assert not Person.objects.exists()


def test_sent_twice_opens_one_store_and_leaves_one_signed_in(client):
    fill(client)
    reference = StoreDraft.objects.get().reference
    twin = Client()
    twin.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    first = send(client, 3, **CONTACT, draft=reference)
    second = send(twin, 3, **CONTACT, draft=reference)
    assert first.url == second.url
    assert Store.objects.count() == Person.objects.count() == 1
    assert twin.get(reverse("desk")).status_code == 200


def test_an_old_form_signs_nobody_in(client):
    fill(client)
    reference = StoreDraft.objects.get().reference
    send(client, 3, **CONTACT, draft=reference)
    StoreDraft.objects.update(updated_at="2020-01-01T00:00:00Z")
    stranger = Client()
    send(stranger, 3, **CONTACT, draft=reference)
    assert stranger.get(reverse("desk")).status_code == 302


def test_the_draft_of_a_member_signs_nobody_in(client):
    member = PersonFactory(email="granny@qunpu.example", date_joined="2020-01-01T00:00:00Z")
    client.force_login(member)
    fill(client)
    reference = StoreDraft.objects.get().reference
    stranger = Client()
    send(stranger, 3, **CONTACT, draft=reference)
    assert stranger.get(reverse("desk")).status_code == 302


def test_the_next_store_starts_afresh(client):
    fill(client)
    send(client, 3, **CONTACT)
    assert "外婆的桂花蜜" not in client.get("/open/").content.decode()


def test_another_person_does_not_see_the_draft_of_the_last(client):
    client.force_login(PersonFactory())
    send(client, 1, **GOODS)
    client.logout()
    client.force_login(PersonFactory())
    assert "外婆的桂花蜜" not in client.get("/open/").content.decode()


def test_a_late_answer_to_the_old_session_signs_nobody_out(client):
    fill(client)
    before = client.cookies["sessionid"].value
    send(client, 3, **CONTACT)
    late = Client()
    late.cookies["sessionid"] = before
    answer = late.get("/sw.js")
    assert "sessionid" not in answer.cookies


def test_signing_out_still_takes_the_cookie(client):
    client.force_login(PersonFactory())
    answer = client.post(reverse("account_logout"))
    assert answer.cookies["sessionid"].value == ""


@pytest.mark.parametrize(
    "words",
    [
        {"lat": "nan", "lon": "inf"},
        {"lat": "91", "lon": "0"},
        {"lat": "x", "lon": ""},
        {"lat": "1e400", "lon": "1"},
    ],
)
def test_a_place_that_is_none_is_left_out(client, words):
    send(client, 1, **GOODS)
    assert send(client, 2, **(STORE | words)).status_code == 303
    assert StoreDraft.objects.get().lat is None


@pytest.mark.parametrize("step", [1, 2, 3])
def test_odd_words_are_no_server_error(client, step):
    fill(client)
    for words in (
        {},
        {"product_name": "\x00\ud7ff" * 300, "price": "\x00"},
        {"draft": "\x00" * 50, "contact": "é" * 999},
    ):
        assert send(client, step, **words).status_code < 500
    assert client.delete(reverse("open_step", args=[step])).status_code == 405


def test_who_has_too_many_stores_is_told_so(client, monkeypatch):
    monkeypatch.setattr("shop.stores.opening.MAX_STORES", 0)
    client.force_login(PersonFactory())
    send(client, 1, **GOODS)
    answer = send(client, 2, **STORE)
    assert answer.status_code == 422
    assert "一个人能开的店已经到头了" in answer.content.decode()


def test_names_are_shown_as_they_are(client):
    words = {"product_name": 'Tom & "Jerry" <b>x</b>', "price": "1"}
    send(client, 1, **words)
    send(client, 2, store_name="<script>alert(1)</script> & co")
    page = client.get("/open/3/").content.decode()
    assert "<script>alert(1)" not in page
    assert "Tom &amp; &quot;Jerry&quot; &lt;b&gt;" in page
    assert "&amp;amp;" not in page


def test_a_store_of_that_name_does_not_stand_in_the_way(client):
    StoreFactory(slug="wai-po-de-dian")
    fill(client)
    assert send(client, 3, **CONTACT).status_code == 303


def test_a_guest_puts_up_no_end_of_photos_from_nowhere(client, monkeypatch):
    monkeypatch.setitem(limits._BY_ORIGIN, Knock.Door.PHOTO, (limits.Limit(2, 60),))
    answers = [client.post(reverse("open_photo"), {"photo": photo(), **GOODS}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert Picture.objects.count() == 1
    assert StoreDraft.objects.get().product_name == GOODS["product_name"]
    away = client.post(reverse("open_photo"), {"photo": photo()}, REMOTE_ADDR="203.0.113.7")
    assert away.status_code == 200


def test_nobody_asks_contact_by_contact_who_is_here(client, monkeypatch):
    monkeypatch.setitem(limits._BY_ORIGIN, Knock.Door.STORE, (limits.Limit(2, 60),))
    known = PersonFactory()
    fill(client)
    for _ in range(2):
        assert "account/login" in send(client, 3, contact=known.email).content.decode()
    answer = send(client, 3, contact="someone-else@qunpu.example")
    assert answer.status_code == 429
    assert not Store.objects.exists()
    assert 'value="someone-else@qunpu.example"' in answer.content.decode()
