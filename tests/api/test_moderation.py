"""Reports, rulings, appeals, cases, unwanted words and mutes by program."""

import pytest
from rest_framework.test import APIClient

from community.moderation.acting import hide_post
from community.moderation.models import ModerationAction, WordRule
from community.moderation.reporting import report
from community.people.models import PersonMute
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PostFactory, subscribe

pytestmark = pytest.mark.django_db


def api(person):
    client = APIClient()
    client.force_authenticate(person)
    return client


@pytest.fixture
def group():
    return GroupFactory(slug="riverside")


@pytest.fixture
def author(group):
    return subscribe(PersonFactory(username="author"), group).person


@pytest.fixture
def moderator(group):
    return subscribe(PersonFactory(username="moderator"), group, role="moderator").person


@pytest.fixture
def post(group, author):
    return PostFactory(channel=group.channel, author=author, text="买一送十")


def test_a_case_from_report_to_outcome(group, author, moderator, post):
    reader = subscribe(PersonFactory(), group).person
    sent = {"target": f"post:{post.reference}", "reason": "spam"}
    assert api(reader).post("/api/v1/reports/", sent).status_code == 201
    (case,) = api(moderator).get("/api/v1/cases/", {"group": group.slug}).json()["results"]
    assert (case["kind"], case["about"]["username"], case["reports"]) == ("post", "author", 1)

    act = f"/api/v1/cases/{case['reference']}/act/"
    assert api(author).post(act, {"act": "hide", "reason": "广告"}).status_code == 404
    assert api(moderator).post(act, {"act": "suspend", "reason": "广告"}).status_code == 403
    done = api(moderator).post(act, {"act": "hide", "reason": "广告"})
    assert (done.status_code, done.json()["outcome"]) == (200, "acted")
    assert api(reader).get("/api/v1/reports/").json()["results"][0]["outcome"] == "acted"


def test_a_ruling_and_its_appeal(group, author, moderator, post):
    hide_post(moderator, post=post, reason="广告")
    (ruling,) = api(author).get("/api/v1/rulings/").json()["results"]
    assert ruling["target_name"] == "买一送十"
    assert (ruling["verb"], ruling["reason"], ruling["appeal"]) == ("hide_post", "广告", None)
    assert "actor" not in ruling

    here = f"/api/v1/rulings/{ruling['reference']}/"
    assert api(moderator).get(here).status_code == 404
    assert api(author).post(f"{here}appeal/", {"text": ""}).status_code == 400
    assert api(author).post(f"{here}appeal/", {"text": "不是广告"}).status_code == 201
    assert api(author).post(f"{here}appeal/", {"text": "再说一次"}).status_code == 409

    assert api(moderator).get("/api/v1/appeals/", {"group": group.slug}).json()["results"] == []
    (waiting,) = api(group.owner).get("/api/v1/appeals/", {"group": group.slug}).json()["results"]
    assert waiting["ruling"]["target_name"] == "买一送十"
    decide = f"/api/v1/appeals/{waiting['reference']}/decide/"
    assert api(moderator).post(decide, {"upheld": True, "answer": "行"}).status_code == 404
    assert api(group.owner).post(decide, {"upheld": True, "answer": "行"}).json()["outcome"] == "upheld"
    assert api(author).get(here).json()["taken_back"] is True


def test_unwanted_words(group, author, moderator):
    here = f"/api/v1/words/?group={group.slug}"
    assert api(author).post(here, {"kind": "word", "text": "高仿"}).status_code == 403
    made = api(moderator).post(here, {"kind": "word", "text": "高仿", "effect": "hold", "reason": "卖假货"})
    assert made.status_code == 201
    assert api(moderator).post(here, {"kind": "word", "text": "高仿"}).status_code in (400, 409)
    assert [row["text"] for row in api(moderator).get(here).json()["results"]] == ["高仿"]
    assert api(moderator).get("/api/v1/words/").status_code == 403
    one = f"/api/v1/words/{made.json()['reference']}/"
    assert api(author).delete(one).status_code == 404
    assert api(moderator).delete(f"{one}?reason=误会").status_code == 204
    assert ModerationAction.objects.first().reason == "误会"
    assert not WordRule.objects.exists()


