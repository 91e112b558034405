"""Reports, rulings and appeals in the API; for moderators their queue and the unwanted words."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import PersonNameSerializer
from community.moderation import queue
from community.moderation.acts import OF_CASES, act_on
from community.moderation.appealing import TEXT_LENGTH, appeal, decide_appeal, open_appeals
from community.moderation.filtering import add_rule, remove_rule
from community.moderation.keeping_api import HiddenPostViewSet, KeepersViewSet, ModerationActionViewSet
from community.moderation.models import (
    REASON_LENGTH,
    Appeal,
    Case,
    ModerationAction,
    Outcome,
    Report,
    Restriction,
    WordRule,
)
from community.moderation.policies import appeals_judged_by, cases_seen_by, kept_by
from community.moderation.recalling import is_unnamed
from community.moderation.reporting import report
from community.moderation.rulings import rulings_of
from community.moderation.serializing import ActRowSerializer, RecallingListSerializer
from community.moderation.targets import find_target, load_targets, still_seen
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in, staff

REASON = OpenApiParameter("reason", str, description="For the log.")


class ReportSerializer(serializers.ModelSerializer):
    about = serializers.SerializerMethodField(
        help_text="What was reported, in words; empty where one no longer sees it."
    )
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_blank=True, read_only=True)

    class Meta:
        model = Report
        fields = ["reference", "about", "reason", "note", "created_at", "settled_at", "outcome", "answer"]
        read_only_fields = fields

    def get_about(self, made: Report) -> str:
        return str(made.target) if made.pk in self.context["seen"] and made.target else ""


class ReportWriteSerializer(serializers.Serializer):
    """`target` is post:<reference>, comment:<reference>, group:<slug>, store:<slug>, product:<store>/<slug>,
    person:<username>, article:<slug>, invitation:<reference>, order:<reference>, message:<reference>,
    picks:<reference>, pick:<reference>, hail:<reference> or offer:<reference>."""

    target = serializers.CharField(max_length=130)
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ReportViewSet(mixins.ListModelMixin, GenericViewSet):
    """What one has reported."""

    rules = {"list": signed_in, "create": signed_in}
    serializer_class = ReportSerializer
    queryset = Report.objects.none()

    def get_queryset(self) -> QuerySet[Report]:
        mine = Report.objects.filter(reporter=self.request.user.pk)
        return mine.select_related("target_type").prefetch_related("target")

    def list(self, request: Request) -> Response:
        """What one has reported, newest first."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.shown(rows, many=True))

    def shown(self, reports: Any, *, many: bool = False) -> Any:
        seen = still_seen(self.actor(), reports if many else [reports])
        return ReportSerializer(reports, many=many, context={**self.get_serializer_context(), "seen": seen}).data

    @extend_schema(request=ReportWriteSerializer, responses={201: ReportSerializer})
    def create(self, request: Request) -> Response:
        """Tell the moderators about something. Telling again changes the one report."""
        data = self.validated(ReportWriteSerializer)
        target = find_target(self.actor(), data["target"])
        if target is None:
            raise Http404
        made = report(self.actor(), target=target, reason=data["reason"], note=data["note"])
        return Response(self.shown(made), status=status.HTTP_201_CREATED)


class AppealSerializer(serializers.ModelSerializer):
    outcome = serializers.ChoiceField(choices=Appeal.Outcome.choices, allow_blank=True, read_only=True)

    class Meta:
        model = Appeal
        fields = ["reference", "text", "created_at", "decided_at", "outcome", "answer"]
        read_only_fields = fields


class RulingSerializer(ActRowSerializer):
    """What was decided about one; who did it is not told."""

    group = serializers.CharField(source="group.slug", read_only=True, allow_null=True, default=None)
    taken_back = serializers.SerializerMethodField()
    appeal = serializers.SerializerMethodField()

    class Meta:
        model = ModerationAction
        fields = [
            *("reference", "verb", "target_name", "group", "by_staff", "reason", "limits", "until", "at", "taken_back"),
            "appeal",
        ]
        read_only_fields = fields
        list_serializer_class = RecallingListSerializer

    def get_taken_back(self, action: ModerationAction) -> bool:
        return bool(action.undone_by.all())

    @extend_schema_field(AppealSerializer(allow_null=True))
    def get_appeal(self, action: ModerationAction) -> Any:
        made = getattr(action, "appeal", None)
        return AppealSerializer(made).data if made else None


class AppealWriteSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=TEXT_LENGTH)


class RulingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """What moderators decided about one."""

    rules = {"list": signed_in, "retrieve": signed_in, "appeal": signed_in}
    serializer_class = RulingSerializer
    queryset = ModerationAction.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[ModerationAction]:
        return rulings_of(self.request.user)

    @extend_schema(request=AppealWriteSerializer, responses={201: AppealSerializer})
    @action(detail=True, methods=["post"])
    def appeal(self, request: Request, reference: str) -> Response:
        """Say once that it was wrong. Somebody who did not decide it will."""
        found = self.get_object()
        made = appeal(self.actor(), action=found, text=self.validated(AppealWriteSerializer)["text"])
        return Response(AppealSerializer(made).data, status=status.HTTP_201_CREATED)


