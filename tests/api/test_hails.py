"""Hails through the API: said, seen, widened, ended, wanted by others too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.calling.indexing import write_terms
from community.calling.models import Wave
from community.calling.tasks import call_wave
from community.channels.models import Subscription
from community.hail.ending import wave_off
from community.hail.models import Hail
from community.moderation.restricting import limit_person
from community.people.models import Block
from tests.api.clients import client_of
from tests.api.hails import hailed, offered, seller, send
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PictureFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Any:
    return PersonFactory(username="hailer")


@pytest.fixture
def api(me: Any) -> Any:
    return client_of(me)


class TestHailing:
    def test_it_says_what_is_needed(self, api, me):
        group = GroupFactory(slug="lake")
        subscribe(me, group)
        photo = PictureFactory(owner=me)
        answer = send(
            api,
            "post",
            "hails/",
            {
                "text": "十二份桂花酥",
                "budget": 30000,
                "needed_on": str(timezone.localdate() + timedelta(days=2)),
                "hours": 6,
                "audience": "groups",
                "groups": ["lake"],
                "radius": 5000,
                "place": {"lat": 30.2512345, "lon": 120.1578901},
                "place_name": "西湖边",
                "tags": ["点心"],
                "pictures": [photo.reference],
            },
        )
        assert answer.status_code == 201, answer.content
        said = answer.json()
        assert (said["text"], said["budget"], said["currency"], said["state"]) == ("十二份桂花酥", 30000, "CNY", "open")
        assert said["groups"] == [{"slug": "lake", "name": group.name}]
        assert said["tags"] == ["点心"]
        assert [one["reference"] for one in said["pictures"]] == [photo.reference]
        assert 6 * 3600 - 60 < said["time_left"] <= 6 * 3600
        assert said["own"]["place"] == {"lat": 30.25, "lon": 120.16}
        assert said["own"]["wider"] == ["trusted", "nearby", "everyone"]
        assert said["own"]["offers_url"].endswith(f"/api/v1/offers/?hail={said['reference']}")
        assert said["own"]["is_searching"] is True

    def test_the_same_key_gives_the_same_hail(self, api):
        first = send(api, "post", "hails/", {"text": "茶"}, key="once")
        again = send(api, "post", "hails/", {"text": "别的"}, key="once")
        assert first.json()["reference"] == again.json()["reference"]
        assert Hail.objects.count() == 1

    @pytest.mark.parametrize(
        ("data", "field", "code"),
        [
            ({"text": ""}, "text", "blank"),
            ({"text": "\u200b\u2060"}, "text", "missing"),
            ({"text": "茶" * 501}, "text", "max_length"),
            ({"text": "茶", "budget": 0}, "budget", "min_value"),
            ({"text": "茶", "budget": 10**30}, "budget", "max_value"),
            ({"text": "茶", "needed_on": "2020-01-01"}, "needed_on", "past"),
            ({"text": "茶", "needed_on": "9999-12-31"}, "needed_on", "too_far"),
            ({"text": "茶", "hours": 2}, "hours", "invalid_choice"),
            ({"text": "茶", "audience": "all"}, "audience", "invalid_choice"),
            ({"text": "茶", "audience": "groups"}, "groups", "no_groups"),
            ({"text": "茶", "audience": "groups", "groups": ["none"]}, "groups", "not_member"),
            ({"text": "茶", "audience": "nearby"}, "place", "no_area"),
            ({"text": "茶", "radius": -1}, "radius", "min_value"),
            ({"text": "茶", "radius": 50_001}, "radius", "max_value"),
            ({"text": "茶", "place": {"lat": 91, "lon": 0}}, "place.lat", "max_value"),
            ({"text": "茶", "place": {"lat": "nan", "lon": 0}}, "place.lat", "invalid"),
            ({"text": "茶", "place": {"lat": 0, "lon": "-inf"}}, "place.lon", "invalid"),
            ({"text": "茶", "place_name": "x" * 61}, "place_name", "max_length"),
            ({"text": "茶", "tags": ["x" * 30]}, "tags.0", "max_length"),
            ({"text": "茶", "pictures": ["0" * 16]}, "pictures", "not_yours"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, api, data, field, code):
        answer = send(api, "post", "hails/", data)
        assert answer.status_code == 400, answer.content
        assert answer["Content-Type"] == "application/problem+json"
        assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [(field, code)]
        assert not Hail.objects.exists()

    def test_a_group_of_others_is_no_group(self, api):
        """A hidden one is answered as one that is not there."""
        GroupFactory(slug="jade", access="hidden")
        hidden, none = (
            send(api, "post", "hails/", {"text": "茶", "audience": "groups", "groups": [slug]})
            for slug in ("jade", "none")
        )
        assert (hidden.status_code, hidden.json()) == (none.status_code, none.json())

    @pytest.mark.parametrize("place", [{"lat": 90, "lon": 0}, {"lat": -90, "lon": 180}, {"lat": 0, "lon": -180}])
    def test_the_ends_of_the_earth_are_on_it(self, api, place):
        data = {"text": "要 12 份桂花酥", "place": place, "audience": "nearby", "radius": 50_000}
        seller(store__lat=int(place["lat"] * 1e6), store__lon=-int(place["lon"] * 1e6))
        answer = send(api, "post", "hails/", data)
        assert answer.status_code == 201, answer.content
        call_wave(Wave.objects.get().pk)
        assert api.get(answer.json()["url"]).json()["own"]["called"] == 1

    def test_too_many_are_told_when_to_go_on(self, api):
        for _ in range(100):
            answer = send(api, "post", "hails/", {"text": "茶"})
            if answer.status_code == 429:
                break
        assert answer.status_code == 429
        assert {"limit", "remaining", "resets_at"} <= answer.json().keys()
        assert '"hails";r=0' in answer["RateLimit"]
        assert answer["Retry-After"]

    def test_whoever_is_kept_from_posting_is_told_why(self, api, me):
        limit_person(PersonFactory(is_staff=True), target=me, what=["post"], reason="广告")
        answer = send(api, "post", "hails/", {"text": "茶"})
        assert (answer.status_code, answer.json()["code"]) == (403, "restricted")
        assert "广告" in answer.json()["detail"]


class TestOnesOwn:
    def test_the_latest_come_first_by_state(self, api, me):
        standing, over, off = hailed(me), hailed(me), hailed(me)
        Hail.objects.filter(pk=over.pk).update(
            created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(days=1)
        )
        wave_off(me, hail=off)
        hailed(PersonFactory())

        def found(query: str) -> list[str]:
            return [row["reference"] for row in api.get(f"/api/v1/hails/{query}").json()["results"]]

        assert found("") == [off.reference, over.reference, standing.reference]
        assert found("?state=open") == [standing.reference]
        assert found("?state=expired") == [over.reference]
        assert found("?state=waved_off") == [off.reference]
        assert api.get("/api/v1/hails/?state=x").status_code == 400

    def test_it_goes_on_by_cursor(self, api, me):
        made = [hailed(me).reference for _ in range(5)]
        first = api.get("/api/v1/hails/?page_size=2").json()
        second = api.get(first["next"]).json()
        assert [row["reference"] for row in [*first["results"], *second["results"]]] == made[::-1][:4]
        assert api.get("/api/v1/hails/?cursor=x").json()["code"] == "bad_cursor"

    @pytest.mark.parametrize("rows", [1, 5])
    def test_queries_do_not_grow(self, api, me, rows):
        who, group = seller(), GroupFactory()
        subscribe(me, group)
        for _ in range(rows):
            hail = hailed(me, tags=["点心", "茶"], pictures=[PictureFactory(owner=me)])
            offered(who, hail)
            hailed(me, audience="groups")
        with queries_asked() as queries:
            assert api.get("/api/v1/hails/").status_code == 200
        assert len(queries) <= 6

    def test_it_counts_who_was_called_and_answered(self, api, me):
        sellers = [seller() for _ in range(3)]
        hail = hailed(me)
        offered(sellers[0], hail)
        own = api.get(f"/api/v1/hails/{hail.reference}/").json()["own"]
        assert (own["called"], own["answered"], own["offers"]) == (3, 1, 1)
        assert own["is_searching"] is False

    def test_it_is_waved_off(self, api, me):
        who = seller()
        hail = hailed(me)
        for _ in range(2):
            answer = send(api, "post", f"hails/{hail.reference}/wave-off/")
            assert (answer.status_code, answer.json()["state"]) == (200, "waved_off")
        assert answer.json()["own"]["wider"] == []
        assert client_of(who).get(f"/api/v1/hails/{hail.reference}/").status_code == 404

    def test_it_is_widened(self, api, me):
        hail = hailed(me, audience="trusted")
        answer = send(api, "post", f"hails/{hail.reference}/widen/", {"audience": "everyone"})
        assert answer.status_code == 200, answer.content
        assert (answer.json()["audience"], answer.json()["own"]["wider"]) == ("everyone", [])
        no_area = send(api, "post", f"hails/{hail.reference}/widen/", {"audience": "nearby"})
        assert [row["field"] for row in no_area.json()["errors"]] == ["place"]
        near = {"audience": "nearby", "radius": 10_000, "place": {"lat": 30.25, "lon": 120.15}}
        own = send(api, "post", f"hails/{hail.reference}/widen/", near).json()["own"]
        assert (own["radius"], own["place"]) == (10_000, {"lat": 30.25, "lon": 120.15})

    def test_more_are_called(self, api, me):
        hail = hailed(me)
        assert send(api, "post", f"hails/{hail.reference}/call-more/").status_code == 200
        assert Wave.objects.filter(hail=hail, by_hand=True).count() == 1

    @pytest.mark.parametrize("act", ["widen", "call-more"])
    def test_what_is_over_is_over(self, api, me, act):
        hail = hailed(me)
        wave_off(me, hail=hail)
        answer = send(api, "post", f"hails/{hail.reference}/{act}/", {"audience": "everyone"})
        assert (answer.status_code, answer.json()["code"]) == (409, "hail_over")
        assert answer.json()["state"] == "waved_off"

    @pytest.mark.parametrize("act", ["widen", "call-more"])
    def test_what_ran_out_is_over_before_a_worker_noticed(self, api, me, act):
        hail = hailed(me)
        _run_out(hail)
        answer = send(api, "post", f"hails/{hail.reference}/{act}/", {"audience": "everyone"})
        assert (answer.status_code, answer.json()["state"]) == (409, "expired")

    def test_tags_are_suggested(self, api):
        store = seller().stores.get()
        store.products.get().tags.set(["点心"])
        write_terms(store)
        answer = api.post("/api/v1/hails/tags/", {"text": "要 12 份桂花酥"}, format="json")
        assert answer.json() == {"tags": ["点心"]}
        assert api.post("/api/v1/hails/tags/", {}, format="json").status_code == 400


def _run_out(hail: Hail) -> None:
    now = timezone.now()
    Hail.objects.filter(pk=hail.pk).update(created_at=now - timedelta(days=2), expires_at=now - timedelta(seconds=1))


class TestOthers:
    """Who is called, or reads it in a group, sees the front and nothing of whose it is."""

    def test_who_is_called_sees_the_front(self, me):
        who = seller()
        hail = hailed(me)
        said = client_of(who).get(f"/api/v1/hails/{hail.reference}/").json()
        assert (said["text"], said["own"]) == ("要 12 份桂花酥", None)
        assert "person" not in said

    def test_the_groups_are_those_of_the_reader(self, me):
        who, shared, other = seller(), GroupFactory(slug="lake"), GroupFactory(slug="jade", access="hidden")
        for group in (shared, other):
            subscribe(me, group)
        subscribe(who, shared)
        hail = hailed(me, audience="groups", groups=[shared, other])
        said = client_of(who).get(f"/api/v1/hails/{hail.reference}/").json()
        assert [group["slug"] for group in said["groups"]] == ["lake"]

    def test_nobody_else_sees_it(self, me, guest):
        hail = hailed(me)
        for client in (guest, client_of(PersonFactory()), client_of(seller())):
            assert client.get(f"/api/v1/hails/{hail.reference}/").status_code == 404
            for act in ("wave-off", "widen", "call-more", "second"):
                answer = send(client, "post", f"hails/{hail.reference}/{act}/", {"audience": "everyone"})
                assert answer.status_code == 404

    @pytest.mark.parametrize("act", ["wave-off", "widen", "call-more"])
    def test_who_is_called_does_nothing_with_it(self, me, act):
        who = seller()
        hail = hailed(me)
        answer = send(client_of(who), "post", f"hails/{hail.reference}/{act}/", {"audience": "everyone"})
        assert answer.status_code == 403
        assert Hail.objects.get().is_open

    def test_a_group_reads_its_needs(self, me):
        reader, group = PersonFactory(), GroupFactory(slug="lake", access="ask")
        for person in (me, reader):
            subscribe(person, group)
        hail = hailed(me, audience="groups")
        other = hailed(reader, audience="groups", groups=[group])
        said = client_of(reader).get("/api/v1/groups/lake/needs/").json()["results"]
        assert [row["reference"] for row in said] == [other.reference, hail.reference]
        assert [row["own"] is None for row in said] == [False, True]

    def test_who_is_in_no_group_reads_no_needs(self, guest):
        GroupFactory(slug="lake", access="public")
        GroupFactory(slug="jade", access="hidden")
        outsider = client_of(PersonFactory())
        assert guest.get("/api/v1/groups/lake/needs/").status_code == 401
        assert outsider.get("/api/v1/groups/lake/needs/").status_code == 403
        for slug in ("jade", "none"):
            assert outsider.get(f"/api/v1/groups/{slug}/needs/").status_code == 404

    @pytest.mark.parametrize("rows", [1, 5])
    def test_queries_of_needs_do_not_grow(self, me, rows):
        reader, group = PersonFactory(), GroupFactory(slug="lake")
        for person in (me, reader):
            subscribe(person, group)
        for _ in range(rows):
            hailed(me, audience="groups", tags=["茶"], pictures=[PictureFactory(owner=me)])
        client = client_of(reader)
        with queries_asked() as queries:
            assert len(client.get("/api/v1/groups/lake/needs/").json()["results"]) == rows
        assert len(queries) <= 9

    def test_they_want_it_too(self, me, api):
        reader, group = PersonFactory(), GroupFactory()
        for person in (me, reader):
            subscribe(person, group)
        hail = hailed(me, audience="groups")
        client, path = client_of(reader), f"hails/{hail.reference}/second/"
        assert send(client, "post", path, {"quantity": 2}).json()["seconded"] == {"people": 1, "pieces": 2, "mine": 2}
        assert send(client, "post", path, {"quantity": 5}).json()["seconded"]["pieces"] == 5
        seen = api.get(f"/api/v1/hails/{hail.reference}/").json()["seconded"]
        assert seen == {"people": 1, "pieces": 5, "mine": None}
        for _ in range(2):
            assert send(client, "delete", path).json()["seconded"] == {"people": 0, "pieces": 0, "mine": None}
        assert send(api, "post", path).status_code == 403
        for odd in (0, 1000, "x"):
            assert send(client, "post", path, {"quantity": odd}).status_code == 400

    def test_who_left_or_was_blocked_reads_it_no_more(self, me):
        reader, blocked, group = PersonFactory(), PersonFactory(), GroupFactory()
        for person in (me, reader, blocked):
            subscribe(person, group)
        hail = hailed(me, audience="groups")
        Subscription.objects.filter(person=reader).update(state="left")
        Block.objects.create(person=me, blocked=blocked)
        for person in (reader, blocked):
            assert client_of(person).get(f"/api/v1/hails/{hail.reference}/").status_code == 404
