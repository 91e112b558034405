import pytest

from community.brand.models import ProfileVisit
from community.trust.models import Evidence
from community.trust.recording import record
from tests.factories import PersonFactory, StoreFactory, channel_of

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def lin():
    person = PersonFactory(username="lin", name="林晓雨", headline="只卖自己喝过三年的茶。", language="en")
    channel_of(person)
    return person


@pytest.fixture
def keep():
    """`keep(person, times)`: so many promises kept, each to somebody else; `kept=False` for broken ones."""

    def kept_to_others(person, times, *, kept=True, topic=None):
        kind = Evidence.Kind.KEPT if kept else Evidence.Kind.BROKEN
        # What the facts came from does not matter here.
        return [
            record(kind, by=PersonFactory(), about=person, source=StoreFactory(), topic=topic) for _time in range(times)
        ]

    return kept_to_others


@pytest.fixture
def counts():
    """`counts()`: visits by source."""
    return lambda: dict(ProfileVisit.objects.values_list("source", "count"))
