"""What the feeds keep of a person: when they last looked."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.feeds.models import FeedVisit
from config.kit.personal import Topic, erased, exported


@exported(
    Topic.ME,
    "feed_visits",
    title=_("When I last looked at my feed"),
    columns={"at": _("Looked last"), "left": _("Went away"), "back": _("Came back")},
)
def visits(person: Any) -> QuerySet[FeedVisit]:
    return FeedVisit.objects.filter(person=person)


@erased
def forget_visits(person: Any) -> None:
    FeedVisit.objects.filter(person=person).delete()
