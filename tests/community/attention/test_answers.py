"""Whoever runs into a limit reads what it is, why, and when it ends: on each page, in each call of the API."""

from __future__ import annotations

import time
from html import unescape
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from community.attention.allowances import ALLOWANCES
from community.attention.quotas import Quota, spend, standing
from community.calling.models import Call
from community.conversations.models import Message
from community.conversations.saying import MOST_OF_A_GUEST, say
from community.groups.announcing import announce
from community.moderation.warning import warn_person
from community.opening.carrying import SESSION_KEY
from config.kit.reading import clock
from shop.stores.drafts import save_draft
from tests.api.clients import client_of
from tests.factories import GroupFactory, PersonFactory, PostFactory, ProductFactory, StoreFactory, subscribe
from tests.hails import hailed
from tests.shop.buying import paid_order, received_order

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


@pytest.fixture
def here():
    """Somebody in a group, and all that they could do once more."""
    group, person = GroupFactory(), PersonFactory()
    subscribe(person, group)
    subscribe(PersonFactory(username="lin"), group)
    warning = warn_person(PersonFactory(is_staff=True), target=person, reason="广告")
    return SimpleNamespace(
        person=person,
        group=group,
        post=PostFactory(channel=group.channel),
        other=GroupFactory(),
        store=StoreFactory(),
        order=paid_order(person, ProductFactory()),
        bought=received_order(person, ProductFactory(slug="cup")),
        warning=warning,
        draft=save_draft(person, draft=None, product_name="桂花蜜", price="68"),
        call=Call.objects.create(hail=hailed(), store=ProductFactory(store__owner=person).store, wave=1),
    )


# By quota: what is sent to a page, and what to the API. Each gives (address, what is sent[, method]).
PAGES = {
    Quota.POSTS: lambda h: (reverse("post_new"), {"channel": f"group:{h.group.slug}", "text": "茶到了"}),
    Quota.COMMENTS: lambda h: (reverse("post_comment", args=[h.post.reference]), {"text": "好茶"}),
    Quota.REACTIONS: lambda h: (reverse("post_react", args=[h.post.reference]), {}),
    Quota.MENTIONS: lambda h: (reverse("post_comment", args=[h.post.reference]), {"text": "@lin 看看"}),
    Quota.MESSAGES: lambda h: (reverse("order_thread", args=[h.order.reference]), {"text": "到了吗"}),
    Quota.REVIEWS: lambda h: (
        reverse("review_write", args=[h.bought.reference, "cup"]),
        {"content": "yes", "text": "好茶"},
    ),
    Quota.GROUPS: lambda h: (reverse("group_new"), {"name": "新群", "access": "public"}),
    Quota.STORES: lambda h: (reverse("open_step", args=[2]), {"store_name": "外婆的店", "place_name": "满觉陇"}),
    Quota.PICKS: lambda h: (
        f"{reverse('pick_add')}?store={h.store.slug}",
        {"list": "new", "title": "好店", "topic": "茶", "why": "年年都买"},
    ),
    Quota.INVITATIONS: lambda h: (reverse("group_invitations", args=[h.group.slug]), {"uses": "1", "days": "7"}),
    Quota.JOINS: lambda h: (reverse("group_join", args=[h.other.slug]), {}),
    Quota.FOLLOWS: lambda h: (f"{reverse('follow')}?channel=store:{h.store.slug}", {}),
    Quota.REPORTS: lambda h: (f"{reverse('report')}?target=post:{h.post.reference}", {"reason": "spam"}),
    Quota.APPEALS: lambda h: (h.warning.get_absolute_url(), {"text": "不是广告"}),
    Quota.LINKS: lambda h: (
        reverse("post_new"),
        {"channel": f"group:{h.group.slug}", "text": "看", "link": "https://example.com/tea"},
    ),
    Quota.EXPORTS: lambda h: (reverse("archive_new"), {}),
    Quota.ENDORSEMENTS: lambda h: (
        reverse("endorse", args=[h.store.owner.username]),
        {"other": "茶", "sentence": "问水温，他会先问水"},
    ),
    Quota.PICKS: lambda h: (reverse("pick_list_new"), {"title": "不怕水热的绿茶", "topic": "茶"}),
    Quota.HAILS: lambda h: (reverse("hail_new"), {"text": "要桂花酥", "audience": "everyone", "hours": "24"}),
    Quota.OFFERS: lambda h: (
        h.call.get_absolute_url(),
        {"what": "made", "title": "桂花酥", "price": "9", "quantity": "2", "valid": "hail"},
    ),
}
CALLS = {
    Quota.POSTS: lambda h: ("posts/", {"channel": f"group:{h.group.slug}", "text": "茶到了"}),
    Quota.COMMENTS: lambda h: (f"posts/{h.post.reference}/comments/", {"text": "好茶"}),
    Quota.REACTIONS: lambda h: (f"posts/{h.post.reference}/reaction/", {"kind": "heart"}, "put"),
    Quota.MENTIONS: lambda h: (f"posts/{h.post.reference}/comments/", {"text": "@lin 看看"}),
    Quota.MESSAGES: lambda h: (f"conversations/{h.order.reference}/messages/", {"text": "到了吗"}),
    Quota.REVIEWS: lambda h: (f"orders/{h.bought.reference}/reviews/cup/", {"content": True}, "put"),
    Quota.GROUPS: lambda h: ("groups/", {"name": "新群"}),
    Quota.STORES: lambda h: ("stores/", {"name": "外婆的店"}),
    Quota.PICKS: lambda h: ("pick-lists/", {"title": "好店", "topic": "茶"}),
    Quota.INVITATIONS: lambda h: (f"groups/{h.group.slug}/invitations/", {}),
    Quota.JOINS: lambda h: (f"groups/{h.other.slug}/join/", {}),
    Quota.FOLLOWS: lambda h: ("subscriptions/", {"channel": f"store:{h.store.slug}"}),
    Quota.REPORTS: lambda h: ("reports/", {"target": f"post:{h.post.reference}", "reason": "spam"}),
    Quota.APPEALS: lambda h: (f"rulings/{h.warning.reference}/appeal/", {"text": "不是广告"}),
    Quota.LINKS: lambda h: (
        "posts/",
        {"channel": f"group:{h.group.slug}", "text": "看", "link": "https://example.com/tea"},
    ),
    Quota.EXPORTS: lambda h: ("archives/", {}),
    Quota.ENDORSEMENTS: lambda h: (
        f"people/{h.store.owner.username}/endorsements/",
        {"topic": "茶", "sentence": "问水温，他会先问水"},
    ),
    Quota.PICKS: lambda h: ("pick-lists/", {"title": "不怕水热的绿茶", "topic": "茶"}),
    Quota.HAILS: lambda h: ("hails/", {"text": "要桂花酥", "audience": "everyone"}),
    Quota.OFFERS: lambda h: ("offers/", {"call": h.call.reference, "title": "桂花酥", "unit_price": 900}),
}


