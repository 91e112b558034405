from datetime import timedelta

import pytest
from django.utils import timezone

from community.drafts import drafting
from community.drafts.models import Draft


@pytest.fixture
def draft(group, member):
    return drafting.save(member, channel=group.channel, text="明天到货")


@pytest.fixture
def due():
    """`due(draft)` gives the draft a time that has come."""

    def made_due(draft):
        drafting.schedule(draft.author, draft=draft, due_at=timezone.now() + timedelta(hours=1))
        Draft.objects.filter(pk=draft.pk).update(due_at=timezone.now() - timedelta(seconds=10))
        draft.refresh_from_db()
        return draft

    return made_due
