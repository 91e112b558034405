"""A group on a phone: in by a code in two taps, say something with a photo, answer, like, silence, leave."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from community.channels.models import Subscription
from community.groups.announcing import announce
from community.groups.editing import edit_group
from community.groups.inviting import invite
from community.groups.membering import remove_member
from community.groups.models import Group, Invitation
from community.posts.models import Post, Reaction
from community.shelves.taking_down import take_down
from community.shelves.vouching import vouch
from content.milestones.models import Milestone
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)
from tests.pages.browsing import DESKTOP
from tests.photos import drawing, encoded

pytestmark = pytest.mark.browser


@pytest.fixture
def group(site: Any) -> Group:
    found = GroupFactory(name="西湖边喝茶", about="周六下午在茶博园碰头。", access=Group.Access.HIDDEN, slug="lake-tea")
    post = PostFactory(channel=found.channel, author=found.owner, text="周六两点，老位置，带杯子")
    CommentFactory(post=post, author=found.owner, text="下雨改线上")
    return found


@pytest.fixture
def person(site: Any) -> Any:
    return PersonFactory(name="陈阿姨")


def photo() -> dict[str, Any]:
    return {"name": "杯子.jpg", "mimeType": "image/jpeg", "buffer": encoded(drawing())}


def test_in_by_a_code_in_two_taps(phone: Page, sign_in: Any, group: Group, person: Any, axe: Any) -> None:
    invitation = invite(group.owner, group=group)
    sign_in(phone, person)

    phone.goto(invitation.get_absolute_url())
    axe(phone)
    phone.get_by_role("button", name="加入这个群").click()

    expect(phone).to_have_url(re.compile(r"/g/lake-tea/$"))
    expect(phone.get_by_text("周六两点，老位置，带杯子").first).to_be_visible()
    assert Subscription.objects.get(person=person, channel__group=group).is_active
    axe(phone)


def test_saying_something_with_a_photo(phone: Page, sign_in: Any, group: Group, person: Any) -> None:
    subscribe(person, group)
    sign_in(phone, person)
    phone.goto(group.get_absolute_url())

    phone.get_by_placeholder("对群里说点什么").fill("我带龙井，还有一只盖碗")
    phone.locator("input[type=file][name=photos]").set_input_files(photo())
    expect(phone.locator(".composer .thumb img")).to_be_visible()
    phone.get_by_role("button", name="发布").click()

    expect(phone.get_by_text("发出去了")).to_be_visible()
    expect(phone.get_by_text("我带龙井，还有一只盖碗")).to_be_visible()
    post = Post.objects.get(author=person)
    assert post.pictures.get().picture.is_private
    shown = phone.locator(f"#post-{post.reference} .item-media img")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_what_was_typed_survives_a_reload(phone: Page, sign_in: Any, group: Group, person: Any) -> None:
    subscribe(person, group)
    sign_in(phone, person)
    phone.goto(group.get_absolute_url())
    phone.get_by_placeholder("对群里说点什么").fill("还没写完")

    phone.reload()

    expect(phone.get_by_placeholder("对群里说点什么")).to_have_value("还没写完")


def test_a_like_is_one_tap_and_the_page_stays_where_it_is(phone: Page, sign_in: Any, group: Group, person: Any) -> None:
    subscribe(person, group)
    for number in range(6):
        post = PostFactory(channel=group.channel, author=group.owner, text=f"第 {number} 批龙井。\n" * 8)
    sign_in(phone, person)
    phone.goto(group.get_absolute_url())
    target = Post.objects.filter(channel=group.channel).order_by("id")[2]
    heart = phone.locator(f"#post-{target.reference}").get_by_role("button", name="喜欢")
    heart.scroll_into_view_if_needed()
    before = phone.evaluate("scrollY")

    heart.click()

    expect(heart).to_have_attribute("aria-pressed", "true")
    assert phone.evaluate("scrollY") == before
    assert Reaction.objects.get(post=target).person == person
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "false")
    assert post.reactions.count() == 0


def test_answering_and_looking_after_the_talk(phone: Page, sign_in: Any, group: Group, person: Any, axe: Any) -> None:
    subscribe(person, group)
    post = Post.objects.get(channel=group.channel)
    sign_in(phone, person)
    phone.goto(post.get_absolute_url())
    axe(phone)

    phone.locator(".said").get_by_role("link", name="回复").first.click()
    phone.get_by_label(re.compile("回复张三")).fill("好的")
    phone.locator(".said").get_by_role("button", name="发送").click()
    expect(phone.locator(".answer .comment", has_text="好的")).to_be_visible()
    phone.get_by_placeholder("说说你的看法").fill("几点散？")
    phone.locator(".composer").get_by_role("button", name="发送").click()

    expect(phone.locator(".said", has_text="几点散？")).to_be_visible()
    assert post.comments.count() == 3


def test_following_a_store_and_taking_it_back(phone: Page, sign_in: Any, person: Any, site: Any) -> None:
    store = StoreFactory(name="晓雨的茶", slug="xiaoyu")
    sign_in(phone, person)
    phone.goto(store.get_absolute_url())

    phone.get_by_role("button", name="关注").click()
    expect(phone.get_by_role("button", name="已关注")).to_be_visible()
    phone.locator(".toast").get_by_role("button", name="撤销").click()

    expect(phone.get_by_role("button", name="关注", exact=True)).to_be_visible()
    assert not Subscription.objects.get(person=person, channel=channel_of(store)).is_active
    assert Milestone.objects.filter(person=person, kind="store_followed").exists()


def test_all_of_it_without_scripts(visitors: Any, group: Group, person: Any) -> None:
    page = visitors.open(person=person, java_script_enabled=False)
    page.goto(invite(group.owner, group=group).get_absolute_url())
    page.get_by_role("button", name="加入这个群").click()
    page.get_by_placeholder("对群里说点什么").fill("没有脚本也行")
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("没有脚本也行")).to_be_visible()

    post = Post.objects.get(author=person)
    page.locator(f"#post-{post.reference}").get_by_role("button", name="喜欢").click()
    expect(page.locator(f"#post-{post.reference}").get_by_role("button", name="喜欢")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.goto(post.get_absolute_url())
    page.get_by_placeholder("说说你的看法").fill("自己说说")
    page.get_by_role("button", name="发送").last.click()
    expect(page.get_by_text("自己说说")).to_be_visible()


def test_asking_in_with_rules_and_a_question(visitors: Any, site: Any, person: Any, axe: Any) -> None:
    group = GroupFactory(name="晨跑", access="ask", slug="run")
    edit_group(group.owner, group=group, rules="- 不催人", questions=["跑多远？"])
    page = visitors.open(person=person)
    page.goto("/groups/")
    page.get_by_role("link", name="申请加入").click()
    page.get_by_label("跑多远？").fill("五公里")
    page.get_by_role("button", name="申请加入").click()
    expect(page).to_have_url(re.compile("/g/run/"))
    assert not Subscription.objects.filter(person=person, channel__group=group).exists()
    page.get_by_label("我读过群规").check()
    axe(page)
    page.get_by_role("button", name="申请加入").click()
    expect(page.get_by_text("你已申请加入").first).to_be_visible()

    keeper = visitors.open(person=group.owner)
    keeper.goto("/g/run/requests/")
    expect(keeper.get_by_text("五公里")).to_be_visible()
    axe(keeper)
    keeper.get_by_role("button", name="同意").click()
    expect(keeper.get_by_text("没有人在等")).to_be_visible()
    assert Subscription.objects.get(person=person, channel__group=group).is_active

    edit_group(group.owner, group=group, rules="- 不催人\n- 下雨改期")
    page.goto("/g/run/")
    page.get_by_role("button", name="我同意").click()
    expect(page.get_by_role("button", name="我同意")).to_have_count(0)


def test_handing_over_takes_two(visitors: Any, group: Group, person: Any) -> None:
    subscribe(person, group)
    owner, heir = visitors.open(person=group.owner), visitors.open(person=person)
    owner.goto(f"/g/lake-tea/members/{person.username}/")
    owner.get_by_role("button", name="愿不愿意").click()
    expect(owner.get_by_text("对方还没有回答")).to_be_visible()

    heir.goto("/g/lake-tea/")
    heir.get_by_role("button", name="接手这个群").click()

    expect(heir.get_by_text("现在是你的了")).to_be_visible()
    group.refresh_from_db()
    assert group.owner == person


def test_from_a_product_onto_the_shelf_and_off(visitors: Any, group: Group, person: Any, axe: Any) -> None:
    subscribe(person, group)
    product = ProductFactory(name="明前龙井")
    page = visitors.open(person=person)
    page.goto(product.get_absolute_url())
    page.get_by_role("link", name="在群里力荐它").click()
    expect(page.get_by_label("你为什么力荐它")).to_be_visible()
    axe(page)
    page.get_by_label("你为什么力荐它").fill("喝了三年，每年都等")
    page.get_by_role("button", name="放上货架").click()
    expect(page).to_have_url(re.compile("/g/lake-tea/shelf/"))
    expect(page.get_by_text("喝了三年，每年都等")).to_be_visible()
    axe(page)
    page.goto(product.get_absolute_url())
    expect(page.get_by_text("有 1 位成员力荐")).to_be_visible()
    axe(page)

    page.goto("/g/lake-tea/shelf/")
    page.get_by_role("button", name="收回我的力荐").click()
    expect(page.get_by_text("货架上还没有东西")).to_be_visible()


@pytest.mark.looks
@pytest.mark.parametrize(("device", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_every_page_of_a_group_is_in_order(visitors: Any, group: Group, axe: Any, device: str, scheme: str) -> None:
    for _ in range(3):
        subscribe(PersonFactory(), group)
    asking = subscribe(PersonFactory(), group, state="pending", note="我是邻居").person
    edit_group(group.owner, group=group, rules="- 带自己的杯子")
    rude = subscribe(PersonFactory(), group)
    remove_member(group.owner, subscription=rude, reason="刷广告", ban=True)
    goods = vouch(group.owner, group=group, subject=ProductFactory(name="明前龙井"), sentence="每年都等").item
    down = vouch(group.owner, group=group, subject=StoreFactory(name="晓雨的茶"), sentence="爽快").item
    take_down(group.owner, item=down, reason="搬走了")
    announce(group.owner, post=Post.objects.get(channel=group.channel))
    invitation = invite(group.owner, group=group, max_uses=10)
    theirs = Invitation.objects.create(group=group, created_by=asking)
    options = {"device": DESKTOP} if device == "desktop" else {}
    page = visitors.open(person=group.owner, color_scheme=scheme, **options)
    post = Post.objects.get(channel=group.channel)
    member = Subscription.objects.active().filter(channel__group=group, role="member").first().person
    for path in (
        "/groups/",
        "/groups/new/",
        group.get_absolute_url(),
        *(
            f"/g/lake-tea/{name}/"
            for name in ("about", "members", "requests", "invitations", "settings", "shelf", "bans", "leave")
        ),
        f"/g/lake-tea/members/{member.username}/",
        f"/g/lake-tea/members/{member.username}/?act=limit",
        f"/g/lake-tea/members/{asking.username}/?act=decline",
        f"/i/{theirs.reference}/revoke/",
        f"/g/lake-tea/bans/{rude.person.username}/",
        f"/g/lake-tea/shelf/{goods.reference}/vouch/",
        f"/g/lake-tea/shelf/{goods.reference}/take-down/",
        f"/g/lake-tea/shelf/{down.reference}/put-back/",
        goods.get_absolute_url(),
        f"/vouch/?store={goods.product.store.slug}",
        f"{invitation.get_absolute_url()}poster/",
        post.get_absolute_url(),
        f"{post.get_absolute_url()}edit/",
        f"{post.get_absolute_url()}hide/",
        "/post/",
        "/post/?channel=group:lake-tea",
        f"/report/?target=comment:{post.comments.get().reference}",
    ):
        assert page.goto(path).status == 200, path
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