def used_up(person, quota):
    spend(person, quota, cost=standing(person, quota).remaining)
    return standing(person, quota)


def says_so(answer, at):
    """Its headers name the limit, that nothing is left, and the seconds to wait."""
    wait = int(answer["Retry-After"])
    assert answer.status_code == 429
    assert 0 < wait <= at.seconds
    assert answer["RateLimit-Policy"] == f'"{at.quota}";q={at.limit};w={at.seconds}'
    assert answer["RateLimit"] == f'"{at.quota}";r=0;t={wait}'


@pytest.mark.parametrize("quota", Quota)
def test_a_page_says_what_why_and_when(client, here, quota):
    at = used_up(here.person, quota)
    client.force_login(here.person)
    session = client.session
    session["confirmed_at"], session[SESSION_KEY] = int(time.time()), here.draft.reference
    session.save()
    address, sent = PAGES[quota](here)

    answer = client.post(address, sent)

    says_so(answer, at)
    page = unescape(answer.content.decode())
    for words in (at.said, at.why, clock(at.resets_at)):
        assert words in page


@pytest.mark.parametrize("quota", Quota)
def test_the_api_says_what_why_and_when(here, quota):
    at = used_up(here.person, quota)
    address, sent, method = (*CALLS[quota](here), "post")[:3]

    answer = getattr(client_of(here.person), method)(f"/api/v1/{address}", sent)

    says_so(answer, at)
    body = answer.json()
    assert (body["code"], body["limit"], body["remaining"]) == ("quota_reached", at.limit, 0)
    assert parse_datetime(body["resets_at"]) == at.resets_at
    assert at.said in body["detail"]
    assert at.why in body["detail"]
    assert [error["field"] for error in body.get("errors", [])] == [ALLOWANCES[quota].field] * bool(
        ALLOWANCES[quota].field
    )


def test_a_guest_of_an_order_is_told_as_well(client):
    order = paid_order(GUEST, ProductFactory())
    for number in range(MOST_OF_A_GUEST):
        say(GUEST, order=order, text=str(number))
    address = reverse("purchase_thread", args=[order.purchase.reference, order.reference])

    answer = client.post(address, {"text": "还在吗"})

    allowance = ALLOWANCES[Quota.MESSAGES]
    assert answer.status_code == 429
    assert answer["RateLimit-Policy"] == f'"messages";q={MOST_OF_A_GUEST};w=3600'
    assert answer["RateLimit"] == f'"messages";r=0;t={answer["Retry-After"]}'
    page = unescape(answer.content.decode())
    assert allowance.said % {"count": MOST_OF_A_GUEST} in page
    assert str(allowance.why) in page
    assert "还在吗" in page
    assert Message.objects.count() == MOST_OF_A_GUEST


def test_a_second_announcement_is_told_as_well(client, here):
    announce(here.group.owner, post=here.post)
    client.force_login(here.group.owner)
    other = PostFactory(channel=here.group.channel)

    for answer in (
        client.post(reverse("post_announce", args=[other.reference])),
        client_of(here.group.owner).post(f"/api/v1/groups/{here.group.slug}/announcements/", {"post": other.reference}),
    ):
        assert answer.status_code == 429
        assert answer["RateLimit-Policy"] == '"announcements";q=1;w=86400'
        assert answer["RateLimit"] == f'"announcements";r=0;t={answer["Retry-After"]}'
