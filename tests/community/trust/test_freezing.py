"""Freezing a ring: all or none, told, appealed, undone; and the picture of who speaks for whom."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from community.moderation.appealing import appeal, decide_appeal
from community.moderation.models import ModerationAction
from community.trust.freezing import NotFrozen, freeze, frozen_people, unfreeze
from community.trust.models import Evidence, Freeze
from community.trust.recording import counter
from community.trust.ring import MOST_AROUND, ring_of
from config.kit.errors import Invalid, NotAllowed
from tests.community.trust.saying import kept, standing
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring():
    """Three who praise each other, and one who really bought."""
    people = [PersonFactory(username=f"ring-{number}") for number in range(3)]
    for number, person in enumerate(people):
        for _each in range(2):
            kept(person, people[number - 1])
    kept(PersonFactory(username="honest"), people[0])
    return people


def test_all_of_them_are_frozen(ring, clerk):
    rows = freeze(clerk, people=ring, reason="互相刷单")
    assert frozen_people() == {person.pk for person in ring}
    assert [row.person for row in rows] == ring
    acts = ModerationAction.objects.order_by("id").values_list("verb", "owner", "reason", "by_staff")
    assert list(acts) == [("freeze_person", person.pk, "互相刷单", True) for person in ring]


def test_what_was_said_stays_written_down(ring, clerk):
    freeze(clerk, people=ring, reason="互相刷单")
    assert len(standing()) == 7


def test_who_is_frozen_stays_so(ring, clerk):
    freeze(clerk, people=ring[:1], reason="互相刷单")
    assert [row.person for row in freeze(clerk, people=ring[:2], reason="又来了")] == ring[1:2]
    assert Freeze.objects.count() == 2


@pytest.mark.parametrize("who", ["guest", "member", "oneself", "operator"])
def test_all_or_none(ring, clerk, who):
    person, people = clerk, ring
    if who == "oneself":
        people = [*ring, clerk]
    elif who == "operator":
        people = [*ring, PersonFactory(is_superuser=True, is_staff=True)]
    else:
        person = {"guest": AnonymousUser(), "member": PersonFactory()}[who]
    with pytest.raises(NotAllowed):
        freeze(person, people=people, reason="互相刷单")
    assert frozen_people() == set()


@pytest.mark.parametrize(("field", "terms"), [("people", {"people": []}), ("reason", {"reason": " "})])
def test_terms_are_checked(ring, clerk, field, terms):
    with pytest.raises(Invalid) as refusal:
        freeze(clerk, **({"people": ring, "reason": "互相刷单"} | terms))
    assert refusal.value.field == field


def test_lifted_the_voice_counts_again(ring, clerk):
    freeze(clerk, people=ring, reason="互相刷单")
    unfreeze(clerk, target=ring[0], reason="看错了")
    assert frozen_people() == {person.pk for person in ring[1:]}
    with pytest.raises(NotFrozen):
        unfreeze(clerk, target=ring[0], reason="看错了")
    with pytest.raises(NotAllowed):
        unfreeze(ring[0], target=ring[1], reason="看错了")


def test_an_appeal_lifts_it(ring, clerk, other_clerk):
    freeze(clerk, people=ring, reason="互相刷单")
    made = appeal(ring[0], action=ModerationAction.objects.get(owner=ring[0]), text="真的买过")
    decide_appeal(other_clerk, appeal=made, upheld=True, answer="查过了")
    assert ring[0].pk not in frozen_people()


def test_the_picture_has_who_speaks_for_whom(ring, clerk):
    freeze(clerk, people=ring[:1], reason="互相刷单")
    drawn = ring_of(ring)
    edges = [(edge.by.person.username, edge.about.person.username, edge.count, edge.is_within) for edge in drawn.edges]
    within = {("ring-0", "ring-2", 2, True), ("ring-1", "ring-0", 2, True), ("ring-2", "ring-1", 2, True)}
    assert set(edges[:3]) == within
    assert edges[3:] == [("honest", "ring-0", 1, False)]
    assert drawn.within == 6
    assert [(node.person.username, node.is_chosen, node.is_frozen) for node in drawn.nodes] == [
        ("ring-0", True, True),
        ("ring-1", True, False),
        ("ring-2", True, False),
        ("honest", False, False),
    ]
    assert len({(node.x, node.y) for node in drawn.nodes}) == 4


def test_what_counts_no_more_is_not_drawn(ring):
    counter(Evidence.objects.filter(by=ring[0]))
    assert "ring-0" not in {edge.by.person.username for edge in ring_of(ring).edges}


def test_what_speaks_against_is_told_apart(ring):
    kept(ring[0], PersonFactory(username="rival"), kind="not_content")
    assert [edge.about.person.username for edge in ring_of(ring).edges if edge.is_against] == ["rival"]


def test_of_many_around_them_some_are_only_counted(ring, django_assert_num_queries):
    for _each in range(MOST_AROUND + 4):
        kept(PersonFactory(), ring[1])
    with django_assert_num_queries(4):
        drawn = ring_of(ring)
    assert (len(drawn.nodes), drawn.left_out) == (3 + MOST_AROUND, 5)


@pytest.fixture
def admin(client):
    operator = PersonFactory(is_staff=True, is_superuser=True)
    client.force_login(operator)
    return client


RING = "/admin/community/freeze/ring/"


def test_the_page_draws_it_with_a_table_behind(admin, ring):
    page = admin.get(RING, {"people": "ring-0, @ring-1，ring-2"}).content.decode()
    assert page.count('class="edge') == 4
    assert page.count('<tr class="within">') == 3
    assert "6 " in page


def test_it_says_whom_it_does_not_know(admin, ring):
    page = admin.get(RING, {"people": "ring-0 nobody"}).content.decode()
    assert "nobody" in page.split("errorlist")[1]
    assert "ring-0 nobody" in page


def test_it_freezes_them(admin, ring):
    answer = admin.post(RING, {"people": "ring-0,ring-1", "reason": "互相刷单"})
    assert answer["Location"] == f"{RING}?people=ring-0,ring-1"
    assert frozen_people() == {ring[0].pk, ring[1].pk}


def test_not_without_a_reason(admin, ring):
    answer = admin.post(RING, {"people": "ring-0,ring-1"})
    assert answer.status_code == 400
    assert frozen_people() == set()


def test_nobody_else_comes_in(client, ring, clerk):
    for person in (ring[0], clerk):
        client.force_login(person)
        assert client.get(RING, {"people": "ring-0"}).status_code == 302
        client.post(RING, {"people": "ring-0", "reason": "x"})
    assert frozen_people() == set()


def test_lists_of_the_admin_lead_there(admin, ring, fact):
    people = admin.post(
        reverse("admin:community_person_changelist"),
        {"action": "show_ring", "_selected_action": [person.pk for person in ring]},
    )
    assert people["Location"] == f"{RING}?people=ring-0,ring-1,ring-2"
    rows = admin.post(
        reverse("admin:community_evidence_changelist"), {"action": "show_ring", "_selected_action": [fact.pk]}
    )
    assert rows["Location"] == f"{RING}?people=buyer,seller"


def test_frozen_voices_are_let_go_in_the_admin(admin, ring, clerk):
    [row] = freeze(clerk, people=ring[:1], reason="互相刷单")
    where, chosen = reverse("admin:community_freeze_changelist"), {"action": "thaw", "_selected_action": [row.pk]}
    assert RING in admin.get(where).content.decode()
    admin.post(where, chosen | {"reason": "看错了"})
    assert frozen_people() == set()
