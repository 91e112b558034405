"""What of the ledger stands in the log of moderation; nobody reports it, as whom it is about can object."""

from __future__ import annotations

from django.urls import reverse

from community.moderation.registry import reportable
from community.trust.models import Dispute, Verification

reportable(
    "dispute",
    Dispute,
    find=lambda person, key: None,
    key=lambda made: made.reference,
    about=lambda made, reporter: made.person,
    place=lambda made: reverse("my_evidence"),
    text=lambda made: made.text,
    title=lambda made, at: str(made.evidence.get_kind_display()),
    load=lambda rows: rows.select_related("evidence"),
)
reportable(
    "verification",
    Verification,
    find=lambda person, key: None,
    key=lambda row: row.reference,
    about=lambda row, reporter: row.person,
    place=lambda row: row.person.get_absolute_url(),
    title=lambda row, at: "",
    load=lambda rows: rows.select_related("person"),
)
