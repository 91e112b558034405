"""What a notification says: one sentence, perhaps an excerpt, where it leads, and why it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.channels.models import Channel
from community.notifications.models import Event, Kind
from content.text.markdown import shortened

EXCERPT = 90


@dataclass(frozen=True)
class Words:
    """`icon` and `tone` stand where no one person's face does."""

    text: str
    url: str
    why: str
    excerpt: str = ""
    icon: str = "bell"
    tone: str = ""


def words_for(event: Event, count: int, person: Any) -> Words:
    """What `person` reads of `event`, the latest of `count` in its line. What it is about must be loaded."""
    return _WORDS[Kind(event.kind)](event, count, person)


def _name(actor: Any) -> str:
    return actor.display_name if actor else _("A guest")


# Orders


def _order(event: Event, text: str, icon: str, tone: str, person: Any) -> Words:
    order, is_mine = event.order, event.order.buyer_id == person.pk
    why = _("You ordered this") if is_mine else _("It is your store")
    return Words(text, order.get_absolute_url(), why, str(order.money), icon, tone)


def _order_placed(event: Event, count: int, person: Any) -> Words:
    names = {"name": _name(event.order.buyer), "store": event.order.store}
    text = _("%(name)s ordered from %(store)s. Not paid yet.") % names
    return _order(event, text, "shopping-bag", "", person)


def _order_paid(event: Event, count: int, person: Any) -> Words:
    text = _("%(name)s paid for an order: time to ship it.") % {"name": _name(event.order.buyer)}
    return _order(event, text, "package", "cin", person)


def _order_shipped(event: Event, count: int, person: Any) -> Words:
    text = _("%(store)s has shipped your order.") % {"store": event.order.store}
    return _order(event, text, "truck", "jade", person)


def _order_received(event: Event, count: int, person: Any) -> Words:
    text = _("%(name)s has received the goods.") % {"name": _name(event.order.buyer)}
    return _order(event, text, "package-check", "jade", person)


def _order_cancelled(event: Event, count: int, person: Any) -> Words:
    refunded = event.key.startswith("order_refunded")
    if event.order.buyer_id == person.pk:
        text = (_("%(store)s gave your money back.") if refunded else _("Your order at %(store)s was cancelled.")) % {
            "store": event.order.store
        }
    else:
        text = (_("The order of %(name)s was refunded.") if refunded else _("The order of %(name)s was cancelled.")) % {
            "name": _name(event.order.buyer)
        }
    return _order(event, text, "rotate-ccw", "", person)


# Posts


def _comment_url(event: Event) -> str:
    return f"{event.post.get_absolute_url()}#comment-{event.comment.reference}"


def _comment(event: Event, count: int, person: Any) -> Words:
    text = _("%(name)s commented on your post.")
    if count > 1:
        text = ngettext(
            "%(count)d new comment on your post, the latest by %(name)s.",
            "%(count)d new comments on your post, the latest by %(name)s.",
            count,
        )
    text %= {"name": _name(event.actor), "count": count}
    return Words(text, _comment_url(event), _("It is your post"), shortened(event.comment.text, EXCERPT))


def _reply(event: Event, count: int, person: Any) -> Words:
    text = _("%(name)s answered you.")
    if count > 1:
        text = ngettext(
            "%(count)d answer to you, the latest by %(name)s.",
            "%(count)d answers to you, the latest by %(name)s.",
            count,
        )
    text %= {"name": _name(event.actor), "count": count}
    return Words(text, _comment_url(event), _("It is your comment"), shortened(event.comment.text, EXCERPT))


def _reaction(event: Event, count: int, person: Any) -> Words:
    text = _("%(name)s reacted to your post.")
    if count > 1:
        text = ngettext(
            "%(count)d person reacted to your post, the latest is %(name)s.",
            "%(count)d people reacted to your post, the latest is %(name)s.",
            count,
        )
    text %= {"name": _name(event.actor), "count": count}
    return Words(text, event.post.get_absolute_url(), _("It is your post"), shortened(event.post.text, EXCERPT))


def _news(event: Event, count: int, person: Any) -> Words:
    channel = event.post.channel
    one, why = {
        Channel.Kind.GROUP: (_("%(name)s posted in %(where)s."), _("You are in this group")),
        Channel.Kind.STORE: (_("%(where)s has news."), _("You follow this store")),
        Channel.Kind.PERSON: (_("%(where)s posted something."), _("You follow this person")),
    }[Channel.Kind(channel.kind)]
    many = ngettext("%(count)d new post from %(where)s.", "%(count)d new posts from %(where)s.", count)
    url = event.post.get_absolute_url() if count == 1 else channel.get_absolute_url()
    names = {"name": _name(event.actor), "where": channel, "count": count}
    return Words((one if count == 1 else many) % names, url, why, shortened(event.post.text, EXCERPT))


