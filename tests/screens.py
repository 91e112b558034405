"""`make screens`: a picture of every page, on a phone and a desktop, in both languages and both themes.

    python -m tests.screens [--only WORD ...] [--full] [--out screens]

Starts the site with its demo town on a free port, in a folder of its own, and writes
`screens/<device>-<language>-<theme>/<page>.png`. `--only` takes pages whose name holds one of the words,
`--full` takes the whole length of the page. It fails when a page answers with an error.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from config.runner.services import free_port
from tests.waiting import eventually

BASE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SCREENS_VAR_DIR") or BASE / "var" / "screens")
DEVICES = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}
# Lazy pictures come after the page; those in sight are waited for.
SHOWN = """() => [...document.images].every(image => {
    const box = image.getBoundingClientRect();
    const inSight = box.width && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return image.complete || !inSight;
})"""
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
THEMES = ("light", "dark")
# Pages that a guest sees otherwise than a member, or that are made for guests.
ALSO_AS_GUEST = ("", "s/<slug:slug>/", "s/<slug:store>/<slug:product>/", "g/<slug:slug>/", "i/<ref:reference>/")
ONLY_AS_GUEST = ("open/",)
# Not pages to look at: files, fragments, answers to programs.
NOT_PAGES = (
    "live/",
    "pictures/",
    "bell/badge/",
    "sw.js",
    "robots.txt",
    "favicon",
    "manifest",
    "qr",
    "sitemap",
    "webhooks/",
)


@contextmanager
def running_site() -> Iterator[str]:
    """The site with its demo town, by its own runner; yields its address."""
    port = free_port()
    environment = os.environ | {"VAR_DIR": str(VAR), "PORT": str(port), "HOST": "127.0.0.1"}
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "runner.log").open("w") as log:
        runner = subprocess.Popen(
            [sys.executable, "-m", "config.runner"], cwd=BASE, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        eventually(lambda: runner.poll() is not None or _answers(url), within=300, that="the site starts")
        if runner.poll() is not None:
            sys.exit(f"the site did not start; see {VAR / 'runner.log'}")
        yield url
    finally:
        runner.send_signal(signal.SIGTERM)
        runner.wait(30)


def _answers(url: str) -> bool:
    try:
        return urlopen(f"{url}/offline/", timeout=5).status == 200  # noqa: S310
    except (URLError, OSError):
        return False


def _hailed() -> dict[str, Any]:
    """A hail that stands, and its first offer."""
    from community.offers.models import Offer

    offer = Offer.objects.select_related("hail").filter(state="open").order_by("id").first()
    return {"hail": offer.hail if offer else None, "offer": offer}


def town() -> Any:
    """The demo town's things, in the shape that the permission matrix knows."""
    from community.endorsements.models import Endorsement
    from community.groups.models import Group, Invitation
    from community.people.models import Person
    from community.picks.models import Pick
    from community.posts.models import Comment, Post
    from community.shelves.models import ShelfItem
    from community.trust.models import Dispute
    from content.articles.models import Article
    from shop.checkout.models import Address
    from shop.stores.models import Store
    from tests.permissions.world import World

    class Town(World):
        @property
        def review(self) -> str:
            """Of what buyers say here, instead of one that is made."""
            return str(self.store.reviews.latest("id").reference)

    store = Store.objects.filter(orders__state="paid").order_by("id").first() or Store.objects.earliest("id")
    order = store.orders.filter(state="paid", buyer__isnull=False).first() or store.orders.exclude(buyer=None).first()
    group = Group.objects.filter(channel__subscriptions__person=store.owner, owner=store.owner).first()
    group = group or Group.objects.filter(channel__subscriptions__person=store.owner).first()
    post = Post.objects.filter(channel__group=group, comments__isnull=False).latest("id")
    invitation = Invitation.objects.filter(group=group).first()
    return Town(
        people={"owner": store.owner, "member": order.buyer, "staff": Person.objects.filter(is_staff=True).first()},
        store=store,
        product=store.products.exclude(not_for="").first() or store.products.first(),
        group=group,
        invitation=invitation or Invitation.objects.create(group=group, created_by=group.owner),
        post=post,
        comment=Comment.objects.filter(post=post).first(),
        article=Article.objects.exclude(author=None).first(),
        purchase=order.purchase,
        order=order,
        payment=order.purchase.payments.first(),
        picture=None,
        address=Address.objects.first(),
        notification=store.owner.notifications.first(),
        endorsement=Endorsement.objects.standing().filter(by=order.buyer).first() or Endorsement.objects.first(),
        shelved=ShelfItem.objects.filter(group=group).first(),
        picked=Pick.objects.filter(list__person=store.owner).first() or Pick.objects.first(),
        dispute=Dispute.objects.waiting().first() or Dispute.objects.first(),
        **_hailed(),
        **kept_in_order(group, post),
    )


