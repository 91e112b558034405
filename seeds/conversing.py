"""What buyers and sellers write to each other about an order; what is passed on, kept at hand, and what helped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from community.channels.channels import channel_of
from community.conversations.models import Message, Side
from community.conversations.saying import read, say
from community.posts.models import Comment, Post, SavedPost, UsefulMark
from community.posts.reposting import repost
from community.posts.saving import save_post
from community.posts.useful import mark_useful
from seeds.clock import ago, span
from seeds.files import Entry, Town
from seeds.register import Register
from seeds.timeline import Act
from shop.orders.models import Order

# About which order at which store, who writes, how long after it was placed, and what.
MESSAGES = [
    ("o-57", "xiaoyu-de-cha", Side.BUYER, "30m", "盒子上的「月英」两个字，能写大一点吗？老姐妹眼睛不好。"),
    ("o-57", "xiaoyu-de-cha", Side.SELLER, "50m", "能。我用小楷写在封条上，写好先拍给你看。"),
    ("o-57", "xiaoyu-de-cha", Side.BUYER, "55m", "好，辛苦你。"),
    ("o-61", "xiaoyu-de-cha", Side.BUYER, "10m", "这次的明前，还是上回那片山的吗？"),
]
# Which post who passes on to those who hear them, how long after, and with which words.
PASSED_ON = [("s-tea-01", "chenayi", "2h", "我家喝的就是她家的。")]
KEPT = [("s-bread-01", "linxiaoyu", "3h")]
# Under which post whose comment (by its place there) helped whom, how long after the post.
HELPED = [
    ("tea-01", "qianbo", 1, "gaoyuan", "2h"),
    ("tea-02", "linxiaoyu", 0, "shenlaoshi", "3h"),
    ("tea-02", "linxiaoyu", 1, "shenlaoshi", "3h"),
    ("tea-06", "luoyi", 0, "xuhui", "16h"),
    ("tea-08", "linxiaoyu", 0, "luyang", "1d"),
    ("tea-09", "linxiaoyu", 0, "jiangnan", "2h"),
    ("new-02", "hugo", 1, "ben", "2h"),
    ("new-04", "elena", 1, "sofia", "1d"),
]


def conversing(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Where the town holds the order."""
    orders = {order["key"]: order for order in town.orders}
    for number, (key, slug, side, later, text) in enumerate(MESSAGES):
        if key in orders:
            moment = min(ago(orders[key]["at"], now) + span(later), now)
            yield Act(moment, partial(_say, register, orders[key], slug, side, text, f"seed:{number}"))


def passing_on(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Where the town holds both the post and the person."""
    posts, people = {post["key"]: post for post in town.posts}, {person["username"] for person in town.people}
    for key, name, later, text in PASSED_ON:
        if key in posts and name in people:
            moment = min(ago(posts[key]["at"], now) + span(later), now)
            yield Act(moment, partial(_pass_on, register, posts[key], name, text))
    for key, name, later in KEPT:
        if key in posts and name in people:
            moment = min(ago(posts[key]["at"], now) + span(later), now)
            yield Act(moment, partial(_keep, register, posts[key], name))


def helping(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Where the town holds both the post and the person."""
    posts, people = {post["key"]: post for post in town.posts}, {person["username"] for person in town.people}
    for key, answerer, number, name, later in HELPED:
        if key in posts and name in people:
            moment = min(ago(posts[key]["at"], now) + span(later), now)
            yield Act(moment, partial(_help, register, posts[key], f"seed:{key}:{answerer}:{number}", name))


def _say(register: Register, entry: Entry, slug: str, side: Side, text: str, key: str) -> bool:
    placed = Order.objects.filter(purchase__idempotency_key=f"seed:{entry['key']}", store__slug=slug)
    order = placed.select_related("store__owner", "buyer", "purchase").get()
    if Message.objects.filter(conversation__order=order, side=side, idempotency_key=key).exists():
        return False
    person = order.buyer if side == Side.BUYER else order.store.owner
    read(person, order=order)
    say(person, order=order, text=text, idempotency_key=key)
    return True


def _post(register: Register, entry: Entry) -> Post:
    return Post.objects.get(author=register.person(entry["by"]), idempotency_key=f"seed:{entry['key']}")


def _pass_on(register: Register, entry: Entry, name: str, text: str) -> bool:
    person, key = register.person(name), f"seed:{entry['key']}:passed-on"
    if Post.objects.filter(author=person, idempotency_key=key).exists():
        return False
    repost(person, post=_post(register, entry), channel=channel_of(person), text=text, idempotency_key=key)
    return True


def _keep(register: Register, entry: Entry, name: str) -> bool:
    person, post = register.person(name), _post(register, entry)
    if SavedPost.objects.filter(person=person, post=post).exists():
        return False
    save_post(person, post=post)
    return True


def _help(register: Register, entry: Entry, key: str, name: str) -> bool:
    person = register.person(name)
    answer = Comment.objects.filter(post=_post(register, entry), idempotency_key=key).first()
    if answer is None or UsefulMark.objects.filter(person=person, comment=answer).exists():
        return False
    mark_useful(person, comment=answer)
    return True
