from datetime import timedelta

import pytest
from django.utils import timezone

from community.attention.budgets import BudgetReached
from community.channels.models import Subscription
from community.drafts import drafting, holding, publishing, tasks
from community.drafts.holding import PostHeld
from community.drafts.models import Draft
from community.events import draft_failed, draft_released, post_written
from community.moderation.models import ModerationAction
from community.people.models import Person
from community.polls.asking import question
from community.posts import writing
from community.posts.models import Post
from community.posts.writing import Doubt, write_post
from config.kit.claims import MAX_ATTEMPTS, claim, sweep_all
from config.kit.errors import NotAllowed
from content.pictures.models import Picture
from tests.factories import GroupFactory, PersonFactory, PictureFactory, subscribe
from tests.hearing import hearing

pytestmark = pytest.mark.django_db
LONG = "今年的明前龙井到了，每斤一千六百八十元，只有二十斤，想要的请在群里说一声，先到先得。"


def state(draft):
    draft.refresh_from_db()
    return draft.state


def test_a_draft_becomes_a_post_once(draft, member):
    photo = PictureFactory(owner=member)
    poll = question(["一", "二"])
    drafting.save(member, channel=draft.channel, text="好 #茶", pictures=[photo], poll=poll, draft=draft)

    with hearing(post_written) as heard:
        post = publishing.publish(draft)
        assert publishing.publish(Draft.objects.get()) == post

    assert len(heard) == 1
    assert (post.text, post.poll.options.count(), post.pictures.get().picture) == ("好 #茶", 2, photo)
    kept = Draft.objects.get()
    assert (kept.state, kept.post, kept.text, kept.pictures.count()) == ("published", post, "", 0)


def test_the_worker_publishes_what_is_due_and_nothing_twice(draft, due):
    due(draft)
    for _ in range(2):
        tasks.publish_draft(draft.pk)
    assert Post.objects.get().text == "明天到货"
    assert state(draft) == "published"


def test_the_sweeper_finds_what_is_due(draft, due, eager_tasks):
    due(draft)
    sweep_all()
    assert Post.objects.count() == 1


def test_nothing_goes_out_early(draft, member):
    drafting.schedule(member, draft=draft, due_at=timezone.now() + timedelta(hours=1))
    tasks.publish_draft(draft.pk)
    assert not Post.objects.exists()


def test_what_was_taken_back_while_the_worker_had_it_stays_a_draft(draft, due, member):
    due(draft)
    held = claim(Draft, draft.pk)
    drafting.unschedule(member, draft=draft)
    with hearing(draft_failed) as heard:
        assert publishing.publish_due(held) is None
    assert not Post.objects.exists()
    assert state(draft) == "draft"
    assert heard == []


def test_a_worker_that_died_is_followed_by_another(draft, due):
    due(draft)
    claim(Draft, draft.pk)
    tasks.publish_draft(draft.pk)
    assert not Post.objects.exists()
    Draft.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    tasks.publish_draft(draft.pk)
    assert Post.objects.count() == 1


def test_rights_are_asked_again_and_the_author_is_told(draft, due, group):
    due(draft)
    Subscription.objects.filter(person=draft.author).update(state=Subscription.State.BANNED)
    with hearing(draft_failed) as heard:
        tasks.publish_draft(draft.pk)
    assert not Post.objects.exists()
    assert state(draft) == "failed"
    assert draft.reason
    assert [event["draft"] for event in heard] == [draft]
    assert list(Draft.objects.visible_to(draft.author)) == [draft]


def test_a_budget_that_ends_later_puts_it_off(draft, due, monkeypatch):
    due(draft)
    until = timezone.now() + timedelta(hours=5)

    def used_up(*_, **__):
        error = BudgetReached.__new__(BudgetReached)
        error.resets_at, error.message = until, "满了"
        raise error

    monkeypatch.setattr(writing, "claim_post", used_up)
    tasks.publish_draft(draft.pk)
    assert state(draft) == "scheduled"
    assert (draft.due_at, draft.reason, draft.attempts) == (until, "满了", 0)


def test_what_cannot_be_published_is_given_back_in_the_end(draft, due, monkeypatch):
    due(draft)
    Draft.objects.update(attempts=MAX_ATTEMPTS)
    tasks.give_up()
    assert state(draft) == "failed"


