import pytest

from community.moderation.logging import log_action
from community.moderation.models import ModerationAction
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
    assert (action.target_name, action.reason) == ("晓雨的茶", "卖假货")


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