def test_mutes(author):
    me = api(PersonFactory())
    assert me.post("/api/v1/mutes/", {"username": "author"}).status_code == 201
    assert me.get("/api/v1/mutes/").json()["results"][0]["username"] == "author"
    assert me.delete("/api/v1/mutes/author/").status_code == 204
    assert not PersonMute.objects.exists()


def test_the_log_is_read_by_the_staff(post, moderator):
    """Of a group also by who keeps it."""
    hide_post(moderator, post=post, reason="广告")
    assert api(moderator).get("/api/v1/moderation/").status_code == 403
    (row,) = api(PersonFactory(is_staff=True)).get("/api/v1/moderation/", {"verb": "hide_post"}).json()["results"]
    assert (row["actor"]["username"], row["group"], row["by_staff"]) == ("moderator", "riverside", False)


def test_the_log_of_a_group_is_read_by_its_keepers(group, author, moderator, post):
    hide_post(moderator, post=post, reason="广告")
    elsewhere = GroupFactory(slug="elsewhere")
    hide_post(elsewhere.owner, post=PostFactory(channel=elsewhere.channel), reason="别处")
    for person in (moderator, group.owner):
        rows = api(person).get("/api/v1/moderation/", {"group": group.slug}).json()["results"]
        assert [(row["verb"], row["reason"]) for row in rows] == [("hide_post", "广告")]
        assert api(person).get("/api/v1/moderation/", {"group": "elsewhere"}).status_code == 403
    assert api(author).get("/api/v1/moderation/", {"group": group.slug}).status_code == 403


def test_an_act_is_taken_back(group, author, moderator, post):
    hide_post(moderator, post=post, reason="广告")
    here = f"/api/v1/moderation/{ModerationAction.objects.get().reference}/take-back/"
    for stranger in (author, PersonFactory(), GroupFactory().owner):
        assert api(stranger).post(here, {"reason": "?"}).status_code == 404
    assert api(moderator).post(here, {"reason": ""}).status_code == 400

    undone = api(moderator).post(here, {"reason": "看错了"})

    post.refresh_from_db()
    assert (undone.status_code, undone.json()["verb"], post.state) == (200, "restore_post", "visible")
    again = api(moderator).post(here, {"reason": "看错了"})
    assert (again.status_code, again.json()["code"]) == (409, "already_taken_back")


def test_what_the_staff_did_is_not_a_moderators_to_take_back(moderator, post):
    clerk = PersonFactory(is_staff=True)
    hide_post(clerk, post=post, reason="广告")
    here = f"/api/v1/moderation/{ModerationAction.objects.get().reference}/take-back/"
    assert api(moderator).post(here, {"reason": "?"}).status_code == 404
    assert api(clerk).post(here, {"reason": "看错了"}).status_code == 200


def test_hidden_posts_are_listed_for_who_keeps_order(group, author, moderator, post):
    hide_post(moderator, post=post, reason="广告")
    hide_post(PersonFactory(is_staff=True), post=PostFactory(), reason="别处")
    (row,) = api(moderator).get("/api/v1/hidden-posts/", {"group": group.slug}).json()["results"]
    assert (row["reference"], row["text"], row["hidden_reason"]) == (post.reference, "买一送十", "广告")
    assert (row["author"]["username"], row["group"]) == ("author", "riverside")
    assert api(author).get("/api/v1/hidden-posts/", {"group": group.slug}).status_code == 403
    assert api(moderator).get("/api/v1/hidden-posts/").status_code == 403
    assert len(api(PersonFactory(is_staff=True)).get("/api/v1/hidden-posts/").json()["results"]) == 2


def test_lists_cost_the_same(group, author, moderator):
    costs = []
    for count in (2, 6):
        for _ in range(count):
            report(group.owner, target=PostFactory(channel=group.channel, author=author), reason="spam")
            hide_post(moderator, post=PostFactory(channel=group.channel, author=author), reason="广告")
        with queries_asked() as queries:
            assert api(moderator).get("/api/v1/cases/", {"group": group.slug}).status_code == 200
            assert api(author).get("/api/v1/rulings/").status_code == 200
            assert api(moderator).get("/api/v1/moderation/", {"group": group.slug}).status_code == 200
            assert api(moderator).get("/api/v1/hidden-posts/", {"group": group.slug}).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert ModerationAction.objects.count() == 8
