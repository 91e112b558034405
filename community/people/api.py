"""People in the API: public pages, oneself, whom one has blocked or muted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from community.brand.api import RecordSerializer
from community.people.blocking import block, unblock
from community.people.models import Block, Person, PersonMute
from community.people.muting import mute_person, unmute_person
from community.people.places import person_standing
from community.people.profile import (
    HEADLINE_LENGTH,
    MOST_SPECIALTIES,
    PLACE_LENGTH,
    SPECIALTY_LENGTH,
    STORY_LENGTH,
    write_profile,
)
from community.people.reaching import known_contacts
from community.people.settling import set_language, set_time_zone
from config.kit.api.filled import FilledList
from config.kit.api.trust import TrustField
from config.kit.api.viewsets import GenericViewSet, ReadOnlyViewSet
from config.kit.policies import anyone, signed_in
from content.pictures.api import PictureSerializer

USERNAME_REGEX = r"[a-z0-9_-]{1,40}"


class SpecialtiesField(serializers.ListField):
    """What someone knows, in words of at most twenty characters."""

    child = serializers.CharField(max_length=SPECIALTY_LENGTH)

    def to_representation(self, value: Any) -> list[str]:
        return [tag.name for tag in sorted(value.all(), key=lambda tag: tag.pk)]


class PersonSerializer(serializers.ModelSerializer):
    """What everyone may know of a person."""

    specialties = SpecialtiesField(max_length=MOST_SPECIALTIES, read_only=True)
    photo = PictureSerializer(read_only=True, allow_null=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True, help_text="The path of their page.")
    trust = TrustField(person_standing)

    class Meta:
        model = Person
        fields = [
            "username",
            "name",
            "headline",
            "story",
            "place_name",
            "specialties",
            "photo",
            "url",
            "date_joined",
            "trust",
        ]
        read_only_fields = fields
        list_serializer_class = FilledList


class ProfileSerializer(RecordSerializer, PersonSerializer):
    """What everyone may know of a person, with their record."""

    class Meta(PersonSerializer.Meta):
        fields = [*PersonSerializer.Meta.fields, "promises", "answers", "year"]
        read_only_fields = fields


class ContactSerializer(serializers.Serializer):
    """One way in which a person is reached."""

    kind = serializers.ChoiceField(choices=["email", "phone"], source="contact.kind")
    value = serializers.CharField(source="contact.value")
    verified = serializers.BooleanField()


class MeSerializer(PersonSerializer):
    """What one knows of oneself."""

    contacts = serializers.SerializerMethodField()
    trust = None

    class Meta(PersonSerializer.Meta):
        fields = [
            *(name for name in PersonSerializer.Meta.fields if name != "trust"),
            "language",
            "time_zone",
            "contacts",
        ]
        read_only_fields = fields

    @extend_schema_field(ContactSerializer(many=True))
    def get_contacts(self, person: Person) -> list[dict[str, Any]]:
        return list(ContactSerializer(known_contacts(person), many=True).data)


class MeChangeSerializer(serializers.Serializer):
    """What one may change of oneself; what is not given stays."""

    name = serializers.CharField(max_length=40, required=False)
    username = serializers.CharField(max_length=40, required=False)
    headline = serializers.CharField(max_length=HEADLINE_LENGTH, required=False, allow_blank=True)
    story = serializers.CharField(max_length=STORY_LENGTH, required=False, allow_blank=True, help_text="Markdown.")
    place_name = serializers.CharField(max_length=PLACE_LENGTH, required=False, allow_blank=True)
    specialties = serializers.ListField(
        child=serializers.CharField(max_length=SPECIALTY_LENGTH), max_length=MOST_SPECIALTIES, required=False
    )
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    time_zone = serializers.CharField(max_length=60, required=False, allow_blank=True, help_text="IANA name.")


class PersonFilter(filters.FilterSet):
    """`specialty`: people who name it; `place`: part of where they are."""

    specialty = filters.CharFilter(field_name="specialties__name", lookup_expr="iexact", distinct=True)
    place = filters.CharFilter(field_name="place_name", lookup_expr="icontains")

    class Meta:
        model = Person
        fields: list[str] = []


class PersonViewSet(ReadOnlyViewSet):
    """People who are not suspended, without those blocked either way."""

    rules = {"list": anyone, "retrieve": anyone}
    serializer_class = PersonSerializer
    filterset_class = PersonFilter
    queryset = Person.objects.none()
    lookup_field = "username"
    lookup_value_regex = USERNAME_REGEX

    def get_serializer_class(self) -> Any:
        return ProfileSerializer if self.action == "retrieve" else PersonSerializer

    def get_queryset(self) -> QuerySet[Person]:
        seen = Person.objects.visible_to(self.request.user)
        return seen.select_related("photo").prefetch_related("specialties")


class MeViewSet(GenericViewSet):
    """Oneself."""

    rules = {"retrieve": signed_in, "partial_update": signed_in}
    serializer_class = MeSerializer
    queryset = Person.objects.none()

    @extend_schema(operation_id="me_retrieve", responses=MeSerializer)
    def retrieve(self, request: Request) -> Response:
        """Who one is, and how one is reached."""
        return Response(self.get_serializer(self.actor()).data)

    @extend_schema(operation_id="me_change", request=MeChangeSerializer, responses=MeSerializer)
    def partial_update(self, request: Request) -> Response:
        """Change what one says of oneself, and how the site speaks to one."""
        changes = self.validated(MeChangeSerializer)
        me = self.actor()
        if "language" in changes:
            set_language(me, language=changes.pop("language"))
        if "time_zone" in changes:
            set_time_zone(me, time_zone=changes.pop("time_zone"))
        write_profile(me, **changes)
        return Response(self.get_serializer(me).data)


class TieViewSet(mixins.ListModelMixin, GenericViewSet):
    """What blocks and mutes have in common: a row ties one to somebody else, who is named by their username."""

    rules = {"list": signed_in, "create": signed_in, "destroy": signed_in}
    lookup_url_kwarg = "username"
    lookup_value_regex = USERNAME_REGEX
    # The field of the row that holds the other person.
    other: str

    def get_queryset(self) -> QuerySet[Any]:
        return self.queryset.model.objects.filter(person=self.request.user.pk).select_related(self.other)

    def begun(self, verb: Callable[..., Any]) -> Response:
        name = self.validated(self.get_serializer_class())[self.other]["username"]
        other = get_object_or_404(Person.objects.visible_to(self.actor()), username=name)
        return Response(self.get_serializer(verb(self.actor(), other=other)).data, status=status.HTTP_201_CREATED)

    def ended(self, verb: Callable[..., Any]) -> Response:
        verb(self.actor(), other=getattr(self.get_object(), self.other))
        return Response(status=status.HTTP_204_NO_CONTENT)


class BlockSerializer(serializers.ModelSerializer):
    """Someone whom one has blocked."""

    username = serializers.CharField(source="blocked.username")
    name = serializers.CharField(source="blocked.display_name", read_only=True)

    class Meta:
        model = Block
        fields = ["username", "name", "created_at"]
        read_only_fields = ["name", "created_at"]


class BlockViewSet(TieViewSet):
    """Whom one has blocked."""

    serializer_class = BlockSerializer
    queryset = Block.objects.none()
    other = "blocked"
    lookup_field = "blocked__username"

    @extend_schema(request=BlockSerializer, responses={201: BlockSerializer})
    def create(self, request: Request) -> Response:
        """Have nothing to do with someone any more."""
        return self.begun(block)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, username: str) -> Response:
        """Take a block back."""
        return self.ended(unblock)


class MuteSerializer(serializers.ModelSerializer):
    """Someone whom one has muted."""

    username = serializers.CharField(source="muted.username")
    name = serializers.CharField(source="muted.display_name", read_only=True)

    class Meta:
        model = PersonMute
        fields = ["username", "name", "created_at"]
        read_only_fields = ["name", "created_at"]


class MuteViewSet(TieViewSet):
    """Whom one has muted."""

    serializer_class = MuteSerializer
    queryset = PersonMute.objects.none()
    other = "muted"
    lookup_field = "muted__username"

    @extend_schema(request=MuteSerializer, responses={201: MuteSerializer})
    def create(self, request: Request) -> Response:
        """Hear nothing of someone any more; they are not told."""
        return self.begun(mute_person)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, username: str) -> Response:
        """Hear them again."""
        return self.ended(unmute_person)


def register(router: Any) -> None:
    router.register("mutes", MuteViewSet, basename="api-mute")
    router.register("people", PersonViewSet, basename="api-person")
    router.register("blocks", BlockViewSet, basename="api-block")


urlpatterns = [path("me/", MeViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="api-me")]