def test_the_same_words_in_two_groups_are_held(group, member):
    write_post(member, channel=group.channel, text=LONG)
    other = GroupFactory()
    subscribe(member, other)

    for _ in range(2):
        with pytest.raises(PostHeld):
            write_post(member, channel=other.channel, text=LONG, idempotency_key="k")

    held = Draft.objects.get()
    assert (held.state, held.text, held.channel) == ("held", LONG, other.channel)
    assert list(Draft.objects.all().releasable_by(other.owner)) == [held]
    assert not Draft.objects.all().releasable_by(group.owner).exists()
    assert not Draft.objects.all().releasable_by(member).exists()


@pytest.fixture
def held(draft):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "reason_to_hold", lambda *_: Doubt("看一看"))
        with pytest.raises(PostHeld):
            publishing.publish(draft)
    draft.refresh_from_db()
    return draft


def test_a_moderator_lets_it_pass(held, group, member):
    with hearing(draft_released) as heard:
        post = holding.release(group.owner, draft=held, reason="没问题")
    assert (post.author, post.text) == (member, "明天到货")
    assert [(event["post"], event["reason"]) for event in heard] == [(post, "没问题")]
    with pytest.raises((NotAllowed, holding.NotHeld)):
        holding.release(group.owner, draft=held, reason="再来")
    assert Post.objects.count() == 1


def test_or_gives_it_back(held, group, member):
    holding.refuse(group.owner, draft=held, reason="广告")
    assert state(held) == "failed"
    assert held.reason == "广告"
    assert drafting.save(member, channel=held.channel, text="改好了", draft=held).state == "draft"


def test_a_refusal_taken_back_publishes_what_was_given_back(held, group, member):
    holding.refuse(group.owner, draft=held, reason="广告")
    action = ModerationAction.objects.get()
    with pytest.raises(NotAllowed):
        holding.take_refusal_back(member, action=action, reason="不是广告")

    taken = holding.take_refusal_back(group.owner, action=action, reason="看错了")

    assert (state(held), taken.verb, taken.target, taken.undoes) == ("published", "release_post", held.post, action)


@pytest.mark.parametrize("since", ["changed", "thrown away", "put out"])
def test_but_nothing_that_its_author_did_not_leave_as_it_was_or_may_not_say(held, group, member, since):
    holding.refuse(group.owner, draft=held, reason="广告")
    if since == "changed":
        drafting.save(member, channel=held.channel, text="给自己看的", draft=held)
    elif since == "thrown away":
        drafting.drop(member, draft=held)
    else:
        Subscription.objects.filter(person=member).update(state="left")
    before = state(held)

    taken = holding.take_refusal_back(group.owner, action=ModerationAction.objects.get(), reason="看错了")

    assert (state(held), taken.verb, taken.owner) == (before, "release_post", member)
    assert not Post.objects.exists()


def test_what_is_held_is_in_the_moderators_hands(held, group, member, due):
    with pytest.raises(NotAllowed):
        holding.release(member, draft=held, reason="我自己")
    with pytest.raises(NotAllowed):
        holding.release(PersonFactory(), draft=held, reason="路过")
    with pytest.raises(publishing.DraftGone):
        publishing.publish(held)
    with pytest.raises(publishing.DraftGone):
        drafting.save(member, channel=held.channel, text="换掉", draft=held)
    drafting.drop(member, draft=held)
    assert not Post.objects.exists()


def test_photos_of_held_words_are_seen_by_who_may_let_them_pass(held, group):
    photo = PictureFactory(owner=held.author, is_private=True)
    held.pictures.create(picture=photo)
    assert photo in Picture.objects.visible_to(group.owner)
    assert photo not in Picture.objects.visible_to(subscribe(PersonFactory(), group).person)
    Draft.objects.update(state=Draft.State.DRAFT)
    assert photo not in Picture.objects.visible_to(group.owner)


def test_the_composer_says_that_words_are_held(sign_in, group, member):
    write_post(member, channel=group.channel, text=LONG)
    other = GroupFactory()
    subscribe(member, other)
    answer = sign_in(member).post("/post/", {"channel": f"group:{other.slug}", "text": LONG}, follow=True)
    assert answer.redirect_chain[-1] == ("/posts/drafts/", 303)
    assert Draft.objects.get().reason in answer.content.decode()


def test_a_time_is_of_the_authors_zone(sign_in, draft, member):
    Person.objects.filter(pk=member.pk).update(time_zone="America/New_York")
    sent = {"channel": f"group:{draft.channel.group.slug}", "text": "早", "draft": draft.reference, "do": "schedule"}
    day = (timezone.now() + timedelta(days=40)).strftime("%Y-%m-%d")
    sign_in(member).post("/post/", sent | {"due_at": f"{day}T09:00"})
    assert state(draft) == "scheduled"
    assert draft.due_at.strftime("%H:%M") in ("13:00", "14:00")
