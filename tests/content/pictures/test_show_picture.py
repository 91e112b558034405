"""Who gets a picture, and what caches may do with it."""

from __future__ import annotations

from io import BytesIO

import pytest

from content.pictures.ingesting import take_picture
from tests.factories import PersonFactory
from tests.photos import from_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return PersonFactory()


@pytest.fixture
def picture(owner):
    return take_picture(owner, file=BytesIO(from_phone()))


@pytest.fixture
def private(owner):
    return take_picture(owner, file=BytesIO(from_phone()), is_private=True)


def test_it_works(client, picture):
    response = client.get(picture.url(320))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"RIFF")


def test_everyone_may_keep_a_public_one(client, picture):
    cached = client.get(picture.url(320))["Cache-Control"]
    assert "public" in cached
    assert "immutable" in cached


def test_a_public_one_does_not_ask_who_asks(client, owner, picture, django_assert_num_queries):
    client.force_login(owner)
    with django_assert_num_queries(3):  # session and person for the language, then the picture
        response = client.get(picture.url(320))
    assert response.status_code == 200


def test_the_address_is_its_tag(client, picture):
    first = client.get(picture.url(320))
    again = client.get(picture.url(320), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert client.get(picture.url(640), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_private_one_is_its_owners(client, owner, private):
    assert client.get(private.url(320)).status_code == 404
    client.force_login(PersonFactory())
    assert client.get(private.url(320)).status_code == 404
    client.force_login(owner)
    response = client.get(private.url(320))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("width", [0, 1, 161, 1600, 10**30])
def test_a_width_it_has_not_is_nowhere(client, picture, width):
    assert client.get(f"/pictures/{picture.reference}/{width}.webp").status_code == 404


def test_a_picture_without_its_file_is_nowhere(client, picture):
    from django.core.files.storage import default_storage

    default_storage.delete(picture.file_name(320))
    assert client.get(picture.url(320)).status_code == 404


def test_it_is_only_for_reading(client, picture):
    assert client.post(picture.url(320)).status_code == 405
