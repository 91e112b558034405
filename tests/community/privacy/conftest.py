"""Someone who has done a little of everything, in words that stand nowhere else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from community.drafts.models import Draft
from community.groups.founding import found_group
from community.groups.inviting import invite
from community.moderation.reporting import report
from community.people.blocking import block
from community.people.models import Person
from community.people.profile import write_profile
from community.posts.commenting import comment
from community.posts.reacting import react
from community.posts.writing import edit_post, write_post
from content.articles.writing import write_article
from content.pictures.ingesting import take_picture
from shop.catalog.publishing import VariantInput, add_product
from shop.checkout.addresses import remember_address
from shop.stores.opening import open_store
from tests.factories import PersonFactory, PostFactory, channel_of

MARK = "白鹭洲"


def photo_of(person: Person) -> Any:
    drawn = BytesIO()
    Image.new("RGB", (400, 300), "navy").save(drawn, "JPEG")
    return take_picture(person, file=SimpleUploadedFile("a.jpg", drawn.getvalue()), alt=f"{MARK}的照片")


@pytest.fixture
def lively(db: None) -> Person:
    """Wrote, sold, read, reported and blocked; nothing of it is open."""
    person = PersonFactory(username="egret", name=f"{MARK}先生", email="egret@qunpu.example", phone="+8613800138000")
    write_profile(person, name=f"{MARK}先生", headline=f"{MARK}的茶", story=f"在{MARK}", specialties=[f"{MARK}茶"])
    store = open_store(person, name="水边小店", tagline=f"{MARK}边上", story=f"{MARK}来的", place_name=f"{MARK}路")
    variants = [VariantInput(name="", price=6800, stock=5)]
    words = {"description": f"{MARK}的水", "not_for": f"不在{MARK}的人"}
    add_product(person, store=store, name="碧螺春", variants=variants, pictures=[photo_of(person)], **words)
    post = write_post(person, channel=channel_of(person), text=f"{MARK}今天有雾 #{MARK}", pictures=[photo_of(person)])
    edit_post(person, post=post, text=f"{MARK}今天没有雾 #{MARK}")
    others = PostFactory()
    comment(person, post=others, text=f"{MARK}也有")
    react(person, post=others)
    report(person, target=others, reason="spam", note=f"{MARK}见过")
    block(person, other=PersonFactory(username="heron"))
    Draft.objects.create(author=person, channel=channel_of(person), text=f"{MARK}草稿")
    write_article(person, title=f"{MARK}的水", body=f"{MARK}。", language="zh-hans")
    invite(person, group=found_group(person, name=f"{MARK}群", about=f"{MARK}的人", rules=f"{MARK}三章"))
    remember_address(person, recipient=f"{MARK}收", phone="+8613800138000", street=f"{MARK} 1 号")
    return person
