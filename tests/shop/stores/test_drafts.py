"""What was typed stays as it was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from content.pictures.models import Picture
from shop.stores.drafts import faults, find_draft, first_unfinished_step, forget_old_drafts, save_draft
from shop.stores.models import StoreDraft
from tests.factories import PersonFactory, PictureFactory

pytestmark = pytest.mark.django_db

GUEST = AnonymousUser()


def test_it_works():
    draft = save_draft(GUEST, draft=None, product_name="桂花蜜", price="六十八")
    draft = save_draft(GUEST, draft=draft, store_name="外婆的店")
    kept = find_draft(draft.reference)
    assert (kept.product_name, kept.price, kept.store_name) == ("桂花蜜", "六十八", "外婆的店")


def test_a_picture_stays_when_none_is_given():
    picture = PictureFactory(owner=None)
    draft = save_draft(GUEST, draft=None, picture=picture)
    assert find_draft(save_draft(GUEST, draft=draft, price="1").reference).picture == picture


def test_it_belongs_to_who_signs_in_midway():
    person = PersonFactory()
    draft = save_draft(GUEST, draft=None, price="1")
    assert save_draft(person, draft=draft).person == person


def test_odd_bytes_and_endless_words_are_kept_as_far_as_they_fit():
    draft = save_draft(GUEST, draft=None, product_name="a\x00" + "b" * 500, price="9" * 500, unknown="x")
    draft.refresh_from_db()
    assert draft.product_name == "a" + "b" * 199
    assert draft.price == "9" * 40


def test_all_faults_of_a_step_are_named_at_once():
    draft = save_draft(GUEST, draft=None, price="68.555")
    assert [fault.field for fault in faults(draft, 1)] == ["product_name", "price"]


def test_the_first_step_that_is_not_done():
    assert first_unfinished_step(None) == 1
    draft = save_draft(GUEST, draft=None, product_name="桂花蜜", price="0")
    assert first_unfinished_step(draft) == 1
    assert first_unfinished_step(save_draft(GUEST, draft=draft, price="68")) == 2
    assert first_unfinished_step(save_draft(GUEST, draft=draft, store_name="外婆的店")) == 3


def test_a_guests_photo_that_is_replaced_is_gone():
    first, second = PictureFactory(owner=None), PictureFactory(owner=None)
    draft = save_draft(GUEST, draft=None, picture=first)
    save_draft(GUEST, draft=draft, picture=second)
    assert list(Picture.objects.all()) == [second]


def test_a_members_photo_stays_theirs():
    first = PictureFactory()
    draft = save_draft(GUEST, draft=None, picture=first)
    save_draft(GUEST, draft=draft, picture=PictureFactory(owner=None))
    assert first in Picture.objects.all()


def test_drafts_that_nobody_came_back_to_are_forgotten():
    old = save_draft(GUEST, draft=None, picture=PictureFactory(owner=None))
    new = save_draft(GUEST, draft=None, price="1")
    StoreDraft.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=91))
    assert forget_old_drafts() == 1
    assert list(StoreDraft.objects.all()) == [new]
    assert not Picture.objects.exists()


def test_no_draft_under_an_unknown_reference():
    assert find_draft("0" * 16) is None
