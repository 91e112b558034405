"""The pages of endorsements: two taps and a sentence, and one tap back."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from community.attention.quotas import Quota, standing
from community.endorsements.hiding import hide_endorsement
from community.endorsements.models import Endorsement
from community.moderation.acts import act_on
from community.moderation.models import Case
from community.people.models import Block
from tests.community.endorsements.conftest import old_hand, use_up_today
from tests.counting import queries_asked
from tests.factories import (
    EndorsementFactory,
    GroupFactory,
    PersonFactory,
    ProductFactory,
    StoreFactory,
    subscribe,
    tag,
)

pytestmark = pytest.mark.django_db
SENTENCE = "问水温，她会先问你是什么水。"
ENDORSE = "/p/lin/endorse/"


def text_of(answer):
    return unescape(answer.content.decode())


def test_two_taps_and_a_sentence(sign_in, chen, lin):
    client = sign_in(chen)
    assert ENDORSE in text_of(client.get("/p/lin/"))
    form = client.get(ENDORSE).context["form"]
    assert form.initial["topic"] == "茶"

    answer = client.post(ENDORSE, {"topic": "茶", "sentence": SENTENCE}, follow=True)

    assert answer.redirect_chain == [("/p/lin/", 303)]
    made = Endorsement.objects.get()
    assert (made.topic.name, made.sentence) == ("茶", SENTENCE)
    page = text_of(answer)
    assert SENTENCE in page
    assert reverse("endorsement_withdraw", args=[made.reference]) in page


def test_the_way_to_endorse_stands_beside_follow_for_whoever_may(sign_in, client, chen, lin):
    assert client.get("/p/lin/").context["person_actions"] == []
    card = sign_in(chen).get("/p/lin/").context["person_actions"]
    assert len(card) == 1
    assert ENDORSE in card[0]
    assert sign_in(lin).get("/p/lin/").context["person_actions"] == []


def test_in_a_preview_it_rests(sign_in, lin):
    answer = sign_in(lin).get("/me/brand/seen/?by=follower")
    assert answer.context["person_actions"]
    assert ENDORSE not in text_of(answer)


def test_specialties_then_what_they_sell_then_what_i_said(sign_in, chen, lin):
    store = StoreFactory(owner=lin)
    for name in ("绿茶", "茶具", "茶具"):
        ProductFactory(store=store).tags.set([name])
    EndorsementFactory(by=chen, about=lin, topic=tag("看人"))
    choices = sign_in(chen).get(ENDORSE).context["form"].fields["topic"].choices
    assert [value for value, _label in choices] == ["茶", "茶具", "绿茶", "看人"]


def test_about_something_else(sign_in, chen, lin):
    sign_in(chen).post(ENDORSE, {"topic": "茶", "other": "爬山", "sentence": SENTENCE})
    assert Endorsement.objects.get().topic.name == "爬山"


def test_somebody_without_topics(sign_in, chen):
    PersonFactory(username="new")
    client = sign_in(chen)
    assert "topic" not in client.get("/p/new/endorse/").context["form"].fields
    assert client.post("/p/new/endorse/", {"sentence": SENTENCE}).context["form"].errors.keys() == {"other"}
    client.post("/p/new/endorse/", {"other": "茶", "sentence": SENTENCE})
    assert Endorsement.objects.get().topic.name == "茶"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"topic": "茶", "sentence": ""}, "sentence"),
        ({"topic": "", "sentence": SENTENCE}, "topic"),
        ({"topic": "茶", "other": "123", "sentence": SENTENCE}, "other"),
        ({"topic": "咖啡", "sentence": SENTENCE}, "topic"),
    ],
)
def test_what_was_typed_is_kept(sign_in, chen, lin, sent, field):
    answer = sign_in(chen).post(ENDORSE, sent)
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() == {field}
    assert sent["sentence"] in text_of(answer)


def test_used_up_it_says_when_and_keeps_the_words(sign_in, chen, lin):
    use_up_today(chen)
    answer = sign_in(chen).post(ENDORSE, {"topic": "茶", "sentence": SENTENCE})
    assert answer.status_code == 429
    assert SENTENCE in text_of(answer)
    assert standing(chen, Quota.ENDORSEMENTS).said in text_of(answer)


def test_a_newcomer_reads_when_they_can_begin(sign_in, lin, english):
    newcomer = PersonFactory(date_joined=timezone.now() - timedelta(days=2), language="en")
    page = text_of(sign_in(newcomer).get(ENDORSE))
    assert "none in the first 7 days" in page
    assert 'name="sentence"' not in page


def test_the_weight_is_said_before_one_sends(sign_in, chen, lin):
    client = sign_in(chen)
    assert not client.get(ENDORSE).context["backing"]
    group = GroupFactory(access="ask")
    for person in (chen, lin):
        subscribe(person, group)
    assert client.get(ENDORSE).context["backing"].group


def test_saying_it_otherwise(sign_in, chen, lin):
    EndorsementFactory(by=chen, about=lin, sentence="好")
    client = sign_in(chen)
    form = client.get(f"{ENDORSE}?topic=茶").context["form"]
    assert form.initial == {"topic": "茶", "sentence": "好"}
    assert client.post(ENDORSE, {"topic": "茶", "sentence": SENTENCE}).status_code == 303
    assert Endorsement.objects.get().sentence == SENTENCE


def test_a_sheet_for_htmx(sign_in, chen, lin):
    sheet = text_of(sign_in(chen).get(ENDORSE, headers={"HX-Request": "true"}))
    assert "<dialog" in sheet
    assert "<html" not in sheet


@pytest.mark.parametrize("who", ["guest", "oneself", "blocked"])
def test_who_is_not_offered_it(client, sign_in, chen, lin, who):
    if who == "oneself":
        sign_in(lin)
    if who == "blocked":
        Block.objects.create(person=lin, blocked=chen)
        sign_in(chen)
    answer = client.get(ENDORSE)
    assert answer.status_code == {"guest": 302, "oneself": 403, "blocked": 404}[who]
    assert ENDORSE not in text_of(client.get("/p/lin/"))


def test_withdrawn_in_one_tap_and_undone_in_another(sign_in, chen, lin):
    made = EndorsementFactory(by=chen, about=lin)
    client = sign_in(chen)
    at = {name: reverse(f"endorsement_{name}", args=[made.reference]) for name in ("withdraw", "reinstate")}
    assert at["withdraw"] in text_of(client.get("/me/endorsements/"))

    page = text_of(client.post(at["withdraw"], follow=True))
    assert at["reinstate"] in page
    assert not Endorsement.objects.standing().exists()

    client.post(at["reinstate"])
    assert Endorsement.objects.standing().get() == made


def test_others_cannot(sign_in, chen, lin):
    made = EndorsementFactory(by=chen, about=lin)
    client = sign_in(lin)
    for name in ("withdraw", "reinstate"):
        assert client.post(reverse(f"endorsement_{name}", args=[made.reference])).status_code == 404
    assert Endorsement.objects.standing().exists()


def test_my_page_has_both_sides(sign_in, chen, lin):
    EndorsementFactory(by=chen, about=lin, sentence=SENTENCE)
    gone = EndorsementFactory(by=chen, about__is_active=False, about__name="不在的人", sentence="还没回来")
    hidden = EndorsementFactory(by=chen)
    hide_endorsement(PersonFactory(is_staff=True), endorsement=hidden, reason="不是真的")
    EndorsementFactory(by=lin, about=chen, sentence="退过一次，很爽快")

    given = text_of(sign_in(chen).get("/me/endorsements/"))
    for words in (SENTENCE, gone.sentence, "27 / 30", "不是真的"):
        assert words in given
    assert "不在的人" not in given
    assert gone.about.username not in given
    received = text_of(sign_in(chen).get("/me/endorsements/?tab=received"))
    assert "退过一次，很爽快" in received
    assert SENTENCE not in received


@pytest.mark.parametrize("tab", ["", "received"])
def test_empty_it_says_what_to_do(sign_in, chen, tab):
    assert sign_in(chen).get(f"/me/endorsements/?tab={tab}").status_code == 200


def test_by_topic_and_all_about_one(client, lin):
    EndorsementFactory.create_batch(5, about=lin, sentence="说得清")
    EndorsementFactory(about=lin, topic=tag("水"), sentence="问水温")
    page = text_of(client.get("/p/lin/endorsements/"))
    assert page.count(">说得清<") == 3
    assert "问水温" in page
    about = text_of(client.get("/p/lin/endorsements/?topic=茶"))
    assert about.count(">说得清<") == 5
    assert "问水温" not in about
    for odd in ("没有", "%00"):
        assert "问水温" in text_of(client.get(f"/p/lin/endorsements/?topic={odd}"))
    assert client.get("/p/lin/endorsements/?topic=茶&cursor=x").status_code == 200
    PersonFactory(username="nobody")
    assert client.get("/p/nobody/endorsements/").status_code == 200


def test_half_is_marked(client, chen, lin):
    """To the two; others would learn from it when they first dealt with each other."""
    EndorsementFactory(by=chen, about=lin)
    assert 'class="half' not in client.get("/p/lin/endorsements/").content.decode()
    client.force_login(lin)
    page = client.get("/p/lin/endorsements/").content.decode()
    assert 'class="half' in page
    group = GroupFactory(access="ask")
    for person in (chen, lin):
        subscribe(person, group)
    page = client.get("/p/lin/endorsements/").content.decode()
    assert 'class="half' not in page
    assert group.name not in page


@pytest.mark.parametrize(
    "path", ["/p/lin/", "/p/lin/endorsements/", "/p/lin/endorsements/?topic=茶", "/me/endorsements/"]
)
def test_it_costs_the_same_however_many(sign_in, lin, path):
    reader, costs = old_hand(), []
    client = sign_in(reader)
    for _ in range(2):
        EndorsementFactory.create_batch(4, about=lin)
        for person in PersonFactory.create_batch(4):
            EndorsementFactory(by=reader, about=person)
        client.get(path)
        with queries_asked() as queries:
            assert client.get(path).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_reported_and_hidden(sign_in, chen, lin):
    made = EndorsementFactory(by=chen, about=lin, sentence="她卖假货")
    client = sign_in(lin)
    report = f"{reverse('report')}?target=endorsement:{made.reference}"
    assert f"?target=endorsement:{made.reference}" in client.get("/p/lin/endorsements/").content.decode()
    assert client.post(report, {"reason": "abuse"}).status_code == 303

    clerk = PersonFactory(is_staff=True)
    staff = sign_in(clerk)
    case = Case.objects.get()
    assert case.about == chen
    page = text_of(staff.get(case.get_absolute_url()))
    assert "她卖假货" in page
    assert made.get_absolute_url() in page
    act_on(clerk, case=case, target=made, act="hide", reason="不是真的")
    made.refresh_from_db()
    assert made.hidden_at


def test_the_admin_hides_with_a_reason(sign_in, chen, lin):
    made = EndorsementFactory(by=chen, about=lin)
    client = sign_in(PersonFactory(is_staff=True, is_superuser=True))
    at = reverse("admin:community_endorsement_changelist")
    assert client.get(at).status_code == 200
    client.post(at, {"action": "hide", "_selected_action": [made.pk], "reason": "不是真的"})
    made.refresh_from_db()
    assert made.hidden_reason == "不是真的"
