"""A group of members' own, full of things that are nobody else's, and everyone who must not see them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from community.channels.models import Subscription
from community.groups.editing import edit_group
from community.groups.founding import found_group
from community.groups.joining import leave_group
from community.groups.membering import remove_member
from community.people.models import Block, Person
from community.posts.commenting import comment
from community.posts.pinning import pin
from community.posts.reacting import react
from community.posts.writing import write_post
from content.pictures.ingesting import take_picture
from tests.factories import PersonFactory, subscribe

# Words that stand nowhere else, so that finding one means that it leaked.
SECRETS = {
    "name": "翡翠斋夜谈",
    "about": "琥珀色的约定",
    "rules": "琉璃三章",
    "post": "玛瑙暗号是七",
    "comment": "珊瑚也知道",
    "member": "沉香先生",
}
OUTSIDERS = ("guest", "stranger", "asking", "left", "removed", "banned")


@dataclass
class Secret:
    """The group, what is in it, and people by how they stand to it."""

    group: Any
    post: Any
    comment: Any
    photo: Any
    group_photo: Any
    invitation: Any
    people: dict[str, Any]

    def client(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        if self.people[who].is_authenticated:
            client.force_login(self.people[who])
        return client


def photo_of(person: Person) -> Any:
    file = BytesIO()
    Image.new("RGB", (400, 300), "#1b6b58").save(file, "JPEG")
    return take_picture(person, file=SimpleUploadedFile("a.jpg", file.getvalue()))


@pytest.fixture(params=["ask", "hidden"])
def access(request) -> str:
    return request.param


@pytest.fixture
def secret(access: str, db: None) -> Secret:
    owner = PersonFactory(username="keeper")
    member = PersonFactory(username="agarwood", name=SECRETS["member"])
    group = found_group(owner, name=SECRETS["name"], about=SECRETS["about"], rules=SECRETS["rules"], access=access)
    edit_group(owner, group=group, photo=photo_of(owner))
    subscribe(member, group)
    photo = photo_of(member)
    post = write_post(member, channel=group.channel, text=SECRETS["post"], pictures=[photo])
    pin(owner, post=post)
    react(owner, post=post)
    return Secret(
        group=group,
        post=post,
        comment=comment(member, post=post, text=SECRETS["comment"]),
        photo=photo,
        group_photo=group.photo,
        invitation=group.invitations.create(created_by=owner),
        people={"guest": AnonymousUser(), "member": member, "owner": owner} | outsiders(group),
    )


def outsiders(group: Any) -> dict[str, Any]:
    """People who were close to the group, each in their own way."""
    people = {who: PersonFactory(username=who) for who in OUTSIDERS if who != "guest"}
    author = Person.objects.get(username="agarwood")
    subscribe(people["asking"], group, state=Subscription.State.PENDING)
    for who in ("left", "removed", "banned"):
        subscribe(people[who], group)
    leave_group(people["left"], group=group)
    for who, ban in (("removed", False), ("banned", True)):
        row = Subscription.objects.get(person=people[who], channel=group.channel)
        remove_member(group.owner, subscription=row, reason="测试", ban=ban)
    people["blocked"] = PersonFactory(username="blocked")
    subscribe(people["blocked"], group)
    Block.objects.create(person=author, blocked=people["blocked"])
    return people
