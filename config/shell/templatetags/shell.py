"""Filters and tags that every template has: money, time, distance, colours, icons, query strings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import template
from django.db.models import Model
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from config.kit import outlines, reading
from config.kit.money import Money
from config.kit.tints import initial, tint_number
from config.kit.toasts import UNDO

register = template.Library()

PICTURE_WIDTHS = (160, 320, 640, 1280)


@register.filter
def money(amount: Any) -> str:
    """An amount as plain text, "¥1,680.50". Takes anything with `.minor` and `.currency`."""
    return "" if amount is None or amount == "" else str(Money(amount.minor, amount.currency))


@register.filter(name="price")
def price_filter(amount: Any) -> str:
    """An amount with a small currency sign. Takes anything with `.minor` and `.currency`."""
    return "" if amount is None or amount == "" else _price(amount.minor, amount.currency, "price")


@register.simple_tag
def price(minor: int, currency: str, css: str = "") -> SafeString:
    """`{% price 16800 "CNY" "big" %}`: minor units and a currency, the sign smaller than the number."""
    return _price(minor, currency, f"price {css}".strip())


def _price(minor: int, currency: str, css: str) -> SafeString:
    amount = Money(minor, currency)
    sign = "-" if minor < 0 else ""
    return format_html(
        '<span class="{}">{}<span class="cur">{}</span>{}</span>', css, sign, amount.symbol, amount.figure.lstrip("-")
    )


@register.filter
def ago(moment: Any) -> SafeString | str:
    """A moment as people say it, with its exact local time in `title`; "" for nothing."""
    if not moment:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), reading.exact(moment), reading.relative(moment)
    )


@register.filter
def exact(moment: Any) -> SafeString | str:
    """A moment with day and minute in the reader's zone, as a `<time>`; "" for nothing."""
    if not moment:
        return ""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), reading.exact(moment))


@register.filter
def day(moment: Any) -> str:
    """A date or moment as its day: "11月24日", "24 Nov"; with the year where it is not this year."""
    return reading.day(moment) if moment else ""


@register.filter
def distance(metres: float | None) -> str:
    """Metres as "320 米" or "1.2 公里"; "" for None."""
    return "" if metres is None else reading.distance(metres)


@register.filter
def tint(thing: Any) -> str:
    """A colour class, `tint-1` … `tint-8`, that stays the same for the same text or object."""
    if isinstance(thing, Model):
        thing = getattr(thing, "reference", "") or getattr(thing, "slug", "") or str(thing.pk)
    return f"tint-{tint_number(str(thing))}"


register.filter(initial)


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """`{% icon "heart" "icon-s" %}`: an icon of the sprite; hidden from screen readers unless it has a label."""
    shared = f"icon {css}".strip()
    href = static("icons/sprite.svg")
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>', shared, label, href, name
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', shared, href, name)


@register.simple_tag(takes_context=True)
def qs(context: template.Context, **changes: Any) -> str:
    """The page's query string with `changes` made: `{% qs page=cursor tag=None %}`. None or "" takes a name out."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


@register.filter
def attr(thing: Any, name: str) -> Any:
    """A value of a dict by a key held in a variable: `{{ fragments|attr:store.pk }}`; None where there is none."""
    return thing.get(name) if hasattr(thing, "get") else None


@register.filter
def begun(label: Any) -> Any:
    """The label of a choice as one begins a line with it: our own words with a capital, people's names as they are."""
    return capfirst(str(label)) if isinstance(label, Promise) else label


@register.filter
def undo_path(extra_tags: str | None) -> str:
    """The path that a message said with `toasts.say(undo=…)` is taken back at; "" for any other message."""
    tags = extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""


@register.simple_tag(takes_context=True)
def qs_with(context: template.Context, name: str, value: Any) -> str:
    """The page's query string with one name, held in a variable, set to `value`."""
    return qs(context, **{name: value})


@register.simple_tag
def picture_url(picture: Any, width: int) -> str:
    """Where a picture is, at `width` pixels or the next size it has: takes `.url(width)`, or a plain address."""
    return picture if isinstance(picture, str) else picture.url(width)


@register.simple_tag
def picture_srcset(picture: Any) -> str:
    """All sizes of a picture for `srcset`; "" for a plain address."""
    if isinstance(picture, str):
        return ""
    widths = getattr(picture, "widths", None) or PICTURE_WIDTHS
    return ", ".join(f"{picture.url(width)} {width}w" for width in (widths() if callable(widths) else widths))


@register.simple_tag(takes_context=True)
def outline(context: template.Context) -> outlines.Outline:
    """What the page says of itself outside: `{% outline as told %}`."""
    return outlines.outline_of(_route(context), cast(dict[str, Any], context.flatten()))


@register.simple_tag(takes_context=True)
def page_feeds(context: template.Context) -> Sequence[outlines.FeedLink]:
    """The feeds that the page leads to, none where it is not told of outside: `{% page_feeds as feeds %}`."""
    return outlines.feeds_of(_route(context), cast(dict[str, Any], context.flatten()))


def _route(context: template.Context) -> str:
    match = getattr(context.get("request"), "resolver_match", None)
    return match.url_name or "" if match else ""
