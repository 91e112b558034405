"""A hail that is being written: as it was typed, one a person, gone with the hail."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from community.hail.drafting import draft_of, drop_draft, keep_draft
from community.hail.hailing import post_hail
from community.hail.models import HailDraft
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory, PictureFactory

pytestmark = pytest.mark.django_db


def test_it_is_kept_as_it_was_typed() -> None:
    person = PersonFactory()
    keep_draft(person, typed={"text": " 要 12 份 \n", "budget": "九百", "tags": ["桂花"], "key": "x"})
    draft = draft_of(person)
    assert draft is not None
    assert draft.typed == {"text": " 要 12 份 \n", "budget": "九百", "tags": ["桂花"]}


def test_saved_again_it_is_the_same_one_with_its_photos() -> None:
    person = PersonFactory()
    photo = PictureFactory(owner=person)
    keep_draft(person, typed={"text": "一"}, pictures=[photo])
    draft = keep_draft(person, typed={"text": "二"})
    assert [hung.picture for hung in draft.pictures.all()] == [photo]
    assert [hung.picture for hung in keep_draft(person, typed={"text": "三"}, pictures=[photo]).pictures.all()] == [
        photo
    ]
    assert HailDraft.objects.get().typed == {"text": "三"}


def test_of_where_one_is_only_the_rough_area_is_kept() -> None:
    draft = keep_draft(PersonFactory(), typed={"lat": "30.252871", "lon": "120.146093"})
    assert draft.typed == {"lat": "30.25", "lon": "120.15"}
    assert keep_draft(draft.person, typed={"lat": "nan-sense"}).typed == {"lat": ""}
    assert keep_draft(draft.person, typed={"place_name": "30.252871，120.146093"}).typed == {
        "place_name": "30.25, 120.15"
    }
    assert keep_draft(draft.person, typed={"place_name": "北山路 8 号"}).typed == {"place_name": "北山路 8 号"}


def test_what_is_no_draft_is_refused() -> None:
    person = PersonFactory()
    with pytest.raises(Invalid):
        keep_draft(person, typed={"text": "长" * 4000})
    with pytest.raises(Invalid):
        keep_draft(person, typed={"text": "别人的照片"}, pictures=[PictureFactory(owner=PersonFactory())])
    with pytest.raises(NotAllowed):
        keep_draft(AnonymousUser(), typed={"text": "谁"})
    assert draft_of(person) is None


def test_with_the_hail_it_is_gone_and_its_photos_hang_there() -> None:
    person = PersonFactory()
    photo = PictureFactory(owner=person)
    keep_draft(person, typed={"text": "要一对镯子"}, pictures=[photo])
    hail = post_hail(person, text="要一对镯子", pictures=[photo])
    assert draft_of(person) is None
    assert [hung.picture for hung in hail.pictures.all()] == [photo]


def test_thrown_away_it_is_gone_too() -> None:
    person = PersonFactory()
    keep_draft(person, typed={"text": "算了"})
    drop_draft(person)
    drop_draft(person)
    assert draft_of(person) is None
