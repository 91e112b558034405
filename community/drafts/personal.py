"""What a person was about to say."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.channels.personal import channel_said, with_channels
from community.drafts.models import Draft
from config.kit.personal import Column, Topic, erased, exported, forget_in_history


@exported(
    Topic.SAID,
    "drafts",
    title=_("Drafts"),
    columns={
        "reference": _("Reference"),
        "channel": Column(_("Where"), channel_said),
        "text": _("Text"),
        "link": _("Link"),
        "repost_of": Column(_("Passes on"), "repost_of.reference"),
        "poll": Column(_("Poll"), lambda draft: (draft.poll or {}).get("options", [])),
        "poll_is_multiple": Column(_("Several may be chosen"), lambda draft: (draft.poll or {}).get("is_multiple")),
        "poll_days": Column(_("Days that the poll is open"), lambda draft: (draft.poll or {}).get("days")),
        "photos": Column(
            _("Photos"), lambda draft: [hung.picture.reference for hung in draft.pictures.all()], photos=True
        ),
        "state": Column(_("State"), choices=Draft.State),
        "reason": _("Why it is held"),
        "post": Column(_("Became the post"), "post.reference"),
        "due_at": Column(
            _("To be published"), lambda draft: draft.due_at if draft.state == Draft.State.SCHEDULED else None
        ),
        "created_at": _("Begun"),
        "changed_at": _("Changed"),
    },
)
def drafts(person: Any) -> QuerySet[Draft]:
    rows = with_channels(Draft.objects.filter(author=person), person)
    return rows.select_related("repost_of", "post").prefetch_related("pictures__picture")


@erased
def forget_drafts(person: Any) -> None:
    forget_in_history(Draft.objects.filter(author=person))
    Draft.objects.filter(author=person).delete()
