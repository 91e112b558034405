"""What a person does not want to follow."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from community.channels.channels import channel_key
from community.channels.models import Channel
from community.suggestions.models import Dismissal
from config.kit.personal import Column, Topic, erased, exported


@exported(
    Topic.PEOPLE,
    "suggestions_waved_off",
    title=_("What is not to be suggested to me"),
    columns={
        "channel": Column(_("What"), lambda row: channel_key(row.channel.subject) if row.is_seen else ""),
        "created_at": _("When"),
    },
)
def dismissals(person: Any) -> QuerySet[Dismissal]:
    """Of what is not shown to them any more the name is left out."""
    related = ("channel__store", "channel__person", "channel__picks", "channel__group")
    seen = Channel.objects.readable_by(person).filter(pk=OuterRef("channel"))
    return Dismissal.objects.filter(person=person).select_related(*related).annotate(is_seen=Exists(seen))


@erased
def forget_dismissals(person: Any) -> None:
    Dismissal.objects.filter(person=person).delete()
