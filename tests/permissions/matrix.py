"""Asks every route as every role and writes down what it answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.permissions.routes import Route, word_before
from tests.permissions.world import ROLES, World

METHODS = ("GET", "POST")
API_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# What an argument stands for: by the fixed word before it and its name, by the first word of the path and its name,
# by its name alone.
ARGUMENTS: dict[tuple[str, str] | str, Callable[[World], Any]] = {
    ("s", "slug"): lambda w: w.store.slug,
    ("stores", "slug"): lambda w: w.store.slug,
    ("store", "slug"): lambda w: w.store.slug,
    ("desk", "slug"): lambda w: w.store.slug,
    ("products", "slug"): lambda w: w.product.slug,
    ("g", "slug"): lambda w: w.group.slug,
    ("groups", "slug"): lambda w: w.group.slug,
    ("articles", "slug"): lambda w: w.article.slug,
    ("lessons", "slug"): lambda w: "passive",
    ("learn", "slug"): lambda w: "passive",
    ("t", "slug"): lambda w: "珊瑚",
    ("answer", "reference"): lambda w: w.offer.call.reference,
    ("duty", "slug"): lambda w: w.store.slug,
    ("hail", "reference"): lambda w: w.hail.reference,
    ("offers", "reference"): lambda w: w.offer.reference,
    ("picks", "slug"): lambda w: w.picked.list.slug,
    ("pick-lists", "reference"): lambda w: w.picked.list.reference,
    ("picks", "reference"): lambda w: w.picked.reference,
    "section": lambda w: "stores",
    ("i", "reference"): lambda w: w.invitation.reference,
    ("invitations", "reference"): lambda w: w.invitation.reference,
    ("posts", "reference"): lambda w: w.post.reference,
    ("comments", "reference"): lambda w: w.comment.reference,
    ("purchases", "reference"): lambda w: w.purchase.reference,
    ("orders", "reference"): lambda w: w.order.reference,
    ("conversations", "reference"): lambda w: w.order.reference,
    ("photos", "picture"): lambda w: w.thread_photo,
    ("hails", "reference"): lambda w: w.hail.reference,
    ("calls", "reference"): lambda w: w.offer.call.reference,
    ("duties", "slug"): lambda w: w.store.slug,
    ("reviews", "reference"): lambda w: w.review,
    ("pay", "reference"): lambda w: w.payment.reference,
    ("payments", "reference"): lambda w: w.payment.reference,
    ("pictures", "reference"): lambda w: w.picture.reference,
    ("addresses", "reference"): lambda w: w.address.reference,
    ("undo", "reference"): lambda w: w.variant.reference,
    ("stock", "reference"): lambda w: w.variant.reference,
    ("evidence", "reference"): lambda w: w.dispute.evidence.reference,
    ("disputes", "reference"): lambda w: w.dispute.reference,
    ("devices", "reference"): lambda w: w.device,
    ("needs", "reference"): lambda w: w.need.reference,
    ("together", "reference"): lambda w: w.group_buy.reference,
    ("group-buys", "reference"): lambda w: w.group_buy.reference,
    ("drafts", "reference"): lambda w: w.draft.reference,
    ("shelf", "reference"): lambda w: w.shelved.reference,
    ("endorsements", "reference"): lambda w: w.endorsement.reference,
    ("announcements", "reference"): lambda w: w.post.reference,
    ("bans", "username"): lambda w: "banned",
    ("held", "reference"): lambda w: w.held.reference,
    ("cases", "reference"): lambda w: w.report.case.reference,
    ("acts", "reference"): lambda w: w.ruling.reference,
    ("moderation", "reference"): lambda w: w.ruling.reference,
    ("rulings", "reference"): lambda w: w.ruling.reference,
    ("appeals", "reference"): lambda w: w.appeal.reference,
    ("words", "reference"): lambda w: w.word.reference,
    ("bell", "reference"): lambda w: w.notification.reference,
    ("notifications", "reference"): lambda w: w.notification.reference,
    ("data", "reference"): lambda w: w.archive.reference,
    ("archives", "reference"): lambda w: w.archive.reference,
    ("people", "username"): lambda w: w.people["owner"].username,
    ("suggestions", "channel"): lambda w: f"store:{w.store.slug}",
    ("p", "username"): lambda w: w.people["owner"].username,
    ("off", "token"): lambda w: "not-signed",
    "channel": lambda w: f"group:{w.group.slug}",
    "gateway": lambda w: "sandbox",
    "kind": lambda w: "comment",
    ("messages", "message"): lambda w: w.message,
    ("purchases", "purchase"): lambda w: w.purchase.reference,
    "order": lambda w: w.order.reference,
    "product": lambda w: w.product.slug,
    "quantity": lambda w: 1,
    "step": lambda w: 1,
    "store": lambda w: w.store.slug,
    "username": lambda w: w.people["member"].username,
    "variant": lambda w: w.variant.reference,
    "width": lambda w: 640,
}


def example_for(path: str, name: str, world: World) -> Any:
    """What the argument `name` of a path below the API's or the site's root may stand for.

    Raises LookupError for one that nobody described.
    """
    for key in ((word_before(path, name), name), (path.split("/")[0], name), name):
        if key in ARGUMENTS:
            return ARGUMENTS[key](world)
    raise LookupError(f"no example for <{name}> of {path}; add it to ARGUMENTS")


def arguments_of(route: Route, world: World) -> dict[str, Any]:
    """Example arguments for `route`."""
    path = route.path.removeprefix("api/v1/")
    return {name: example_for(path, name, world) for name in route.arguments}


def verdict(response: Any) -> str:
    """What an answer means for the one who asked, in a word."""
    status = response.status_code
    to_sign_in = status in (302, 303) and response.headers["Location"].startswith(reverse("account_request_login_code"))
    if status == 401 or to_sign_in:
        return "sign-in"
    words = {403: "refused", 404: "unseen", 405: "-", 410: "gone", 429: "limited"}
    if status in words:
        return words[status]
    return "ERROR" if status >= 500 else "yes"


def ask(route: Route, method: str, role: str, world: World) -> str:
    """The verdict for one request, all whose effects are taken back."""
    client = Client(raise_request_exception=False)
    person = world.people[role]
    if person.is_authenticated:
        client.force_login(person)
    path = path_of(route, world)
    with transaction.atomic():
        response = (
            client.generic(method, path, content_type="application/json", data=b"{}")
            if route.is_api
            else (client.post(path) if method == "POST" else client.get(path))
        )
        if getattr(response, "streaming", False):
            list(response.streaming_content)
        transaction.set_rollback(True)
    return verdict(response)


def path_of(route: Route, world: World) -> str:
    """The route's address with example arguments put in, for `<type:name>` and for regular expressions alike."""
    path = route.path
    for name, value in arguments_of(route, world).items():
        start = next(at for at in (path.find(f"(?P<{name}>"), *_converters(path, name)) if at >= 0)
        end = _closing(path, start)
        path = path[:start] + str(value) + path[end:]
    return "/" + path.replace("/?", "/")


def _converters(path: str, name: str) -> list[int]:
    plain, typed = path.find(f"<{name}>"), path.find(f":{name}>")
    return [plain, path.rfind("<", 0, typed) if typed >= 0 else -1]


def _closing(path: str, start: int) -> int:
    """Where the argument that begins at `start` ends: behind its `>` or its matching bracket."""
    if path[start] == "<":
        return path.index(">", start) + 1
    depth = 0
    for at in range(start, len(path)):
        depth += {"(": 1, ")": -1}.get(path[at], 0)
        if depth == 0:
            return at + 1
    raise ValueError(path)


def table(routes: list[Route], world: World) -> str:
    """The matrix as text: a line for each route and method that exists, a column for each role."""
    methods = API_METHODS if routes and routes[0].is_api else METHODS
    rows = [("route", "method", *ROLES)]
    for route in routes:
        for method in methods:
            answers = [ask(route, method, role, world) for role in ROLES]
            if set(answers) != {"-"}:
                rows.append((route.path, method, *answers))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )
