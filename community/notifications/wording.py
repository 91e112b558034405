"""What a notification says: one sentence, perhaps an excerpt, where it leads, and why it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.channels.models import Channel
from community.notifications.joining import Joined
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


def words_for(event: Event, joined: Joined, person: Any) -> Words:
    """What `person` reads of `event`, the latest of what `joined` its line. What it is about must be loaded."""
    return _WORDS[Kind(event.kind)](event, joined, person)


def words_for_several(number: int) -> Words:
    """What a person reads where quiet hours held back several lines, which now come as one."""
    text = ngettext("%(count)d thing while it was quiet", "%(count)d things while it was quiet", number)
    return Words(text % {"count": number}, reverse("bell"), _("You have quiet hours"))


def _name(actor: Any) -> str:
    return actor.display_name if actor else _("A guest")


# Orders


def _order(event: Event, text: str, icon: str, tone: str, person: Any) -> Words:
    order, is_mine = event.order, event.order.buyer_id == person.pk
    why = _("You ordered this") if is_mine else _("It is your store")
    return Words(text, order.get_absolute_url(), why, str(order.money), icon, tone)


def _order_placed(event: Event, joined: Joined, person: Any) -> Words:
    names = {"name": _name(event.order.buyer), "store": event.order.store}
    text = _("%(name)s ordered from %(store)s. Not paid yet.") % names
    return _order(event, text, "shopping-bag", "", person)


def _order_paid(event: Event, joined: Joined, person: Any) -> Words:
    text = _("%(name)s paid for an order: time to ship it.") % {"name": _name(event.order.buyer)}
    return _order(event, text, "package", "cin", person)


def _order_shipped(event: Event, joined: Joined, person: Any) -> Words:
    text = _("%(store)s has shipped your order.") % {"store": event.order.store}
    return _order(event, text, "truck", "jade", person)


def _order_received(event: Event, joined: Joined, person: Any) -> Words:
    text = _("%(name)s has received the goods.") % {"name": _name(event.order.buyer)}
    return _order(event, text, "package-check", "jade", person)


def _order_cancelled(event: Event, joined: Joined, person: Any) -> Words:
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


def _said(event: Event, joined: Joined, one: str, often: str, many: str) -> str:
    """One of three sentences: of one event, of several by one person, of several people."""
    names = {"name": _name(event.actor), "count": joined.count, "others": joined.others}
    return (many if joined.people > 1 else often if joined.count > 1 else one) % names


def _comment(event: Event, joined: Joined, person: Any) -> Words:
    text = _said(
        event,
        joined,
        _("%(name)s commented on your post."),
        ngettext(
            "%(name)s commented on your post %(count)d time.",
            "%(name)s commented on your post %(count)d times.",
            joined.count,
        ),
        ngettext(
            "%(name)s and %(others)d other commented on your post.",
            "%(name)s and %(others)d others commented on your post.",
            joined.others,
        ),
    )
    return Words(text, _comment_url(event), _("It is your post"), shortened(event.comment.text, EXCERPT))


def _reply(event: Event, joined: Joined, person: Any) -> Words:
    text = _said(
        event,
        joined,
        _("%(name)s answered you."),
        ngettext("%(name)s answered you %(count)d time.", "%(name)s answered you %(count)d times.", joined.count),
        ngettext(
            "%(name)s and %(others)d other answered you.", "%(name)s and %(others)d others answered you.", joined.others
        ),
    )
    return Words(text, _comment_url(event), _("It is your comment"), shortened(event.comment.text, EXCERPT))


def _reaction(event: Event, joined: Joined, person: Any) -> Words:
    one = _("%(name)s reacted to your post.")
    many = ngettext(
        "%(name)s and %(others)d other reacted to your post.",
        "%(name)s and %(others)d others reacted to your post.",
        joined.others,
    )
    text = _said(event, joined, one, one, many)
    return Words(text, event.post.get_absolute_url(), _("It is your post"), shortened(event.post.text, EXCERPT))


def _news(event: Event, joined: Joined, person: Any) -> Words:
    channel = event.post.channel
    one, why = {
        Channel.Kind.GROUP: (_("%(name)s posted in %(where)s."), _("You are in this group")),
        Channel.Kind.STORE: (_("%(where)s has news."), _("You follow this store")),
        Channel.Kind.PERSON: (_("%(where)s posted something."), _("You follow this person")),
    }[Channel.Kind(channel.kind)]
    many = ngettext("%(count)d new post from %(where)s.", "%(count)d new posts from %(where)s.", joined.count)
    url = event.post.get_absolute_url() if joined.count == 1 else channel.get_absolute_url()
    names = {"name": _name(event.actor), "where": channel, "count": joined.count}
    return Words((one if joined.count == 1 else many) % names, url, why, shortened(event.post.text, EXCERPT))


# Groups and following


def _join_request(event: Event, joined: Joined, person: Any) -> Words:
    group = event.subscription.channel.group
    text = _("%(name)s would like to join %(group)s.")
    if joined.people > 1:
        text = ngettext(
            "%(name)s and %(others)d other would like to join %(group)s.",
            "%(name)s and %(others)d others would like to join %(group)s.",
            joined.others,
        )
    url = reverse("group_requests", args=[group.slug])
    names = {"name": _name(event.actor), "group": group, "others": joined.others}
    return Words(text % names, url, _("You look after this group"), shortened(event.subscription.note, EXCERPT))


def _join_accepted(event: Event, joined: Joined, person: Any) -> Words:
    group = event.subscription.channel.group
    text = _("You are now in %(group)s.") % {"group": group}
    return Words(text, group.get_absolute_url(), _("You asked to join"), icon="users", tone="jade")


def _group_offered(event: Event, joined: Joined, person: Any) -> Words:
    group = event.subscription.channel.group
    text = _("%(name)s would like to hand %(group)s over to you.") % {"name": _name(event.actor), "group": group}
    return Words(text, group.get_absolute_url(), _("You are in this group"))


def _group_role(event: Event, joined: Joined, person: Any) -> Words:
    group, role = event.subscription.channel.group, event.subscription.role
    if role == event.subscription.Role.OWNER:
        text, why = _("%(group)s is yours to look after now."), _("By the group's rule, or because you accepted")
    else:
        text, why = _("You are a moderator of %(group)s now."), _("Its owner named you")
    return Words(text % {"group": group}, group.get_absolute_url(), why, icon="users", tone="jade")


def _follower(event: Event, joined: Joined, person: Any) -> Words:
    channel = event.subscription.channel
    names = {"name": _name(event.actor), "others": joined.others, "store": channel.store}
    if channel.kind == Channel.Kind.STORE:
        one, why = _("%(name)s follows %(store)s."), _("It is your store")
        many = ngettext(
            "%(name)s and %(others)d other follow %(store)s.",
            "%(name)s and %(others)d others follow %(store)s.",
            joined.others,
        )
    else:
        one, why = _("%(name)s follows you."), _("It is about you")
        many = ngettext(
            "%(name)s and %(others)d other follow you.", "%(name)s and %(others)d others follow you.", joined.others
        )
    return Words((many if joined.people > 1 else one) % names, event.actor.get_absolute_url(), why)


def _moderation(event: Event, joined: Joined, person: Any) -> Words:
    action = event.moderation
    did = {"did": action.get_verb_display(), "what": action.target_name}
    text = (_("A moderator %(did)s: %(what)s") if action.target_name else _("A moderator %(did)s")) % did
    url = action.get_absolute_url()
    reason = _("Reason: %(reason)s") % {"reason": action.reason}
    return Words(text, url, _("It concerns something of yours"), reason, "shield-check")


def _report(event: Event, joined: Joined, person: Any) -> Words:
    text = _("Someone has looked into what you reported. Thank you.")
    return Words(text, reverse("my_reports"), _("You reported it"), icon="shield-check")


def _draft(event: Event, joined: Joined, person: Any) -> Words:
    if event.post:
        text, url = _("Your post was looked at, and is out now."), event.post.get_absolute_url()
    elif event.key.startswith("draft_failed"):
        text, url = _("Your draft could not be published. It says why."), reverse("drafts")
    else:
        text, url = _("A moderator did not publish your draft. It says why."), reverse("drafts")
    return Words(text, url, _("You wrote it"), icon="pencil")


def _archive(event: Event, joined: Joined, person: Any) -> Words:
    text = _("Your data are ready: everything that is yours, in one file.")
    return Words(text, reverse("my_data"), _("You asked for it"), icon="archive")


def _mention(event: Event, joined: Joined, person: Any) -> Words:
    about = event.comment or event.post
    text = _said(
        event,
        joined,
        _("%(name)s mentioned you."),
        ngettext("%(name)s mentioned you %(count)d time.", "%(name)s mentioned you %(count)d times.", joined.count),
        ngettext(
            "%(name)s and %(others)d other mentioned you.",
            "%(name)s and %(others)d others mentioned you.",
            joined.others,
        ),
    )
    url = _comment_url(event) if event.comment else event.post.get_absolute_url()
    return Words(text, url, _("It is about you"), shortened(about.text, EXCERPT))


def _message(event: Event, joined: Joined, person: Any) -> Words:
    if event.actor is None:
        # A guest, or somebody who is not named: the other side of the order.
        is_mine = event.order.buyer_id == person.pk
        text = _("%(store)s wrote to you about an order.") if is_mine else _("The buyer wrote to you about an order.")
        why = _("You ordered this") if is_mine else _("It is your store")
        return Words(text % {"store": event.order.store}, event.order.get_absolute_url(), why, icon="shopping-bag")
    one = _("%(name)s wrote to you about an order.")
    often = ngettext(
        "%(name)s wrote to you about an order: %(count)d message.",
        "%(name)s wrote to you about an order: %(count)d messages.",
        joined.count,
    )
    why = _("You ordered this") if event.order.buyer_id == person.pk else _("It is your store")
    return Words(_said(event, joined, one, often, often), event.order.get_absolute_url(), why)


def _announcement(event: Event, joined: Joined, person: Any) -> Words:
    text = _("Announcement in %(where)s") % {"where": event.post.channel}
    return Words(text, event.post.get_absolute_url(), _("You are in this group"), shortened(event.post.text, EXCERPT))


def _duty(event: Event, joined: Joined, person: Any) -> Words:
    group = event.group
    if group is None:
        text = ngettext(
            "Something on the site waits for a moderator.",
            "%(count)d things on the site wait for a moderator.",
            joined.count,
        )
        return Words(text % {"count": joined.count}, reverse("mod"), _("You run this site"), icon="shield-check")
    text = ngettext(
        "Something in %(group)s waits for a moderator.",
        "%(count)d things in %(group)s wait for a moderator.",
        joined.count,
    )
    url = reverse("group_mod", args=[group.slug])
    names = {"count": joined.count, "group": group}
    return Words(text % names, url, _("You look after this group"), icon="shield-check")


_WORDS: dict[Kind, Callable[[Event, Joined, Any], Words]] = {
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
    Kind.REPORT: _report,
    Kind.APPEAL: _moderation,
    Kind.ARCHIVE: _archive,
    Kind.DRAFT: _draft,
    Kind.DUTY: _duty,
}
