"""How the API shows groups, members and invitations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from community.channels.models import Subscription
from community.channels.serializing import PersonNameSerializer, own_pictures
from community.groups.inviting import MOST_USES
from community.groups.models import Group, HandOver, Invitation
from community.groups.showing import Front
from community.groups.wording import ANSWER_LENGTH, MOST_QUESTIONS, QUESTION_LENGTH, RULES_LENGTH
from community.moderation.models import Restriction
from content.pictures.api import PictureSerializer


class GroupSerializer(serializers.Serializer):
    """A group's front and how the reader stands to it: a Front."""

    slug = serializers.SlugField(source="group.slug")
    name = serializers.CharField(source="group.name")
    about = serializers.CharField(source="group.about")
    rules = serializers.CharField(source="group.rules", help_text="Markdown.")
    access = serializers.ChoiceField(source="group.access", choices=Group.Access.choices)
    place_name = serializers.CharField(source="group.place_name")
    rules_version = serializers.IntegerField(source="group.rules_version", help_text="Send it to agree to the rules.")
    must_agree = serializers.BooleanField(help_text="The reader has not agreed to the rules as they are now.")
    questions = serializers.ListField(
        source="group.questions", child=serializers.CharField(), help_text="To answer when asking to join."
    )
    photo = PictureSerializer(allow_null=True)
    owner = PersonNameSerializer(allow_null=True, help_text="Null where they and the reader blocked each other.")
    member_count = serializers.IntegerField()
    known_count = serializers.IntegerField(source="known.count", help_text="Members whom the reader follows.")
    my_state = serializers.SerializerMethodField()
    my_role = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(source="group.created_at")

    def get_my_state(self, front: Front) -> str:
        """pending, active, left, banned, or "" for a stranger."""
        return front.membership.state if front.membership else ""

    def get_my_role(self, front: Front) -> str:
        """member, moderator, owner, or "" for whoever is not in."""
        return front.membership.role if front.is_member and front.membership else ""


class GroupWriteSerializer(serializers.Serializer):
    """What one says of a group when founding or changing it. `photo` is the reference of one's own picture."""

    name = serializers.CharField(max_length=40)
    about = serializers.CharField(max_length=200, required=False, allow_blank=True)
    rules = serializers.CharField(max_length=RULES_LENGTH, required=False, allow_blank=True)
    access = serializers.ChoiceField(choices=Group.Access.choices, required=False)
    place_name = serializers.CharField(max_length=60, required=False, allow_blank=True)
    questions = serializers.ListField(
        child=serializers.CharField(max_length=QUESTION_LENGTH), max_length=MOST_QUESTIONS, required=False
    )
    photo = serializers.CharField(max_length=16, required=False, allow_blank=True, allow_null=True)


class GroupFoundSerializer(GroupWriteSerializer):
    slug = serializers.SlugField(max_length=60, required=False, allow_blank=True)


class AnswerSerializer(serializers.Serializer):
    """What someone who asks to join answered."""

    question = serializers.CharField()
    answer = serializers.CharField()


class MembershipSerializer(serializers.ModelSerializer):
    """Someone's membership of a group, or their request for it."""

    person = PersonNameSerializer(read_only=True)
    group = serializers.SlugField(source="channel.group.slug", read_only=True)

    answers = AnswerSerializer(many=True, read_only=True)

    class Meta:
        model = Subscription
        fields = ["group", "person", "role", "state", "note", "answers", "rules_version", "began_at"]
        read_only_fields = fields


class MemberSerializer(serializers.ModelSerializer):
    """A member as other members see them."""

    person = PersonNameSerializer(read_only=True)

    class Meta:
        model = Subscription
        fields = ["person", "role", "began_at"]
        read_only_fields = fields


class BanSerializer(serializers.Serializer):
    """Someone who is banned, why and since when: a BanRow."""

    person = PersonNameSerializer()
    reason = serializers.CharField()
    banned_by = PersonNameSerializer(source="action.actor", allow_null=True, default=None)
    banned_at = serializers.DateTimeField(source="subscription.changed_at")


class AgreeSerializer(serializers.Serializer):
    rules = serializers.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        allow_null=True,
        default=None,
        help_text="The version of the rules that one agrees to.",
    )


class JoinSerializer(AgreeSerializer):
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    answers = serializers.DictField(
        child=serializers.CharField(max_length=ANSWER_LENGTH, allow_blank=True),
        required=False,
        default=dict,
        help_text="By question.",
    )


class CloseSerializer(serializers.Serializer):
    """The owner needs no reason; the staff does."""

    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class LeaveSerializer(serializers.Serializer):
    passing_on = serializers.BooleanField(
        required=False, default=False, help_text="The owner lets the group pass on by its rule, or close."
    )


class HandOverSerializer(serializers.ModelSerializer):
    """An offer of the group to a member."""

    group = serializers.SlugField(source="group.slug", read_only=True)
    offered_by = PersonNameSerializer(read_only=True)
    to = PersonNameSerializer(read_only=True)

    class Meta:
        model = HandOver
        fields = ["group", "offered_by", "to", "state", "created_at", "ended_at"]
        read_only_fields = fields


class AnnouncementSerializer(serializers.Serializer):
    post = serializers.CharField(max_length=16, help_text="Reference of a post in the group.")


class RoleSerializer(serializers.Serializer):
    role = serializers.ChoiceField(choices=[Subscription.Role.MEMBER, Subscription.Role.MODERATOR])
    reason = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default="", help_text="Needed to take the role away."
    )


class RemovalSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=200)
    ban = serializers.BooleanField(required=False, default=False)


class LimitSerializer(serializers.Serializer):
    """`days` of 0 last until it is lifted; `what` is what the limit is on."""

    what = serializers.ListField(
        child=serializers.ChoiceField(choices=Restriction.What), min_length=1, max_length=len(Restriction.What)
    )
    days = serializers.IntegerField(min_value=0, max_value=3650, required=False, default=0)
    reason = serializers.CharField(max_length=200)


class HeirSerializer(serializers.Serializer):
    to = serializers.CharField(max_length=40, help_text="Username of a member.")


class InvitationSerializer(serializers.ModelSerializer):
    """A link that lets people in."""

    group = serializers.SlugField(source="group.slug", read_only=True)
    created_by = PersonNameSerializer(read_only=True)
    url = serializers.SerializerMethodField()
    is_usable = serializers.BooleanField(read_only=True)
    uses_left = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = Invitation
        fields = ["reference", "url", "group", "created_by", "max_uses", "uses", "uses_left", "expires_at", "is_usable"]
        read_only_fields = fields

    def get_url(self, invitation: Invitation) -> str:
        request = self.context.get("request")
        path = invitation.get_absolute_url()
        return request.build_absolute_uri(path) if request else path


class InvitationWriteSerializer(serializers.Serializer):
    max_uses = serializers.IntegerField(min_value=1, max_value=MOST_USES, required=False, allow_null=True)
    expires_at = serializers.DateTimeField(required=False, allow_null=True)


class InvitationFrontSerializer(serializers.Serializer):
    """What the holder of an invitation sees: the front of the group."""

    reference = serializers.CharField()
    created_by = PersonNameSerializer()
    group = GroupSerializer()


def write_fields(person: Any, data: dict[str, Any]) -> dict[str, Any]:
    """Validated input as the verbs take it: the photo's reference becomes the picture."""
    if data.get("photo"):
        data["photo"] = own_pictures(person, [data["photo"]], field="photo")[0]
    elif "photo" in data:
        data["photo"] = None
    return data