class CaseSerializer(serializers.ModelSerializer):
    kind = serializers.CharField(source="target_type.model", read_only=True)
    about = serializers.SerializerMethodField(help_text="Whom it concerns; null where that is not told.")
    group = serializers.CharField(source="group.slug", read_only=True, allow_null=True, default=None)
    reports = serializers.IntegerField(source="report_count", read_only=True, default=0)
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_blank=True, read_only=True)

    class Meta:
        model = Case
        fields = ["reference", "kind", "about", "group", "reports", "created_at", "settled_at", "outcome", "reason"]
        read_only_fields = fields

    @extend_schema_field(PersonNameSerializer(allow_null=True))
    def get_about(self, case: Case) -> Any:
        is_told = case.about is not None and not is_unnamed(case.target_type)
        return PersonNameSerializer(case.about).data if is_told else None


class ActSerializer(serializers.Serializer):
    """`days` of 0 last until lifted; `what` is what a limit is on; `on_site` a limit for the whole site."""

    act = serializers.ChoiceField(choices=sorted(OF_CASES))
    reason = serializers.CharField(max_length=REASON_LENGTH)
    what = serializers.ListField(
        child=serializers.ChoiceField(choices=Restriction.What), required=False, default=list, max_length=5
    )
    days = serializers.IntegerField(min_value=0, max_value=3650, required=False, default=0)
    on_site = serializers.BooleanField(required=False, default=False)


class CaseViewSet(mixins.ListModelMixin, KeepersViewSet):
    """What was reported and waits, oldest first."""

    rules = {"list": signed_in, "act": signed_in}
    serializer_class = CaseSerializer
    queryset = Case.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Case]:
        return queue.open_cases(self.actor(), self.kept()).annotate(report_count=Count("reports"))

    def list(self, request: Request) -> Response:
        """Cases that one may handle, with how many reported each."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(CaseSerializer(rows, many=True).data)

    @extend_schema(request=ActSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def act(self, request: Request, reference: str) -> Response:
        """Act on a case, or find nothing wrong; it ends with it, and all are told."""
        rows = Case.objects.select_related("target_type", "about", "group")
        found = get_object_or_404(rows.filter(cases_seen_by(self.actor())), reference=reference)
        given = self.validated(ActSerializer)
        target = load_targets([found]).get((found.target_type_id, found.target_id))
        return Response(CaseSerializer(act_on(self.actor(), case=found, target=target, **given)).data)


class WaitingAppealSerializer(AppealSerializer):
    ruling = RulingSerializer(source="action", read_only=True)

    class Meta(AppealSerializer.Meta):
        fields = [*AppealSerializer.Meta.fields, "ruling"]
        read_only_fields = fields
        list_serializer_class = RecallingListSerializer


class DecisionSerializer(serializers.Serializer):
    upheld = serializers.BooleanField()
    answer = serializers.CharField(max_length=REASON_LENGTH)


class AppealViewSet(mixins.ListModelMixin, KeepersViewSet):
    """Appeals that wait for one's decision."""

    rules = {"list": signed_in, "decide": signed_in}
    serializer_class = WaitingAppealSerializer
    queryset = Appeal.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Appeal]:
        return open_appeals(self.actor(), self.kept()).prefetch_related("action__undone_by", "action__appeal")

    @extend_schema(request=DecisionSerializer, responses=AppealSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, reference: str) -> Response:
        """Agree, which takes the act back, or let it stand; with an answer that is told."""
        rows = Appeal.objects.select_related("action__group")
        found = get_object_or_404(rows.filter(appeals_judged_by(self.actor())), reference=reference)
        given = self.validated(DecisionSerializer)
        return Response(AppealSerializer(decide_appeal(self.actor(), appeal=found, **given)).data)


class WordSerializer(serializers.ModelSerializer):
    class Meta:
        model = WordRule
        fields = ["reference", "kind", "text", "effect", "created_at"]
        read_only_fields = ["reference", "created_at"]


class NewWordSerializer(WordSerializer):
    reason = serializers.CharField(
        max_length=REASON_LENGTH, required=False, allow_blank=True, default="", help_text="For the log."
    )

    class Meta(WordSerializer.Meta):
        fields = [*WordSerializer.Meta.fields, "reason"]


class WordViewSet(mixins.ListModelMixin, KeepersViewSet):
    """Words and websites that a group, or the site, does not want."""

    rules = {"list": signed_in, "create": signed_in, "destroy": signed_in}
    serializer_class = WordSerializer
    queryset = WordRule.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[WordRule]:
        return WordRule.objects.filter(group=self.kept())

    @extend_schema(
        parameters=[OpenApiParameter("group", str, description="Slug of a group; without it the site.")],
        request=NewWordSerializer,
        responses={201: WordSerializer},
    )
    def create(self, request: Request) -> Response:
        """Put a word or a website on the list."""
        group = self.kept()
        rule = add_rule(self.actor(), group=group, **self.validated(NewWordSerializer))
        return Response(WordSerializer(rule).data, status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[REASON], responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Take it off again."""
        rules = WordRule.objects.select_related("group")
        mine = rules if staff(self.actor()) else rules.filter(kept_by(self.actor()))
        rule = get_object_or_404(mine, reference=reference)
        remove_rule(self.actor(), rule=rule, reason=request.query_params.get("reason", ""))
        return Response(status=status.HTTP_204_NO_CONTENT)


def register(router: Any) -> None:
    router.register("reports", ReportViewSet, basename="api-report")
    router.register("rulings", RulingViewSet, basename="api-ruling")
    router.register("cases", CaseViewSet, basename="api-case")
    router.register("appeals", AppealViewSet, basename="api-appeal")
    router.register("words", WordViewSet, basename="api-word")
    router.register("hidden-posts", HiddenPostViewSet, basename="api-hidden-post")
    router.register("moderation", ModerationActionViewSet, basename="api-moderation")
