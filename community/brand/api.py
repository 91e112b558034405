"""What the owner of a page sees of it, in the API; and what everyone may know of a person's record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from community.brand.choosing import ShownTo, choose_shown, memberships, shown_to
from community.brand.knowing import answers_counted
from community.brand.models import ProfileChoice, ProfileVisit
from community.brand.promises import promises_of
from community.brand.stepping import Step, steps_of
from community.brand.thinness import Part
from community.brand.visiting import visits_of
from community.brand.year import days_of
from community.people.models import Person
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in


class PromisesSerializer(serializers.Serializer):
    """Promises kept of promises made; `is_enough` says whether there are enough of them to say something."""

    kept = serializers.IntegerField()
    made = serializers.IntegerField()
    is_enough = serializers.BooleanField()


class DaySerializer(serializers.Serializer):
    """How much there was on a day, by the person's own clock."""

    day = serializers.DateField()
    count = serializers.IntegerField()


class AnswersSerializer(serializers.Serializer):
    """Answers to others in public, and how many of them helped whoever asked."""

    count = serializers.IntegerField()
    useful = serializers.IntegerField()


class RecordSerializer(serializers.Serializer):
    """What everyone may know of what a person did: promises, answers, and the days of the last 53 weeks on which they
    wrote in public or kept a promise; days without anything are left out."""

    promises = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    year = serializers.SerializerMethodField()

    @extend_schema_field(AnswersSerializer)
    def get_answers(self, person: Person) -> Any:
        count, useful = answers_counted(person)
        return {"count": count, "useful": useful}

    @extend_schema_field(PromisesSerializer)
    def get_promises(self, person: Person) -> Any:
        return PromisesSerializer(promises_of(person)).data

    @extend_schema_field(DaySerializer(many=True))
    def get_year(self, person: Person) -> Any:
        return _days(sorted(days_of(person).items()))


class SourceSerializer(serializers.Serializer):
    """Visits of the last 28 days from one kind of source."""

    source = serializers.ChoiceField(choices=ProfileVisit.Source.choices)
    count = serializers.IntegerField()


class VisitsSerializer(serializers.Serializer):
    """Visits of the last 28 days, oldest day first. Who came is kept nowhere."""

    total = serializers.IntegerField()
    days = serializers.SerializerMethodField()
    sources = serializers.SerializerMethodField()

    @extend_schema_field(DaySerializer(many=True))
    def get_days(self, visits: Any) -> Any:
        return _days(visits.days)

    @extend_schema_field(SourceSerializer(many=True))
    def get_sources(self, visits: Any) -> Any:
        return SourceSerializer(
            [{"source": source, "count": count} for source, count in visits.sources], many=True
        ).data


class StepSerializer(serializers.Serializer):
    """A thin part of the record, why it counts, and the honest step that would strengthen it."""

    part = serializers.ChoiceField(choices=[(part.value, part.value) for part in Part])
    what = serializers.CharField()
    why = serializers.CharField()
    do = serializers.CharField()
    url = serializers.CharField(help_text="The path where it is done.")


class ShownGroupSerializer(serializers.Serializer):
    """One of one's groups, and to whom one's page shows that one is in it. Hidden groups are not among them."""

    slug = serializers.CharField()
    shown_to = serializers.ChoiceField(choices=ShownTo.choices)


class BrandSerializer(serializers.Serializer):
    """One's own page: how it is found, what is thin, what it shows."""

    promises = PromisesSerializer()
    visits = VisitsSerializer()
    steps = StepSerializer(many=True)
    lessons = serializers.BooleanField(help_text="Whether the finished lessons are shown.")
    groups = ShownGroupSerializer(many=True)


class BrandChangeSerializer(serializers.Serializer):
    """What the page shows; what is not given stays."""

    lessons = serializers.BooleanField(required=False)
    groups = serializers.DictField(child=serializers.ChoiceField(choices=ShownTo.choices), required=False)


class BrandViewSet(GenericViewSet):
    """One's own page, as its owner sees it."""

    rules = {"retrieve": signed_in, "partial_update": signed_in}
    serializer_class = BrandSerializer
    queryset = ProfileChoice.objects.none()

    @extend_schema(operation_id="me_brand_retrieve", responses=BrandSerializer)
    def retrieve(self, request: Request) -> Response:
        """Visits by day and kind of source, what is thin and what would strengthen it, what is shown."""
        return Response(self._told())

    @extend_schema(operation_id="me_brand_change", request=BrandChangeSerializer, responses=BrandSerializer)
    def partial_update(self, request: Request) -> Response:
        """Choose what the page shows: the lessons, and each group to everyone, its members or nobody."""
        choose_shown(self.actor(), **self.validated(BrandChangeSerializer))
        return Response(self._told())

    def _told(self) -> dict[str, Any]:
        me = self.actor()
        steps: list[Step] = steps_of(me)
        ties = [(tie.channel.group, shown_to(tie)) for tie in memberships(me)]
        told = {
            "promises": promises_of(me),
            "visits": visits_of(me),
            "steps": steps,
            "lessons": ProfileChoice.objects.filter(person=me, lessons=True).exists(),
            "groups": [{"slug": group.slug, "shown_to": chosen} for group, chosen in ties if group],
        }
        return dict(self.get_serializer(told).data)


def _days(days: Any) -> Any:
    rows: list[dict[str, date | int]] = [{"day": day, "count": count} for day, count in days]
    return DaySerializer(rows, many=True).data


urlpatterns = [
    path("me/brand/", BrandViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="api-brand")
]
