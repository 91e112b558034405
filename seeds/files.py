"""The town as its files tell it, cut to a size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent / "town"
LOGINS = Path(__file__).resolve().parent / "logins.yaml"
SIZES = ("small", "town", "large")
ANSWER = "↳ "

Entry = dict[str, Any]


@dataclass(frozen=True)
class Comment:
    """`by`, so long `after` the post, said `text`; an answer to the comment before it, or to the post."""

    by: str
    after: str
    text: str
    is_answer: bool


@dataclass(frozen=True)
class Buy:
    """A choice of a product by the names that people read."""

    store: str
    product: str
    variant: str
    quantity: int


@dataclass(frozen=True)
class Town:
    """All that the files say, as lists of entries in their order."""

    people: list[Entry]
    stores: list[Entry]
    groups: list[Entry]
    follows: dict[str, Entry]
    posts: list[Entry]
    orders: list[Entry]
    reviews: list[Entry]
    endorsements: list[Entry]
    articles: list[Entry]
    picks: list[Entry]
    hails: list[Entry]


def read_yaml(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders


def logins() -> list[Entry]:
    """The people who get a password: role, username, name, login, password."""
    return read_yaml(LOGINS)


def read_town(size: str = "town") -> Town:
    """The town, or of the small one only what has all its people, stores and groups in it."""
    town = Town(
        people=read_yaml(FOLDER / "people.yaml"),
        stores=[read_yaml(path) for path in sorted((FOLDER / "stores").glob("*.yaml"))],
        groups=read_yaml(FOLDER / "groups.yaml"),
        follows=read_yaml(FOLDER / "follows.yaml"),
        posts=list(_posts()),
        reviews=read_yaml(FOLDER / "reviews.yaml"),
        orders=[*read_yaml(FOLDER / "orders-of-the-year.yaml"), *read_yaml(FOLDER / "orders.yaml")],
        endorsements=read_yaml(FOLDER / "endorsements.yaml"),
        articles=[_article(path) for path in sorted((FOLDER / "articles").glob("*.md"))],
        picks=read_yaml(FOLDER / "picks.yaml"),
        hails=read_yaml(FOLDER / "hails.yaml"),
    )
    kept = read_yaml(FOLDER / "sizes.yaml").get(size)
    return _cut(town, **{kind: set(names) for kind, names in kept.items()}) if kept else town


def comments(post: Entry) -> Iterator[Comment]:
    """What was said under a post: `- name 12m: text`, an answer begins with ↳."""
    for line in post.get("comments", ()):
        ((head, text),) = line.items()
        by, after = head.removeprefix(ANSWER).split(" ")
        yield Comment(by, after, text, head.startswith(ANSWER))


def reactions(post: Entry) -> Iterator[tuple[str, str]]:
    """The kind of each sign and who gave it."""
    for kind in ("heart", "thanks", "learned"):
        for name in post.get(kind, ()):
            yield kind, name


def buys(order: Entry) -> list[Buy]:
    """`store/product/variant × 2`, variant and number left out where there is one."""
    found = []
    for text in order["buys"]:
        what, _, number = text.partition(" × ")
        store, product, *variant = what.split("/")
        found.append(Buy(store, product, variant[0] if variant else "", int(number or 1)))
    return found


def _posts() -> Iterator[Entry]:
    for path in sorted((FOLDER / "posts").glob("*.yaml")):
        page = read_yaml(path)
        for post in page["posts"]:
            yield {"in": page.get("in", ""), **post}


def _article(path: Path) -> Entry:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return {**yaml.safe_load(head), "body": body.strip()}


def _cut(town: Town, *, people: set[str], stores: set[str], groups: set[str]) -> Town:
    subjects = (
        {f"person/{name}" for name in people} | {f"store/{slug}" for slug in stores} | {f"group/{s}" for s in groups}
    )

    def only(names: Iterable[str], kept: set[str] = people) -> list[str]:
        return [name for name in names if name in kept]

    orders = [
        order for order in town.orders if order["buyer"] in people and all(buy.store in stores for buy in buys(order))
    ]
    return Town(
        people=[person for person in town.people if person["username"] in people],
        stores=[store for store in town.stores if store["slug"] in stores],
        groups=[
            group
            | {key: only(group.get(key, ())) for key in ("moderators", "members", "asking")}
            | {"shelf": [word for word in group.get("shelf", ()) if word["by"] in people and word["what"] in stores]}
            for group in town.groups
            if group["slug"] in groups
        ],
        follows={
            name: {"stores": only(whom["stores"], stores), "people": only(whom["people"])}
            for name, whom in town.follows.items()
            if name in people
        },
        posts=[
            _cut_post(post, people, stores) for post in town.posts if post["by"] in people and post["in"] in subjects
        ],
        orders=orders,
        reviews=[said for said in town.reviews if said["order"] in {order["key"] for order in orders}],
        endorsements=[word for word in town.endorsements if {word["by"], word["about"]} <= people],
        articles=[article for article in town.articles if article["author"] in people],
        picks=[
            entry
            | {"followers": only(entry["followers"])}
            | {"picks": [one for one in entry["picks"] if one["what"].split("/")[0] in stores]}
            for entry in town.picks
            if entry["by"] in people
        ],
        hails=[
            entry
            | {"groups": only(entry.get("groups", ()), groups)}
            | {"offers": [answer for answer in entry["offers"] if answer["store"] in stores]}
            for entry in town.hails
            if entry["by"] in people and entry["near"] in stores
        ],
    )


def _cut_post(post: Entry, people: set[str], stores: set[str]) -> Entry:
    cut = dict(post)
    if cut.get("link", "").split("/")[0] not in stores:
        cut.pop("link", None)
    for kind in ("heart", "thanks", "learned"):
        cut[kind] = [name for name in post.get(kind, ()) if name in people]
    if "poll" in post:
        cut["poll"] = {option: [name for name in names if name in people] for option, names in post["poll"].items()}
    cut["comments"] = []
    heard = False
    for line, said in zip(post.get("comments", ()), comments(post), strict=True):
        if not said.is_answer:
            heard = said.by in people
        if said.by in people and heard:
            cut["comments"].append(line)
    return cut