# Groups and following


def _join_request(event: Event, count: int, person: Any) -> Words:
    group = event.subscription.channel.group
    text = _("%(name)s would like to join %(group)s.")
    if count > 1:
        text = ngettext(
            "%(count)d person would like to join %(group)s.", "%(count)d people would like to join %(group)s.", count
        )
    url = reverse("group_requests", args=[group.slug])
    names = {"name": _name(event.actor), "group": group, "count": count}
    return Words(text % names, url, _("You look after this group"), shortened(event.subscription.note, EXCERPT))


def _join_accepted(event: Event, count: int, person: Any) -> Words:
    group = event.subscription.channel.group
    text = _("You are now in %(group)s.") % {"group": group}
    return Words(text, group.get_absolute_url(), _("You asked to join"), icon="users", tone="jade")


def _group_offered(event: Event, count: int, person: Any) -> Words:
    group = event.subscription.channel.group
    text = _("%(name)s would like to hand %(group)s over to you.") % {"name": _name(event.actor), "group": group}
    return Words(text, group.get_absolute_url(), _("You are in this group"))


def _group_role(event: Event, count: int, person: Any) -> Words:
    group, role = event.subscription.channel.group, event.subscription.role
    if role == event.subscription.Role.OWNER:
        text, why = _("%(group)s is yours to look after now."), _("By the group's rule, or because you accepted")
    else:
        text, why = _("You are a moderator of %(group)s now."), _("Its owner named you")
    return Words(text % {"group": group}, group.get_absolute_url(), why, icon="users", tone="jade")


def _follower(event: Event, count: int, person: Any) -> Words:
    channel, names = event.subscription.channel, {"name": _name(event.actor), "count": count}
    if channel.kind == Channel.Kind.STORE:
        one = _("%(name)s follows %(store)s.")
        many = ngettext("%(count)d person newly follows %(store)s.", "%(count)d people newly follow %(store)s.", count)
        names["store"], why = channel.store, _("It is your store")
    else:
        one, why = _("%(name)s follows you."), _("It is about you")
        many = ngettext("%(count)d person newly follows you.", "%(count)d people newly follow you.", count)
    return Words((one if count == 1 else many) % names, event.actor.get_absolute_url(), why)


def _moderation(event: Event, count: int, person: Any) -> Words:
    action = event.moderation
    text = _("A moderator %(did)s: %(what)s") % {"did": action.get_verb_display(), "what": action.target_name}
    target = action.target
    url = target.get_absolute_url() if hasattr(target, "get_absolute_url") else reverse("bell")
    reason = _("Reason: %(reason)s") % {"reason": action.reason}
    return Words(text, url, _("It concerns something of yours"), reason, "shield-check")


def _mention(event: Event, count: int, person: Any) -> Words:
    about = event.comment or event.post
    text = _("%(name)s mentioned you.") % {"name": _name(event.actor)}
    url = _comment_url(event) if event.comment else event.post.get_absolute_url()
    return Words(text, url, _("It is about you"), shortened(about.text, EXCERPT))


def _message(event: Event, count: int, person: Any) -> Words:
    text = _("%(name)s wrote to you about an order.") % {"name": _name(event.actor)}
    return Words(text, event.order.get_absolute_url(), _("It is your order"))


def _announcement(event: Event, count: int, person: Any) -> Words:
    text = _("Announcement in %(where)s") % {"where": event.post.channel}
    return Words(text, event.post.get_absolute_url(), _("You are in this group"), shortened(event.post.text, EXCERPT))


_WORDS: dict[Kind, Callable[[Event, int, Any], Words]] = {
    Kind.ORDER_PLACED: _order_placed,
    Kind.ORDER_PAID: _order_paid,
    Kind.ORDER_SHIPPED: _order_shipped,
    Kind.ORDER_RECEIVED: _order_received,
    Kind.ORDER_CANCELLED: _order_cancelled,
    Kind.COMMENT: _comment,
    Kind.REPLY: _reply,
    Kind.REACTION: _reaction,
    Kind.JOIN_REQUEST: _join_request,
    Kind.JOIN_ACCEPTED: _join_accepted,
    Kind.GROUP_OFFERED: _group_offered,
    Kind.GROUP_ROLE: _group_role,
    Kind.GROUP_POST: _news,
    Kind.STORE_POST: _news,
    Kind.PERSON_POST: _news,
    Kind.FOLLOWER: _follower,
    Kind.MODERATION: _moderation,
    Kind.MENTION: _mention,
    Kind.MESSAGE: _message,
    Kind.ANNOUNCEMENT: _announcement,
    Kind.REPORT: _moderation,
    Kind.APPEAL: _moderation,
}
