"""A hidden group in the town of the permission matrix, full of things that are nobody else's."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from community.channels.models import Subscription
from community.groups.founding import found_group
from community.groups.joining import leave_group
from community.groups.membering import remove_member
from community.moderation.acting import hide_comment
from community.moderation.appealing import appeal
from community.moderation.models import Appeal, ModerationAction, WordRule
from community.moderation.reporting import report
from community.moderation.warning import warn_person
from community.people.models import Block
from community.posts.commenting import comment
from community.posts.pinning import pin
from community.posts.reacting import react
from community.posts.useful import mark_useful
from community.posts.writing import edit_post, write_post
from community.trust.disputing import dispute
from community.trust.models import Dispute, Evidence
from community.trust.recording import record
from content.pictures.ingesting import take_picture
from tests.factories import PersonFactory, subscribe
from tests.permissions.world import World, asked

NAME = "翡翠斋夜谈"
WORDS = "玛瑙暗号是七 #珊瑚"
# Those who must not see it, by how they stand to it.
OUTSIDERS = ("guest", "stranger", "left", "removed", "banned", "blocked")


def everyone() -> dict[str, Any]:
    """People outside, and two who will be inside; what ties them to the group comes with it."""
    people = {who: PersonFactory(username=f"{who}-one") for who in OUTSIDERS[1:]}
    inside = {"owner": PersonFactory(username="keeper"), "author": PersonFactory(username="agarwood")}
    Block.objects.create(person=inside["author"], blocked=people["blocked"])
    return {"guest": AnonymousUser()} | people | inside


def hide_in(world: World, people: dict[str, Any]) -> World:
    """The same town with a hidden group, whose post, photo, comment and so on stand where the town's stood.

    Of `people`, as `everyone` makes them, three were in the group: one left, one was put out and one was banned; and
    one is blocked by its author.
    """
    owner, author = people["owner"], people["author"]
    group = found_group(owner, name=NAME, about="琥珀色的约定", rules="琉璃三章", access="hidden", slug="jade-nights")
    subscribe(author, group)
    for who in ("left", "removed", "banned"):
        subscribe(people[who], group)
    # One of them endorses the other: whether anything stands behind it must not tell that they share this group.
    for who in ("member", "owner"):
        subscribe(world.people[who], group)
    photo, taken_out = (take_picture(author, file=_photo()) for _ in range(2))
    post = write_post(author, channel=group.channel, text=WORDS, pictures=[taken_out, photo])
    edit_post(author, post=post, pictures=[photo])
    pin(owner, post=post)
    react(owner, post=post)
    # Whom others outside know, too: that they helped somebody here must move none of their numbers.
    mark_useful(author, comment=comment(world.people["member"], post=post, text="翠羽也这么说"))
    photo.refresh_from_db()
    _part(group, people)
    return replace(
        world,
        group=group,
        post=post,
        picture=photo,
        comment=comment(author, post=post, text="翠羽也知道"),
        invitation=group.invitations.create(created_by=owner),
        report=report(owner, target=post, reason="spam", note="翡翠斋的广告"),
        ruling=warn_person(owner, target=author, reason="玛瑙不许卖", group=group),
        appeal=_appealed(owner, author, group),
        word=WordRule.objects.create(group=group, kind=WordRule.Kind.WORD, text="珊瑚绒"),
        dispute=_objected(owner, author, group),
        hail=asked(author, group, "想要一对翡翠镯子"),
    )


def _part(group: Any, people: dict[str, Any]) -> None:
    """Those who were members, when all that was there to read had been said, are members no more."""
    leave_group(people["left"], group=group)
    for who in ("removed", "banned"):
        row = Subscription.objects.get(person=people[who], channel=group.channel)
        remove_member(people["owner"], subscription=row, reason="测试", ban=who == "banned")


def _appealed(owner: Any, author: Any, group: Any) -> Appeal:
    """A comment that the owner hid; its author says that this was wrong."""
    said = comment(author, post=group.channel.posts.get(), text="翠羽不卖")
    hide_comment(owner, comment=said, reason="广告")
    return appeal(author, action=ModerationAction.objects.first(), text="没有卖翠羽")


def _objected(owner: Any, author: Any, group: Any) -> Dispute:
    """A warning that became evidence; its author says that it is wrong."""
    action = warn_person(owner, target=author, reason="玛瑙又卖", group=group)
    said = record(Evidence.Kind.REPORTED, by=owner, about=author, source=action)
    assert said is not None
    return dispute(author, evidence=said, text="没有卖玛瑙")


def _photo() -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (800, 600), "purple").save(drawn, "JPEG")
    return SimpleUploadedFile("jade.jpg", drawn.getvalue())
