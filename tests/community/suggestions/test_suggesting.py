"""Whom to follow: those whom the reader's circle speaks well of, and nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from community.channels.channels import channel_key
from community.channels.following import follow, unfollow
from community.groups.models import Group
from community.notifications.models import Event
from community.people.models import Block, Person, PersonMute
from community.people.suspending import suspend_person
from community.suggestions.dismissing import recall, wave_off
from community.suggestions.models import Dismissal
from community.suggestions.suggesting import MOST, suggestions
from community.trust.freezing import freeze
from config.kit.errors import NotAllowed
from tests.community.trust.dealing import bought
from tests.counting import queries_asked
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PickFactory,
    PickListFactory,
    PostFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return PersonFactory(username="me")


@pytest.fixture
def circle():
    return GroupFactory(access=Group.Access.ASK)


@pytest.fixture
def lin(me, circle):
    """In a group of five with the reader."""
    lin = PersonFactory(username="lin", name="林晓雨")
    for person in (me, lin, *PersonFactory.create_batch(3, name="")):
        subscribe(person, circle, admitted=True, began_at=timezone.now() - timedelta(days=90))
    return lin


@pytest.fixture
def store(lin):
    """Lin bought there and said so."""
    store = StoreFactory(owner=PersonFactory(username="chen", name="陈阿姨"), slug="tea")
    bought(lin, store, said="很香")
    return store


def keys(viewer, **options):
    return {suggestion.key for suggestion in suggestions(viewer, **options)}


def test_whom_the_circle_speaks_well_of_with_the_path(me, store):
    picks = PickFactory(list=PickListFactory(person=store.owner)).list

    found = suggestions(me)

    assert {suggestion.key for suggestion in found} == {"person:chen", "store:tea", channel_key(picks)}
    assert {suggestion.chip.text for suggestion in found} == {"你 → 林晓雨 → 陈阿姨 · 1 次买得满意"}


def test_ones_own_experience_counts(me):
    store = StoreFactory(owner__name="陈阿姨")
    bought(me, store)
    assert keys(me) == {channel_key(store), channel_key(store.owner)}


def test_never_oneself_and_nothing_to_guests(me, lin):
    bought(lin, StoreFactory(owner=me), said="很香")
    assert suggestions(me) == []
    assert suggestions(AnonymousUser()) == []


def test_those_who_let_others_down_are_not_suggested(me, lin, store):
    bought(me, store, content=False)
    assert suggestions(me) == []


def test_what_may_not_be_told_suggests_nobody_to_whom_few_are_known(me):
    """They trust one person alone: that somebody is suggested would tell who bought there."""
    friend, store = PersonFactory(), StoreFactory(owner__name="陈阿姨")
    bought(me, StoreFactory(owner=friend))
    bought(friend, store)
    assert not keys(me) & {channel_key(store), channel_key(store.owner)}


def test_what_is_followed_or_was_is_not_suggested(me, store):
    follow(me, channel=channel_of(store))
    assert keys(me) == {"person:chen"}
    unfollow(me, channel=channel_of(store))
    assert keys(me) == {"person:chen"}


def test_waved_off_for_good_and_taken_back(me, store):
    wave_off(me, channel=channel_of(store))
    wave_off(me, channel=channel_of(store))
    assert keys(me) == {"person:chen"}
    assert Dismissal.objects.count() == 1
    recall(me, channel=channel_of(store))
    assert keys(me) == {"person:chen", "store:tea"}
    with pytest.raises(NotAllowed):
        wave_off(AnonymousUser(), channel=channel_of(store))
    with pytest.raises(NotAllowed):
        wave_off(me, channel=GroupFactory().channel)


@pytest.mark.parametrize("how", ["blocks", "blocked", "muted", "suspended", "frozen", "closed", "nameless"])
def test_nobody_whom_one_does_not_meet(me, store, how):
    clerk, chen = PersonFactory(is_staff=True), store.owner
    match how:
        case "blocks":
            Block.objects.create(person=chen, blocked=me)
        case "blocked":
            Block.objects.create(person=me, blocked=chen)
        case "muted":
            PersonMute.objects.create(person=me, muted=chen)
        case "suspended":
            suspend_person(clerk, target=chen, reason="假货", for_good=True)
        case "frozen":
            freeze(clerk, people=[chen], reason="互相刷单")
        case "closed":
            Person.objects.filter(pk=chen.pk).update(is_active=False, closed_at=timezone.now())
        case "nameless":
            Person.objects.filter(pk=chen.pk).update(name="")
    assert keys(me) == ({"store:tea"} if how == "nameless" else set())


def test_a_block_in_the_circle_silences_its_word(me, lin, store):
    Block.objects.create(person=lin, blocked=me)
    assert suggestions(me) == []


def test_closed_stores_and_empty_lists_are_not_suggested(me, store):
    PickListFactory(person=store.owner)
    type(store).objects.update(state="paused")
    assert keys(me) == {"person:chen"}


def test_the_cost_is_the_same_however_many_there_are(me, lin):
    costs = []
    for _round in range(2):
        for _number in range(6):
            bought(lin, StoreFactory(owner=PersonFactory(name="店主")), said="好")
        with queries_asked() as asked:
            found = suggestions(me)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 10
    assert [suggestion.kind for suggestion in found].count("store") == MOST
    assert len({suggestion.owner for suggestion in suggestions(me, most=3)}) == 3


def test_the_page_and_one_tap(client, me, store):
    client.force_login(me)
    page = client.get(reverse("whom_to_follow"))
    assert "陈阿姨" in page.content.decode()

    at = reverse("suggestion_dismiss")
    gone = client.post(f"{at}?channel=store:tea", HTTP_HX_REQUEST="true")
    assert "<article" not in gone.content.decode()
    assert reverse("suggestion_recall") in gone.content.decode()
    assert client.post(f"{at}?channel=person:chen")["Location"] == reverse("whom_to_follow")
    assert client.get(reverse("whom_to_follow")).context["found"] == []
    client.post(f"{reverse('suggestion_recall')}?channel=person:chen")
    assert keys(me) == {"person:chen"}
    assert client.post(f"{at}?channel=person:nobody").status_code == 404
    assert not Event.objects.exists()


def test_where_home_would_be_empty(client, me, lin, store):
    client.force_login(me)
    assert [row.owner for row in client.get("/").context["suggested"]] == [store.owner]
    PostFactory(author=me, channel=channel_of(me))
    assert client.get("/").context["suggested"] == []


def test_in_the_api(client, me, store):
    assert client.get("/api/v1/suggestions/").status_code == 401
    client.force_login(me)
    (person, shop) = sorted(client.get("/api/v1/suggestions/").json(), key=lambda row: row["kind"])
    assert (person["channel"], person["owner"], shop["channel"]) == ("person:chen", "chen", "store:tea")
    assert person["path"]["people"] == [{"username": "lin", "name": "林晓雨"}]
    assert client.delete("/api/v1/suggestions/store:tea/").status_code == 204
    assert [row["kind"] for row in client.get("/api/v1/suggestions/").json()] == ["person"]
    assert client.post("/api/v1/suggestions/store:tea/recall/").status_code == 204
    assert client.delete("/api/v1/suggestions/store:nowhere/").status_code == 404
