import pytest

from community.drafts.drafting import save
from community.drafts.holding import hold, refuse
from community.moderation.acting import hide_comment, hide_post
from community.moderation.appealing import appeal, decide_appeal
from community.moderation.logging import log_action
from community.moderation.models import Appeal, ModerationAction
from community.moderation.recalling import with_words
from community.moderation.warning import warn_person
from shop import events
from shop.catalog.models import Product
from shop.stores.models import Store
from tests.factories import PersonFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return PersonFactory(is_staff=True)


@pytest.mark.parametrize(
    ("signal", "verb"), [(events.store_closed, "close_store"), (events.store_reopened, "reopen_store")]
)
def test_what_happens_to_stores_is_logged(staff, signal, verb):
    store = StoreFactory(name="晓雨的茶")

    signal.send(sender=Store, store=store, actor=staff, reason="卖假货")

    action = ModerationAction.objects.get()
    assert (action.verb, action.target, action.owner, action.actor) == (verb, store, store.owner, staff)
    assert (action.target_name, action.reason) == ("", "卖假货")


@pytest.mark.parametrize(
    ("signal", "verb"), [(events.product_hidden, "hide_product"), (events.product_restored, "restore_product")]
)
def test_what_happens_to_products_is_logged(staff, signal, verb):
    product = ProductFactory()

    signal.send(sender=Product, product=product, actor=staff, reason="投诉")

    assert ModerationAction.objects.get().verb == verb


def test_what_one_does_to_ones_own_is_not(staff):
    store = StoreFactory()

    events.store_closed.send(sender=Store, store=store, actor=store.owner, reason="搬家")

    assert not ModerationAction.objects.exists()


def test_a_row_is_written_once(staff):
    action = log_action(actor=staff, verb="close_store", target=StoreFactory(), reason="卖假货")
    with pytest.raises(TypeError):
        action.save()
    with pytest.raises(TypeError):
        action.delete()


def test_nobodys_words_stand_in_it(group, member, moderator, post, said):
    draft = hold(member, channel=group.channel, text="买二送二", reason="说过了")
    hide_post(moderator, post=post, reason="广告")
    hide_comment(moderator, comment=said, reason="广告")
    refuse(moderator, draft=draft, reason="广告")
    warn_person(moderator, target=member, about=post, group=group, reason="广告")
    names = ModerationAction.objects.order_by("id").values_list("target_name", flat=True)
    assert list(names) == [post.reference, said.reference, draft.reference, post.reference]


def test_words_are_read_where_they_stand(group, member, moderator, post):
    hide_post(moderator, post=post, reason="广告")
    appeal(member, action=ModerationAction.objects.get(), text="不是")
    decide_appeal(group.owner, appeal=Appeal.objects.get(), upheld=False, answer="是")
    assert [action.words for action in with_words(ModerationAction.objects.all())] == ["买一送十"] * 2

    type(post).objects.filter(pk=post.pk).update(text="买一送一")
    assert [action.words for action in with_words(ModerationAction.objects.all())] == ["买一送一"] * 2
    post.delete()
    assert [action.words for action in with_words(ModerationAction.objects.all())] == [post.reference] * 2


def test_given_back_words_are_shown_until_their_author_goes_on_with_them(group, member, moderator):
    draft = hold(member, channel=group.channel, text="买二送二", reason="说过了")
    refuse(moderator, draft=draft, reason="广告")
    assert with_words(ModerationAction.objects.all())[0].words == "买二送二"

    save(member, channel=group.channel, text="给自己看的", draft=draft)
    assert with_words(ModerationAction.objects.all())[0].words == ""


def test_a_person_is_named_once(group, member, moderator):
    warn_person(moderator, target=member, group=group, reason="广告")
    assert with_words(ModerationAction.objects.all())[0].words == ""