def kept_in_order(group: Any, post: Any) -> dict[str, Any]:
    """What moderators of the group deal with, and what an author takes along: made where the town has none."""
    from community.drafts.models import Draft
    from community.moderation.appealing import appeal
    from community.moderation.models import Appeal, Report, WordRule
    from community.moderation.reporting import report
    from community.moderation.warning import warn_person
    from community.privacy.archiving import ask_for_archive
    from community.privacy.models import Archive

    keeper, insiders = group.owner, group.channel.subscriptions.filter(state="active")
    member = insiders.exclude(person__in=[keeper, post.author]).first().person
    given = Appeal.objects.filter(action__group=group).first() or appeal(
        member, action=warn_person(keeper, target=member, reason="请只说喝茶。", group=group), text="我说的是茶。"
    )
    held = {"author": member, "channel": group.channel, "state": "held"}
    return {
        "ruling": given.action,
        "appeal": given,
        "report": Report.objects.first() or report(member, target=post, reason="spam", note="像广告"),
        "word": WordRule.objects.first() or WordRule.objects.create(group=group, kind="word", text="高仿"),
        "held": Draft.objects.get_or_create(**held, defaults={"text": "低价代购，私我", "reason": "高仿"})[0],
        "archive": Archive.objects.filter(person=keeper).first() or ask_for_archive(keeper),
    }


def pages(world: Any) -> list[tuple[str, str, Any]]:
    """Name, path and reader of each page: of our routes those that answer GET with a page, and signing in."""
    from django.urls import reverse

    from tests.permissions.matrix import path_of
    from tests.permissions.routes import all_routes

    owner = world.people["owner"]
    found = [("sign-in", reverse("account_request_login_code"), None), ("refused", "/no-such-page/", owner)]
    for route in all_routes():
        if route.is_api or route.path.startswith(NOT_PAGES) or route.path.endswith((".svg", ".png", ".webp")):
            continue
        name = route.path.replace("<", "").replace(">", "").strip("/").replace("/", ".").replace(":", "_") or "home"
        guest_only = route.path.startswith(ONLY_AS_GUEST)
        if not guest_only:
            found.append((name, path_of(route, world), reader_of(route.path, world)))
        if guest_only or route.path in ALSO_AS_GUEST:
            found.append((f"{name}-guest", path_of(route, world), None))
    found += in_other_eyes(world)
    return [entry for entry in found if _is_page(*entry[1:])]


def reader_of(path: str, world: Any) -> Any:
    """Whoever has the page of this route for their own; the store's owner where it is anybody's."""
    if path.startswith(("answer/<", "hail/<ref:reference>/answer")) and world.offer:
        return world.offer.store.owner
    if path.startswith(("hail", "offers/")) and world.hail:
        return world.hail.person
    of_members = ("purchases/", "pay/", "checkout", "needs/<", "together/")
    return world.people["member" if path.startswith(of_members) else "owner"]


