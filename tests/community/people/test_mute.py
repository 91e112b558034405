import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from community.people.models import Person, PersonMute
from community.people.muting import CannotMuteOneself, mute_person, unmute_person
from config.kit.errors import NotAllowed
from tests.factories import PersonFactory, PostFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture
def other():
    return PersonFactory(username="loud", name="大嗓门")


def test_they_are_left_out_and_nothing_else(me, other):
    mute_person(me, other=other)
    assert list(PersonMute.of(me)) == [{"muted_id": other.pk}]
    assert Person.objects.visible_to(me).filter(pk=other.pk).exists()
    assert not PersonMute.of(other).exists()
    assert not PersonMute.of(AnonymousUser()).exists()


def test_twice_is_once_and_it_is_taken_back(me, other):
    mute_person(me, other=other)
    mute_person(me, other=other)
    assert PersonMute.objects.count() == 1
    assert unmute_person(me, other=other)
    assert not unmute_person(me, other=other)


def test_not_oneself_and_not_as_a_guest(me, other):
    with pytest.raises(CannotMuteOneself):
        mute_person(me, other=me)
    with pytest.raises(NotAllowed):
        mute_person(AnonymousUser(), other=other)


def test_one_tap_and_its_undo(client, me, other):
    answer = client.post(reverse("person_mute", args=["loud"]), {"next": "/bell/"})
    assert (answer.status_code, answer["Location"]) == (303, "/bell/")
    assert PersonMute.objects.filter(person=me, muted=other).exists()
    assert reverse("person_unmute", args=["loud"]) in client.get(other.get_absolute_url()).content.decode()
    assert client.post(reverse("person_unmute", args=["loud"])).status_code == 303
    assert client.post(reverse("person_unmute", args=["loud"])).status_code == 404


def test_menus_offer_it(client, me, other):
    post = PostFactory(author=other)
    for page in (post.get_absolute_url(), other.get_absolute_url()):
        text = client.get(page).content.decode()
        for route in ("person_mute", "person_block"):
            assert reverse(route, args=["loud"]) in text
        assert "/report/?target=" in text


def test_settings_list_both(client, me, other):
    mute_person(me, other=other)
    blocked = PersonFactory(username="gone")
    client.post(reverse("person_block", args=["gone"]))
    page = client.get(reverse("blocked")).content.decode()
    for route, who in (("person_unmute", other), ("person_unblock", blocked)):
        assert reverse(route, args=[who.username]) in page


def test_their_posts_leave_ones_feed(client, me, other):
    subscribe(me, other)
    PostFactory(author=other, channel=channel_of(other), text="吵吵吵")
    assert "吵吵吵" in client.get("/").content.decode()
    mute_person(me, other=other)
    assert "吵吵吵" not in client.get("/").content.decode()
