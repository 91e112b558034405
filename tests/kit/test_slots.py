from types import SimpleNamespace

from django.utils.safestring import mark_safe

from config.kit.slots import Slot


def test_a_slot_is_asked_once_for_all_objects():
    slot, asked = Slot("store.header"), []

    @slot.fill
    def followers(stores, viewer):
        asked.append(len(stores))
        return {store.pk: mark_safe(f"<p>{store.pk}</p>") for store in stores}

    stores = [SimpleNamespace(pk=number) for number in range(3)]
    assert slot.collect(stores, None)[2] == ["<p>2</p>"]
    assert asked == [3]


def test_who_leads_comes_first():
    slot = Slot("store.header")
    slot.fill(lambda stores, viewer: {store.pk: "followers" for store in stores})
    slot.lead(lambda stores, viewer: {store.pk: "trust" for store in stores})

    assert slot.one(SimpleNamespace(pk=1), None) == ["trust", "followers"]


def test_an_empty_page_asks_nobody():
    slot = Slot("store.header")

    @slot.fill
    def never(stores, viewer):
        raise AssertionError

    assert slot.collect([], None) == {}


def test_a_slot_that_nobody_fills_is_empty():
    assert Slot("product.trust").one(SimpleNamespace(pk=1), None) == []
