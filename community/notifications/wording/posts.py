"""What is said of posts, and of what is written under them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.channels.models import Channel
from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.recipients import is_useful_answer
from community.notifications.wording.parts import EXCERPT, Words, name_of, said
from content.text.markdown import shortened


def comment_url(event: Event) -> str:
    return f"{event.post.get_absolute_url()}#comment-{event.comment.reference}"


def comment(event: Event, joined: Joined, person: Any) -> Words:
    text = said(
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
    return Words(text, comment_url(event), _("It is your post"), shortened(event.comment.text, EXCERPT))


def reply(event: Event, joined: Joined, person: Any) -> Words:
    text = said(
        event,
        joined,
        _("%(name)s answered you."),
        ngettext("%(name)s answered you %(count)d time.", "%(name)s answered you %(count)d times.", joined.count),
        ngettext(
            "%(name)s and %(others)d other answered you.", "%(name)s and %(others)d others answered you.", joined.others
        ),
    )
    return Words(text, comment_url(event), _("It is your comment"), shortened(event.comment.text, EXCERPT))


def mention(event: Event, joined: Joined, person: Any) -> Words:
    about = event.comment or event.post
    text = said(
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
    url = comment_url(event) if event.comment else event.post.get_absolute_url()
    return Words(text, url, _("It is about you"), shortened(about.text, EXCERPT))


def reaction(event: Event, joined: Joined, person: Any) -> Words:
    if is_useful_answer(event):
        return _useful(event, joined)
    one = _("%(name)s reacted to your post.")
    many = ngettext(
        "%(name)s and %(others)d other reacted to your post.",
        "%(name)s and %(others)d others reacted to your post.",
        joined.others,
    )
    text = said(event, joined, one, one, many)
    return Words(text, event.post.get_absolute_url(), _("It is your post"), shortened(event.post.text, EXCERPT))


def _useful(event: Event, joined: Joined) -> Words:
    text = said(
        event,
        joined,
        _("%(name)s says that your answer helped."),
        ngettext(
            "%(name)s says that %(count)d answer of yours helped.",
            "%(name)s says that %(count)d answers of yours helped.",
            joined.count,
        ),
        ngettext(
            "%(name)s and %(others)d other say that your answers helped.",
            "%(name)s and %(others)d others say that your answers helped.",
            joined.others,
        ),
    )
    return Words(text, comment_url(event), _("It is your answer"), shortened(event.comment.text, EXCERPT))


def news(event: Event, joined: Joined, person: Any) -> Words:
    channel = event.post.channel
    one, why = {
        Channel.Kind.GROUP: (_("%(name)s posted in %(where)s."), _("You are in this group")),
        Channel.Kind.STORE: (_("%(where)s has news."), _("You follow this store")),
        Channel.Kind.PERSON: (_("%(where)s posted something."), _("You follow this person")),
        Channel.Kind.PICKS: (_("%(name)s has new picks: %(where)s."), _("You follow this list")),
    }[Channel.Kind(channel.kind)]
    many = ngettext("%(count)d new post from %(where)s.", "%(count)d new posts from %(where)s.", joined.count)
    url = event.post.get_absolute_url() if joined.count == 1 else channel.get_absolute_url()
    names = {"name": name_of(event.actor), "where": channel, "count": joined.count}
    return Words((one if joined.count == 1 else many) % names, url, why, shortened(event.post.text, EXCERPT))


def announcement(event: Event, joined: Joined, person: Any) -> Words:
    text = _("Announcement in %(where)s") % {"where": event.post.channel}
    return Words(text, event.post.get_absolute_url(), _("You are in this group"), shortened(event.post.text, EXCERPT))


def draft(event: Event, joined: Joined, person: Any) -> Words:
    ruling, reason = event.moderation, ""
    if event.post:
        text, url = _("Your post was looked at, and is out now."), event.post.get_absolute_url()
    elif ruling is None:
        text, url = _("Your draft could not be published. It says why."), reverse("drafts")
    else:
        back, after_all = _("A moderator gave your draft back."), _("A moderator let your draft pass after all.")
        text = back if ruling.verb == ruling.Verb.REFUSE_POST else after_all
        url, reason = ruling.get_absolute_url(), _("Reason: %(reason)s") % {"reason": ruling.reason}
    return Words(text, url, _("You wrote it"), reason, icon="pencil")