def in_other_eyes(world: Any) -> list[tuple[str, str, Any]]:
    """Pages that look otherwise to somebody else than the store's owner, or that only somebody else has."""
    from django.urls import reverse

    from shop.orders.models import Order
    from shop.reviews.models import Review

    member, staff, store = world.people["member"], world.people["staff"], world.store
    owner, product, disputes = store.owner, world.product, type(world.dispute).objects.select_related("evidence")
    person = reverse("person", args=[owner.username])
    found = [
        ("person-member", person, member),
        ("store-member", store.get_absolute_url(), member),
        ("product-member", product.get_absolute_url(), member),
        ("endorse-member", reverse("endorse", args=[owner.username]), member),
        ("picks-list-member", world.picked.list.get_absolute_url(), member),
        ("mod-disputes-staff", reverse("mod_disputes"), staff),
        (
            "freeze-ring-staff",
            f"{reverse('admin:community_freeze_ring')}?people={owner.username},{member.username}",
            staff,
        ),
    ]
    for reader, whose in ((member, "member"), (None, "guest")):
        found += [
            (f"trust-person-{whose}", reverse("standing_of_person", args=[owner.username]), reader),
            (f"trust-store-{whose}", reverse("standing_of_store", args=[store.slug]), reader),
            (f"trust-product-{whose}", reverse("standing_of_product", args=[store.slug, product.slug]), reader),
        ]
    for dispute in disputes:
        state = dispute.outcome or "waiting"
        found.append((f"fact-{state}", reverse("my_fact", args=[dispute.evidence.reference]), dispute.person))
        found.append((f"dispute-{state}", dispute.get_absolute_url(), staff))
    said = Review.objects.exclude(product=None).exclude(text="").filter(store=store).latest("id")
    unsaid = Order.objects.filter(state="closed", reviews=None).exclude(buyer=None).latest("id")
    bought = unsaid.lines.first().variant.product
    found += [
        ("review-change", reverse("review_write", args=[said.order.reference, said.product.slug]), said.buyer),
        ("review-write", reverse("review_write", args=[unsaid.reference, bought.slug]), unsaid.buyer),
        ("order-to-review", unsaid.get_absolute_url(), unsaid.buyer),
    ]
    return found


def _is_page(path: str, reader: Any) -> bool:
    """Whether this address answers this reader with a page of its own, be it one that refuses."""
    from django.test import Client

    client = Client(raise_request_exception=False)
    if reader is not None:
        client.force_login(reader)
    response = client.get(path)
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and response.status_code in (200, 403, 404, 500)


def sessions(readers: Iterable[Any]) -> dict[Any, str]:
    """A session key for each reader who signs in."""
    from django.conf import settings
    from django.test import Client

    keys = {}
    for person in filter(None, set(readers)):
        client = Client()
        client.force_login(person)
        keys[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


def take(url: str, out: Path, only: list[str], full: bool) -> list[str]:
    """Write the pictures; returns what went wrong, one line a page."""
    from playwright.sync_api import sync_playwright

    from tests.pages.conftest import QUIET

    world = town()
    wanted, faults = pages(world), []
    keys = sessions(reader for _, _, reader in wanted)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        for device, options in DEVICES.items():
            for language, locale in LANGUAGES.items():
                for theme in THEMES:
                    folder = out / f"{device}-{language}-{theme}"
                    look = options | {"locale": locale, "color_scheme": theme, "timezone_id": "Asia/Shanghai"}
                    faults += _take_set(browser, url, folder, look, wanted, keys, only, full)
    return faults


def _take_set(
    browser: Any, url: str, folder: Path, look: dict, wanted: list, keys: dict, only: list[str], full: bool
) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    faults = []
    for reader in {person for _, _, person in wanted}:
        context = browser.new_context(base_url=url, **look)
        if reader is not None:
            language = "en" if look["locale"].startswith("en") else "zh-hans"
            context.add_cookies(
                [
                    {"name": "sessionid", "value": keys[reader], "url": url},
                    {"name": "django_language", "value": language, "url": url},
                ]
            )
        page = context.new_page()
        for name, path, person in wanted:
            if person != reader or (only and not any(word in name for word in only)):
                continue
            response = page.goto(path, wait_until="load")
            if response is None or response.status >= 500:
                faults.append(f"{path}: {response and response.status}")
            page.wait_for_function(SHOWN)
            page.screenshot(path=folder / f"{name}.png", full_page=full)
        context.close()
    return faults


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--out", type=Path, default=BASE / "screens")
    arguments = parser.parse_args()
    os.environ["VAR_DIR"] = str(VAR)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with running_site() as url:
        import django

        django.setup()
        faults = take(url, arguments.out, arguments.only, arguments.full)
    print(f"{len(list(arguments.out.rglob('*.png')))} pictures in {arguments.out}")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
