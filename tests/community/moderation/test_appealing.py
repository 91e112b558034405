"""Appeals: once, decided by somebody else, undone by the opposite verb."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.calling.indexing import write_terms
from community.channels.models import Subscription
from community.conversations.hiding import hide_message
from community.conversations.models import Message
from community.conversations.saying import say
from community.drafts.holding import hold, refuse
from community.endorsements.hiding import hide_endorsement
from community.groups.editing import close_group
from community.groups.inviting import invite, revoke_invitation
from community.groups.joining import decline_request, join_group
from community.groups.membering import remove_member, set_role
from community.hail.hailing import post_hail
from community.hail.hiding import hide_hail
from community.moderation.acting import hide_comment, hide_post
from community.moderation.appealing import AppealedAlready, DecidedAlready, appeal, decide_appeal, open_appeals
from community.moderation.logging import AGAINST
from community.moderation.models import ModerationAction
from community.moderation.policies import can_appeal
from community.moderation.reporting import report
from community.moderation.restricting import limit_person
from community.moderation.undoing import take_back
from community.moderation.warning import warn_person
from community.notifications.models import Event
from community.notifications.recipients import concerned
from community.offers.hiding import hide_offer
from community.people.suspending import suspend_person
from community.picks.hiding import hide_picks
from community.shelves.taking_down import take_down
from community.shelves.vouching import vouch
from community.trust.freezing import freeze, frozen_people
from community.trust.verifying import end_verification, verified_people, verify
from config.kit.errors import Invalid, NotAllowed
from content.articles.models import Article
from content.articles.writing import WithdrawnByStaff, edit_article, withdraw_article
from shop.catalog.hiding import hide_product
from shop.reviews.answering import answer_review
from shop.reviews.hiding import hide_answer, hide_review
from shop.stores.closing import close_store
from tests.community.offers.answering import answered, hail
from tests.factories import (
    EndorsementFactory,
    GroupFactory,
    PersonFactory,
    PickListFactory,
    ProductFactory,
    StoreFactory,
    subscribe,
)
from tests.permissions.world import bought
from tests.shop.reviews.saying import said_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(post, moderator):
    hide_post(moderator, post=post, reason="广告")
    return ModerationAction.objects.get()


@pytest.fixture
def made(action, member):
    return appeal(member, action=action, text="不是广告")


def test_upheld_it_is_undone(made, post, group, member):
    decide_appeal(group.owner, appeal=made, upheld=True, answer="确实不是")

    post.refresh_from_db()
    verbs = list(ModerationAction.objects.order_by("id").values_list("verb", "owner"))
    assert (post.state, made.outcome, made.answer) == ("visible", "upheld", "确实不是")
    assert verbs == [("hide_post", member.pk), ("restore_post", member.pk), ("grant_appeal", member.pk)]


def test_refused_it_stands(made, post, clerk, member):
    decide_appeal(clerk, appeal=made, upheld=False, answer="是广告")

    post.refresh_from_db()
    last = ModerationAction.objects.first()
    assert (post.state, made.outcome, last.verb, last.owner) == ("hidden", "refused", "refuse_appeal", member)


def test_once(made, member, action, group):
    with pytest.raises(AppealedAlready):
        appeal(member, action=action, text="再说一次")
    decide_appeal(group.owner, appeal=made, upheld=False, answer="是广告")
    with pytest.raises(AppealedAlready):
        appeal(member, action=action, text="再说一次")
    with pytest.raises(DecidedAlready):
        decide_appeal(group.owner, appeal=made, upheld=True, answer="想想又不是")


def test_only_by_whom_it_concerns(action, reader, moderator, clerk):
    for person in (reader, moderator, clerk):
        with pytest.raises(NotAllowed):
            appeal(person, action=action, text="不公平")


@pytest.mark.parametrize("text", ["", "长" * 1001])
def test_words_are_needed(action, member, text):
    with pytest.raises(Invalid) as refusal:
        appeal(member, action=action, text=text)
    assert refusal.value.field == "text"


def test_whoever_did_it_does_not_decide(made, moderator, member, reader, group, clerk):
    for person in (moderator, member, reader):
        with pytest.raises(NotAllowed):
            decide_appeal(person, appeal=made, upheld=True, answer="行")
    assert not open_appeals(moderator, group).exists()
    assert not open_appeals(member, group).exists()
    assert list(open_appeals(group.owner, group)) == list(open_appeals(clerk)) == [made]
    other = subscribe(PersonFactory(), group, role="moderator").person
    assert decide_appeal(other, appeal=made, upheld=True, answer="行").outcome == "upheld"


def test_what_the_staff_did_the_staff_decides(post, member, group, clerk, other_clerk):
    hide_post(clerk, post=post, reason="违法")
    made = appeal(member, action=ModerationAction.objects.get(), text="不违法")
    for person in (group.owner, clerk):
        with pytest.raises(NotAllowed):
            decide_appeal(person, appeal=made, upheld=True, answer="行")
    assert not open_appeals(group.owner, group).exists()
    assert decide_appeal(other_clerk, appeal=made, upheld=True, answer="行").outcome == "upheld"


def test_an_answer_is_needed(made, clerk):
    with pytest.raises(Invalid):
        decide_appeal(clerk, appeal=made, upheld=True, answer=" ")


def test_what_does_not_stand_cannot_be_appealed(post, member, group, moderator):
    hide_post(moderator, post=post, reason="广告")
    action = ModerationAction.objects.get()
    take_back(moderator, action=action, reason="看错了")
    assert not can_appeal(member, action)
    over = limit_person(
        moderator, target=member, what=["post"], reason="广告", group=group, until=timezone.now() + timedelta(days=1)
    )
    over.until = timezone.now()
    assert not can_appeal(member, over)


def test_taken_back_while_it_waits_it_is_still_answered(made, action, moderator, clerk):
    take_back(moderator, action=action, reason="看错了")
    assert decide_appeal(clerk, appeal=made, upheld=True, answer="已经还原").outcome == "upheld"


def acts(post, said, member, group, clerk, moderator):
    """Each act that can be appealed: (doing it, whether it was undone)."""
    product, store = ProductFactory(store=StoreFactory(owner=member)), StoreFactory(owner=member)
    row = Subscription.objects.get(person=member, channel__group=group)
    article = Article.objects.create(author=member, slug="a", title="茶", body="茶", published_at=timezone.now())
    _purchase, order, _payment = bought(member, StoreFactory())
    say(member, order=order, text="加微信")
    report(order.store.owner, target=Message.objects.get(), reason="spam")
    message = Message.objects.get()
    review = said_of(ProductFactory(), buyer=member)
    answer = answer_review(member, review=said_of(ProductFactory(store=StoreFactory(owner=member))), text="换")
    verified = verify(clerk, target=member, reason="y")
    owned = type(group).objects.create(slug="own", name="自己的", owner=member)
    endorsed = EndorsementFactory(by=member)
    picks = PickListFactory(person=member)
    hailed = post_hail(member, text="谁有伞")
    selling = ProductFactory(name="桂花酥", store=StoreFactory(owner=member)).store
    write_terms(selling)
    offered = answered(hail(), selling)
    return {
        "hide_picks": (lambda: hide_picks(clerk, target=picks, reason="x"), lambda: fresh(picks).hidden_at is None),
        "hide_post": (lambda: hide_post(moderator, post=post, reason="x"), lambda: fresh(post).state == "visible"),
        "hide_comment": (
            lambda: hide_comment(moderator, comment=said, reason="x"),
            lambda: fresh(said).state == "visible",
        ),
        "hide_product": (
            lambda: hide_product(clerk, product=product, reason="x"),
            lambda: fresh(product).state == "published",
        ),
        "hide_message": (
            lambda: hide_message(clerk, message=message, reason="x"),
            lambda: fresh(message).state == "visible",
        ),
        "hide_review": (
            lambda: hide_review(clerk, review=review, reason="x"),
            lambda: fresh(review).state == "visible",
        ),
        "hide_answer": (
            lambda: hide_answer(clerk, answer=answer, reason="x"),
            lambda: fresh(answer).state == "visible",
        ),
        "hide_endorsed": (
            lambda: hide_endorsement(clerk, endorsement=endorsed, reason="x"),
            lambda: fresh(endorsed).hidden_at is None,
        ),
        "hide_hail": (lambda: hide_hail(clerk, hail=hailed, reason="x"), lambda: fresh(hailed).is_open),
        "hide_offer": (lambda: hide_offer(clerk, offer=offered, reason="x"), lambda: fresh(offered).is_valid),
        "close_store": (lambda: close_store(clerk, store=store, reason="x"), lambda: fresh(store).state == "open"),
        "hide_article": (
            lambda: withdraw_article(clerk, article=article, reason="x"),
            lambda: fresh(article).is_published,
        ),
        "close_group": (lambda: close_group(clerk, group=owned, reason="x"), lambda: fresh(owned).closed_at is None),
        "remove_member": (lambda: remove_member(moderator, subscription=row, reason="x"), lambda: fresh(row).is_active),
        "ban_member": (
            lambda: remove_member(moderator, subscription=row, reason="x", ban=True),
            lambda: fresh(row).is_active,
        ),
        "warn_person": (lambda: warn_person(moderator, target=member, reason="x", group=group), lambda: True),
        "limit_person": (
            lambda: limit_person(moderator, target=member, what=["post"], reason="x", group=group),
            lambda: not member.restrictions.standing().exists(),
        ),
        "freeze_person": (
            lambda: freeze(clerk, people=[member], reason="x"),
            lambda: member.pk not in frozen_people(),
        ),
        "unverify_person": (
            lambda: end_verification(clerk, verification=verified, reason="x"),
            lambda: member.pk in verified_people(),
        ),
        "suspend_person": (lambda: suspend_person(clerk, target=member, reason="x"), lambda: fresh(member).is_active),
        "ban_person": (
            lambda: suspend_person(clerk, target=member, reason="x", for_good=True),
            lambda: fresh(member).is_active,
        ),
    }


def acts_in_groups(member, group, moderator):
    """And each of those that keepers do in their groups."""
    draft = hold(member, channel=group.channel, text="明天到货", reason="说过了")
    item = vouch(member, group=group, subject=ProductFactory(), sentence="好").item
    asking, helping = GroupFactory(access="ask"), subscribe(member, GroupFactory(), role="moderator")
    asked, link = join_group(member, group=asking), invite(member, group=group)
    role = Subscription.Role
    return {
        "refuse_post": (lambda: refuse(moderator, draft=draft, reason="x"), lambda: fresh(draft).post is not None),
        "take_off_shelf": (
            lambda: take_down(moderator, item=item, reason="x"),
            lambda: fresh(item).taken_down_at is None,
        ),
        "decline_request": (
            lambda: decline_request(asking.owner, subscription=asked, reason="x"),
            lambda: fresh(asked).is_active,
        ),
        "take_role": (
            lambda: set_role(helping.channel.group.owner, subscription=helping, role=role.MEMBER, reason="x"),
            lambda: fresh(helping).role == role.MODERATOR,
        ),
        "end_invitation": (
            lambda: revoke_invitation(moderator, invitation=link, reason="x"),
            lambda: fresh(link).is_usable,
        ),
    }


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("verb", AGAINST)
def test_each_act_is_told_appealed_and_undone(
    post, said, member, group, clerk, moderator, other_clerk, verb, commits, eager_tasks
):
    do, undone = (acts(post, said, member, group, clerk, moderator) | acts_in_groups(member, group, moderator))[verb]
    with commits():
        do()
    action = ModerationAction.objects.get(verb=verb)
    assert (action.owner, action.reason) == (member, "x")
    # Who is shut out has no bell to read; they are told at the door.
    shut_out = verb in ("suspend_person", "ban_person")
    event = Event.objects.get(moderation=action)
    assert concerned(event) == {member.pk}
    assert member.notifications.filter(latest=event).exists() is not shut_out

    decide_appeal(other_clerk, appeal=appeal(member, action=action, text="不对"), upheld=True, answer="对，错了")

    assert undone()
    assert ModerationAction.objects.filter(undoes=action).count() == 1


def test_what_the_staff_withdrew_is_not_published_again(member, clerk):
    article = Article.objects.create(author=member, slug="a", title="茶", body="茶", published_at=timezone.now())
    withdraw_article(clerk, article=article, reason="抄袭")

    with pytest.raises(WithdrawnByStaff):
        edit_article(member, article=article, publish=True)
    assert edit_article(member, article=article, title="改了", publish=False).title == "改了"
    own = Article.objects.create(author=member, slug="b", title="茶", body="茶", published_at=timezone.now())
    assert edit_article(member, article=withdraw_article(member, article=own), publish=True).is_published


def test_upheld_also_where_nothing_is_left_to_take_back(group, member, moderator, clerk):
    row = Subscription.objects.get(person=member, channel=group.channel)
    remove_member(moderator, subscription=row, reason="吵闹")
    made = appeal(member, action=ModerationAction.objects.get(), text="没有吵")
    join_group(member, group=group)

    decide_appeal(clerk, appeal=made, upheld=True, answer="确实没有")

    row.refresh_from_db()
    assert (made.outcome, row.state) == ("upheld", "active")
