"""What one takes along: all of one's own, nothing else, in a file that a person can open."""

from __future__ import annotations

import io
import time
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.conversations.saying import say
from community.notifications.models import Event
from community.posts.commenting import comment
from community.posts.models import Post
from community.privacy import archiving
from community.privacy.archiving import ask_for_archive, forget_old_archives
from community.privacy.closing import close_account
from community.privacy.models import Archive, Erasure
from community.privacy.tasks import erase, make_archive
from community.privacy.writing import write_archive
from config.kit import personal
from content.pictures.models import Picture
from tests.api.clients import client_of
from tests.community.privacy.holding import opened, rows, said_in
from tests.community.privacy.lively import MARK, photo_of
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import shipped_order

pytestmark = pytest.mark.django_db


def test_it_holds_all_that_is_ones_own(lively):
    archive = opened(lively)

    assert archive.testzip() is None
    assert rows(archive, "profile")[0]["email"] == "egret@qunpu.example"
    assert [post["text"] for post in rows(archive, "posts")] == [f"转给{MARK}的人", f"{MARK}今天没有雾 #{MARK}"]
    assert rows(archive, "posts_as_they_were")[0]["text"] == f"{MARK}今天有雾 #{MARK}"
    assert rows(archive, "comments_as_they_were")[0]["text"] == f"{MARK}也有"
    assert rows(archive, "addresses")[0]["street"] == f"{MARK} 1 号"
    assert rows(archive, "blocked_people")[0]["username"] == "heron"
    photos = [name for name in archive.namelist() if name.startswith("photos/")]
    assert len(photos) == Picture.objects.filter(owner=lively).count()
    assert rows(archive, "polls")[0]["options"] == [f"{MARK}东", f"{MARK}西"]
    assert rows(archive, "poll_votes")[0]["option"] == "水边"
    assert MARK in archive.read("README.txt").decode()


def test_nothing_of_others_is_in_it(lively):
    post = Post.objects.filter(author=lively).first()
    comment(PersonFactory(name="苍鹰"), post=post, text="鹰的秘密")
    archive = opened(lively)

    said = said_in(archive)

    assert "鹰的秘密" not in said
    assert "苍鹰" not in said


def test_what_the_other_side_of_an_order_wrote_was_sent_to_them():
    buyer, product = PersonFactory(), ProductFactory()
    seller, order = product.store.owner, shipped_order(buyer, product)
    photo = photo_of(seller)
    say(seller, order=order, text="明天到", pictures=[photo])

    archive = opened(buyer)

    assert [(said["text"], said["is_mine"], said["photos"]) for said in rows(archive, "messages")] == [
        ("明天到", False, [photo.reference])
    ]
    assert f"photos/{photo.reference}.webp" in archive.namelist()
    assert not rows(opened(PersonFactory()), "messages")


def test_a_worker_makes_it_and_tells(lively, django_capture_on_commit_callbacks):
    archive = ask_for_archive(lively)
    assert ask_for_archive(lively) == archive

    make_archive(archive.pk)
    make_archive(archive.pk)

    archive.refresh_from_db()
    assert archive.is_ready
    assert archive.size == default_storage.size(archive.file_name)
    assert Event.objects.filter(recipient=lively, kind="archive").count() == 1


def test_while_it_is_written_no_other_worker_takes_it(lively):
    kept = []
    write_archive(lively, io.BytesIO(), keep=lambda: kept.append(1))

    assert len(kept) > len(personal.tables())


def test_only_its_person_fetches_it(lively):
    archive = ask_for_archive(lively)
    make_archive(archive.pk)
    path = f"/api/v1/archives/{archive.reference}/file/"
    for person, status in ((lively, 200), (PersonFactory(), 404), (PersonFactory(is_staff=True), 404)):
        assert client_of(person).get(path).status_code == status
    assert Client().get(path).status_code == 404


def test_a_browser_left_open_does_not_fetch_it(client, lively):
    archive = ask_for_archive(lively)
    make_archive(archive.pk)
    path = f"/api/v1/archives/{archive.reference}/file/"
    client.force_login(lively)
    assert client.get(path).status_code == 403

    session = client.session
    session["confirmed_at"] = int(time.time())
    session.save()

    assert client.get(path).status_code == 200


def test_it_is_gone_after_a_week(lively):
    archive = ask_for_archive(lively)
    make_archive(archive.pk)
    Archive.objects.update(done_at=timezone.now() - timedelta(days=8))

    forget_old_archives()

    assert not Archive.objects.exists()
    assert not default_storage.exists(archive.file_name)


def test_its_page_gives_it_to_its_person_alone(lively):
    archive = ask_for_archive(lively)
    make_archive(archive.pk)
    for person, status in ((lively, 200), (PersonFactory(), 404)):
        client = Client()
        client.force_login(person)
        session = client.session
        session["confirmed_at"] = int(time.time())
        session.save()
        answer = client.get(reverse("archive", args=[archive.reference]))
        assert answer.status_code == status
    client.force_login(lively)
    assert client.get(reverse("archive", args=[archive.reference])).status_code == 302


def test_no_file_is_left_of_who_closed_their_account_while_it_was_made(lively, monkeypatch):
    archive = ask_for_archive(lively)
    write = archiving.write_archive

    def closing(person, file, **how):
        write(person, file, **how)
        close_account(person)
        erase(Erasure.objects.get(person=person).pk)

    monkeypatch.setattr(archiving, "write_archive", closing)
    make_archive(archive.pk)

    assert not Archive.objects.exists()
    assert not default_storage.exists(archive.file_name)


def test_none_is_made_of_a_closed_account(lively):
    archive = ask_for_archive(lively)
    close_account(lively)

    make_archive(archive.pk)

    archive.refresh_from_db()
    assert archive.done_at is None
    assert not default_storage.exists(archive.file_name)
