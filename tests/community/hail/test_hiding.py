"""A hail that does not belong is hidden, and nobody who keeps order learns whose it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from community.hail.hiding import hide_hail, restore_hail
from community.hail.models import Hail
from community.moderation.acts import act_on, acts_for
from community.moderation.appealing import appeal, decide_appeal
from community.moderation.models import Appeal, Case, ModerationAction
from community.moderation.reporting import report
from community.moderation.settling import find_nothing_wrong
from community.moderation.targets import find_target
from community.offers.models import Offer
from community.trust.models import Evidence
from config.kit.errors import Invalid, NotAllowed
from tests.community.offers.answering import answered, hail, stores
from tests.factories import GroupFactory, PersonFactory, subscribe

pytestmark = pytest.mark.django_db
NAME = "温如言"


@pytest.fixture
def hailer() -> Any:
    return PersonFactory(name=NAME, username="wenruyan")


@pytest.fixture
def group(hailer: Any) -> Any:
    made = GroupFactory()
    subscribe(hailer, made)
    return made


@pytest.fixture
def keeper(group: Any) -> Any:
    person = PersonFactory()
    subscribe(person, group, role="moderator")
    return person


@pytest.fixture
def asked(hailer: Any, group: Any) -> Hail:
    return hail(hailer, audience="groups", groups=[group])


@pytest.fixture
def clerk() -> Any:
    return PersonFactory(is_staff=True)


def test_hidden_it_is_over_for_sellers(clerk: Any) -> None:
    (store,) = stores()
    made = hail()
    answered(made, store)
    hide_hail(clerk, hail=made, reason="广告")
    assert not Hail.objects.visible_to(store.owner).exists()
    assert Offer.objects.get().state == "ended"
    assert Hail.objects.visible_to(made.person).get().ended_as == "hidden"


def test_restored_it_can_be_answered_anew(clerk: Any) -> None:
    (store,) = stores()
    made = hail()
    answered(made, store)
    hide_hail(clerk, hail=made, reason="广告")
    restore_hail(clerk, hail=made, reason="看错了")
    assert Hail.objects.called_to(store.owner).exists()
    assert answered(made, store).state == "open"


def test_who_keeps_order_in_its_group_hides_it(asked: Hail, keeper: Any, group: Any) -> None:
    hide_hail(keeper, hail=asked, reason="广告")
    act = ModerationAction.objects.get()
    assert (act.verb, act.group, act.owner) == ("hide_hail", group, asked.person)
    restore_hail(keeper, hail=asked, reason="看错了")
    assert Hail.objects.get(pk=asked.pk).hidden_at is None


def test_what_the_staff_hid_the_staff_shows_again(asked: Hail, keeper: Any, clerk: Any) -> None:
    hide_hail(clerk, hail=asked, reason="广告")
    with pytest.raises(NotAllowed):
        restore_hail(keeper, hail=asked, reason="看错了")


def test_nobody_else_hides_it(asked: Hail, hailer: Any, group: Any) -> None:
    elsewhere = PersonFactory()
    subscribe(elsewhere, GroupFactory(), role="moderator")
    member = PersonFactory()
    subscribe(member, group)
    for person in (hailer, elsewhere, member):
        with pytest.raises(NotAllowed):
            hide_hail(person, hail=asked, reason="广告")


def test_a_keeper_hides_not_what_is_asked_of_everyone(keeper: Any, hailer: Any) -> None:
    with pytest.raises(NotAllowed):
        hide_hail(keeper, hail=hail(hailer), reason="广告")


def test_whoever_reads_it_reports_it(asked: Hail, group: Any) -> None:
    member = PersonFactory()
    subscribe(member, group)
    found = find_target(member, f"hail:{asked.reference}")
    assert found == asked
    report(member, target=asked, reason="spam")
    assert Case.objects.get().group == group
    assert find_target(PersonFactory(), f"hail:{asked.reference}") is None
    with pytest.raises(Invalid):
        report(asked.person, target=asked, reason="spam")


def test_of_several_groups_the_staff_looks_at_it(hailer: Any, group: Any) -> None:
    other = GroupFactory()
    subscribe(hailer, other)
    made = hail(hailer, audience="groups", groups=[group, other])
    member = PersonFactory()
    subscribe(member, other)
    report(member, target=made, reason="spam")
    assert Case.objects.get().group is None


def walk(person: Any, group: Any) -> str:
    """All that whoever keeps order reads of it."""
    client, api = Client(), APIClient()
    client.force_login(person)
    api.force_authenticate(person)
    said = []
    pages = [reverse("group_mod", args=[group.slug]), reverse("group_mod_log", args=[group.slug])]
    pages += [reverse("group_mod_appeals", args=[group.slug])]
    pages += [made.get_absolute_url() for made in (*Case.objects.all(), *Appeal.objects.filter(decided_at=None))]
    pages += [reverse("mod_lift", args=[act.reference]) for act in ModerationAction.objects.all()]
    pages += [f"/api/v1/{name}/?group={group.slug}" for name in ("cases", "moderation", "appeals")]
    for page in pages:
        answer = (api if page.startswith("/api/") else client).get(page)
        assert answer.status_code == 200 or "/mod/" in page, page
        said.append(answer.content.decode())
    return "".join(said)


@pytest.mark.parametrize("is_staff", [False, True])
def test_nobody_who_keeps_order_is_told_whose_it_is(asked: Hail, keeper: Any, group: Any, is_staff: bool) -> None:
    reader = PersonFactory(is_staff=True) if is_staff else PersonFactory()
    subscribe(reader, group, role="moderator")
    member = PersonFactory()
    subscribe(member, group)
    report(member, target=asked, reason="spam")
    before = walk(reader, group)
    assert asked.text in before

    act_on(keeper, case=Case.objects.get(), target=asked, act="hide", reason="广告")
    appeal(asked.person, action=ModerationAction.objects.get(), text="真的要")
    said = before + walk(reader, group)
    decide_appeal(reader, appeal=Appeal.objects.get(), upheld=True, answer="对")
    said += walk(reader, group)

    assert "真的要" in said
    assert NAME not in said
    assert "wenruyan" not in said


def test_nor_by_searching_the_log_for_them(asked: Hail, keeper: Any, group: Any) -> None:
    hide_hail(keeper, hail=asked, reason="广告")
    client, api = Client(), APIClient()
    client.force_login(keeper)
    api.force_authenticate(keeper)
    for words in (NAME, "wenruyan"):
        page = client.get(reverse("group_mod_log", args=[group.slug]), {"q": words}).content.decode()
        assert "广告" not in page
    rows = api.get("/api/v1/moderation/", {"group": group.slug, "owner": "wenruyan"}).json()["results"]
    assert rows == []


def test_about_its_case_only_the_hail_is_dealt_with(asked: Hail, keeper: Any, clerk: Any, group: Any) -> None:
    member = PersonFactory()
    subscribe(member, group)
    report(member, target=asked, reason="spam")
    case = Case.objects.get()
    for person in (keeper, clerk):
        assert [act.name for act in acts_for(person, case, asked)] == ["hide", "fine"]
    find_nothing_wrong(keeper, case=case, reason="没问题")


def test_the_ledger_tells_whoever_reported_nothing(asked: Hail, keeper: Any, group: Any) -> None:
    """A row that they bore out would name the hailer to them."""
    member = PersonFactory()
    subscribe(member, group)
    report(member, target=asked, reason="spam")
    act_on(keeper, case=Case.objects.get(), target=asked, act="hide", reason="广告")
    assert not Evidence.objects.filter(by=member).exists()


def test_the_hailer_reads_the_decision(asked: Hail, keeper: Any) -> None:
    hide_hail(keeper, hail=asked, reason="像广告")
    client = Client()
    client.force_login(asked.person)
    act = ModerationAction.objects.get()
    page = client.get(act.get_absolute_url()).content.decode()
    assert "像广告" in page
    assert asked.text in page
