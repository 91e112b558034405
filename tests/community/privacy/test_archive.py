"""What one takes along: all of one's own, nothing else, in a file that a person can open."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.notifications.models import Event
from community.posts.commenting import comment
from community.posts.models import Post
from community.privacy import archiving
from community.privacy.archiving import as_csv, ask_for_archive, forget_archive, forget_old_archives, write_archive
from community.privacy.models import Archive
from community.privacy.tasks import make_archive
from config.kit import personal
from content.pictures.models import Picture
from tests.api.clients import client_of
from tests.community.privacy.conftest import MARK
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def opened(person) -> zipfile.ZipFile:
    file = io.BytesIO()
    write_archive(person, file)
    return zipfile.ZipFile(file)


def rows(archive: zipfile.ZipFile, name: str) -> list[dict]:
    return json.loads(archive.read(f"{name}.json"))


def test_it_holds_all_that_is_ones_own(lively):
    archive = opened(lively)

    assert archive.testzip() is None
    assert rows(archive, "profile")[0]["email"] == "egret@qunpu.example"
    assert rows(archive, "posts")[0]["text"] == f"{MARK}今天没有雾 #{MARK}"
    assert rows(archive, "posts_as_they_were")[0]["text"] == f"{MARK}今天有雾 #{MARK}"
    assert rows(archive, "comments")[0]["text"] == f"{MARK}也有"
    assert rows(archive, "addresses")[0]["street"] == f"{MARK} 1 号"
    assert rows(archive, "blocked_people")[0]["blocked__username"] == "heron"
    photos = [name for name in archive.namelist() if name.startswith("photos/")]
    assert len(photos) == Picture.objects.filter(owner=lively).count()
    assert MARK in archive.read("README.txt").decode()


def test_the_tables_say_the_same_twice(lively):
    archive = opened(lively)
    for name in archive.namelist():
        if name.endswith(".csv"):
            table = list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            assert len(table) == len(rows(archive, name.removesuffix(".csv"))), name


def test_nothing_of_others_is_in_it(lively):
    post = Post.objects.get(author=lively)
    comment(PersonFactory(name="苍鹰"), post=post, text="鹰的秘密")
    archive = opened(lively)

    said = b"".join(archive.read(name) for name in archive.namelist() if not name.startswith("photos/")).decode()

    assert "鹰的秘密" not in said
    assert "苍鹰" not in said


# What has a person but is nobody's to take along: others' doings, and what only tells the site how far it has come.
NOT_TAKEN = {
    "Event": "what others did, as the site tells of it",
    "NotificationEntry": "counts of the above",
    "Digest": "mails that were sent",
    "LogEntry": "what operators did in the admin",
    "StockMovement": "the counts themselves are in variants",
    "OrderTransition": "the state is in the orders",
    "OneTimeCode": "codes that are spent",
    "Token": "a key is not shown twice",
    "TokenProxy": "the same",
    "Bag": "its lines are taken along",
    "Authenticator": "passkeys are of no use elsewhere",
    "EmailAddress": "in the profile",
    "StoreDraft": "gone once the store stands",
    "Restriction": "in the rulings",
    "Case": "what moderators weigh",
    "WordRule": "of a group or the site",
    "Archive": "the file itself",
    "Erasure": "there is nothing left then",
    "Mention": "in the posts that name them",
    "Channel": "in posts and subscriptions",
    "HandOver": "of a group",
    "StaffReading": "what the staff did",
}
# Taken along as rows that are put together, not as the table has them.
PUT_TOGETHER = {"Post", "Subscription", "Message"}


def test_every_model_with_a_person_is_taken_along_or_said_why_not(lively):
    """A new model that knows a person fails here until somebody has thought of it."""
    person = get_user_model()
    known = {
        model.__name__
        for model in apps.get_models()
        if model is not person
        and any(field.related_model is person for field in model._meta.concrete_fields if field.is_relation)
    }
    taken = set()
    for _name, table in personal._tables.items():
        found = table(lively)
        if hasattr(found, "model"):
            taken.add(found.model.__name__)
    taken |= PUT_TOGETHER
    assert known - taken - NOT_TAKEN.keys() == set()


def test_a_worker_makes_it_and_tells(lively, django_capture_on_commit_callbacks):
    archive = ask_for_archive(lively)
    assert ask_for_archive(lively) == archive

    make_archive(archive.pk)
    make_archive(archive.pk)

    archive.refresh_from_db()
    assert archive.is_ready
    assert archive.size == default_storage.size(archive.file_name)
    assert Event.objects.filter(recipient=lively, kind="archive").count() == 1


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


def test_a_cell_is_no_formula():
    assert "'=1+1" in as_csv([{"text": "=1+1", "count": -3}])
    assert "-3" in as_csv([{"text": "a", "count": -3}]).replace("'-3", "")


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


def test_nothing_stays_of_who_left_while_it_was_made(lively, monkeypatch):
    archive = ask_for_archive(lively)

    def meanwhile(person, file):
        forget_archive(Archive.objects.get(pk=archive.pk))
        write_archive(person, file)

    monkeypatch.setattr(archiving, "write_archive", meanwhile)
    make_archive(archive.pk)

    assert not default_storage.exists(archive.file_name)
