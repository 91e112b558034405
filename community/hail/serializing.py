"""How the API reads and writes hails. Nothing of whose they are is in it, for anybody."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from community.groups.models import Group
from community.hail.hailing import LASTS, MOST_GROUPS, MOST_PICTURES, MOST_TAGS, TEXT_LENGTH, USUALLY
from community.hail.models import MAX_RADIUS, Audience, Hail
from community.hail.policies import is_hailer
from community.hail.widening import wider
from config.kit.errors import Invalid
from config.kit.geo import MICRO, Place
from config.kit.money import MAX_MAJOR
from content.pictures.api import PictureSerializer
from shop.catalog.wording import TAG_LENGTH
from shop.stores.api import PointSerializer

MOST_PIECES = 999
RADIUS = {"min_value": 500, "max_value": MAX_RADIUS, "help_text": "Metres."}
HIDDEN = "hidden"
ENDED_AS = [*Hail.State.choices, (HIDDEN, HIDDEN)]
ASKING = {
    "text": "十二份桂花酥，周六聚会用",
    "budget": 30000,
    "needed_on": "2030-05-18",
    "hours": 24,
    "audience": "nearby",
    "radius": 3000,
    "place": {"lat": 30.25, "lon": 120.15},
    "place_name": "西湖边",
    "tags": ["点心"],
}


class AskedInSerializer(serializers.Serializer):
    """A group in which it is asked and in which the reader is."""

    slug = serializers.CharField()
    name = serializers.CharField()


class SecondedSerializer(serializers.Serializer):
    """How many want the same, and how many pieces of it in all; `mine` is how many the reader wants."""

    people = serializers.IntegerField(source="second_count")
    pieces = serializers.IntegerField(source="second_pieces")
    mine = serializers.IntegerField(source="my_pieces", allow_null=True)


class OwnHailSerializer(serializers.Serializer):
    """What only the hailer is told."""

    place = serializers.SerializerMethodField(help_text="The middle of the rough area: nothing more exact is kept.")
    radius = serializers.IntegerField(help_text="Metres, where those nearby may answer.")
    called = serializers.IntegerField(source="called_count", help_text="Stores that were called.")
    answered = serializers.IntegerField(source="answered_count", help_text="Stores that answered, called or not.")
    offers = serializers.IntegerField(source="offer_count", help_text="That can be chosen now.")
    offers_url = serializers.SerializerMethodField()
    is_searching = serializers.SerializerMethodField(help_text="Whether nobody has looked for those who fit yet.")
    calls_more = serializers.BooleanField(
        help_text="Whether more are called by and by: where none was yet, those who fit are off duty or busy now."
    )
    wider = serializers.SerializerMethodField(help_text="Whom one could ask besides, the next one first.")
    closed_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(PointSerializer(allow_null=True))
    def get_place(self, hail: Hail) -> dict[str, float] | None:
        return {"lat": hail.place.lat / MICRO, "lon": hail.place.lon / MICRO} if hail.place else None

    @extend_schema_field(serializers.URLField())
    def get_offers_url(self, hail: Hail) -> str:
        return self.context["request"].build_absolute_uri(f"{reverse('api-offer-list')}?hail={hail.reference}")

    def get_is_searching(self, hail: Hail) -> bool:
        return hail.searched_at is None and hail.is_open

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(Audience.choices)))
    def get_wider(self, hail: Hail) -> list[str]:
        return wider(hail) if hail.is_open else []


class HailSerializer(serializers.ModelSerializer):
    """What somebody needs. `budget` is in minor units of `currency`; `own` is null for all but whoever hails, who is
    named to nobody."""

    url = serializers.SerializerMethodField()
    groups = serializers.SerializerMethodField(help_text="In which it is asked, of those in which one is.")
    tags = serializers.SerializerMethodField()
    pictures = serializers.SerializerMethodField()
    state = serializers.ChoiceField(source="ended_as", choices=ENDED_AS)
    time_left = serializers.SerializerMethodField(help_text="Seconds until it ends by itself.")
    seconded = SecondedSerializer(source="*")
    own = serializers.SerializerMethodField()

    class Meta:
        model = Hail
        fields = [
            *("reference", "url", "text", "budget", "currency", "needed_on", "audience", "groups"),
            *("place_name", "tags", "pictures", "state", "created_at", "expires_at", "time_left", "seconded", "own"),
        ]
        read_only_fields = fields

    @property
    def _reader(self) -> Any:
        return self.context["request"].user

    @extend_schema_field(serializers.URLField())
    def get_url(self, hail: Hail) -> str:
        return self.context["request"].build_absolute_uri(f"{reverse('api-hail-list')}{hail.reference}/")

    @extend_schema_field(AskedInSerializer(many=True))
    def get_groups(self, hail: Any) -> Any:
        return AskedInSerializer([row.group for row in hail.shared_groups], many=True).data

    def get_tags(self, hail: Hail) -> list[str]:
        return sorted(tag.name for tag in hail.tags.all())

    @extend_schema_field(PictureSerializer(many=True))
    def get_pictures(self, hail: Hail) -> Any:
        hung = [row.picture for row in hail.pictures.all()]
        return PictureSerializer(hung, many=True, context=self.context).data

    def get_time_left(self, hail: Hail) -> int:
        return max(0, int((hail.expires_at - timezone.now()).total_seconds())) if hail.is_open else 0

    @extend_schema_field(OwnHailSerializer(allow_null=True))
    def get_own(self, hail: Hail) -> Any:
        return OwnHailSerializer(hail, context=self.context).data if is_hailer(self._reader, hail) else None


class WhereSerializer(serializers.Serializer):
    """A rough area: of `place` only the cell of about a kilometre is kept."""

    place = PointSerializer(required=False, allow_null=True)

    def validate_place(self, place: dict[str, float] | None) -> Place | None:
        return Place.from_degrees(place["lat"], place["lon"]) if place else None


@extend_schema_serializer(examples=[OpenApiExample("Nearby", value=ASKING, request_only=True)])
class HailWriteSerializer(WhereSerializer):
    """What one needs. `groups` are slugs of groups of one's own, all of them where none is named; `pictures` are
    references of one's own pictures that hang nowhere yet."""

    text = serializers.CharField(max_length=TEXT_LENGTH)
    budget = serializers.IntegerField(
        min_value=1, max_value=MAX_MAJOR * 100, required=False, allow_null=True, help_text="Minor units, for all of it."
    )
    needed_on = serializers.DateField(required=False, allow_null=True)
    hours = serializers.ChoiceField(choices=[(hours, str(hours)) for hours in LASTS], default=USUALLY)
    audience = serializers.ChoiceField(choices=Audience.choices, default=Audience.EVERYONE)
    groups = serializers.ListField(
        child=serializers.CharField(max_length=60), max_length=MOST_GROUPS, required=False, default=list
    )
    radius = serializers.IntegerField(default=3000, **RADIUS)
    place_name = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    tags = serializers.ListField(
        child=serializers.CharField(max_length=TAG_LENGTH + 1), max_length=MOST_TAGS, required=False, default=list
    )
    pictures = serializers.ListField(
        child=serializers.CharField(max_length=16), max_length=MOST_PICTURES, required=False, default=list
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Further away", value={"audience": "nearby", "radius": 10000}, request_only=True)]
)
class WidenSerializer(WhereSerializer):
    audience = serializers.ChoiceField(choices=Audience.choices)
    radius = serializers.IntegerField(required=False, **RADIUS)


class SecondSerializer(serializers.Serializer):
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES, default=1)


class TagsAskedSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=TEXT_LENGTH, allow_blank=True)


class TagsSerializer(serializers.Serializer):
    tags = serializers.ListField(child=serializers.CharField())


def own_groups(person: Any, slugs: list[str]) -> list[Group]:
    """Groups of which the person is a member, by slug. Raises Invalid at "groups", which tells nothing of a group that
    is not theirs."""
    found = list(Group.objects.joined_by(person).filter(slug__in=slugs)) if slugs else []
    if len(found) < len(set(slugs)):
        raise Invalid(_("You can ask only in groups of which you are a member."), field="groups", code="not_member")
    return found
