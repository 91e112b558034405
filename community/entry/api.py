"""The API's key: had for a one-time code or a password, and revoked."""

from __future__ import annotations

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from community.entry.codes import Purpose, send_code
from community.entry.entering import enter_by_code, enter_by_password, refuse_suspended
from community.entry.models import CODE_LIFETIME, OneTimeCode
from community.entry.session import origin
from community.entry.tokens import new_token, revoke_token
from community.people.contacts import parse_contact
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import anyone, signed_in


class CodeRequestSerializer(serializers.Serializer):
    """Where to send a code."""

    contact = serializers.CharField(max_length=254, help_text="E-mail or phone number.")


class CodeSentSerializer(serializers.Serializer):
    """Give `reference` back with the code."""

    reference = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="Seconds.")


class KeyRequestSerializer(serializers.Serializer):
    """Either `reference` and `code`, or `contact` and `password`."""

    reference = serializers.CharField(max_length=16, required=False)
    code = serializers.CharField(max_length=12, required=False)
    contact = serializers.CharField(max_length=254, required=False)
    password = serializers.CharField(max_length=256, required=False, trim_whitespace=False)

    def validate(self, attrs: dict) -> dict:
        if not ({"reference", "code"} <= attrs.keys() or {"contact", "password"} <= attrs.keys()):
            raise serializers.ValidationError("Give reference and code, or contact and password.", code="missing")
        return attrs


class KeySerializer(serializers.Serializer):
    """Send it as the header `Authorization: Token …`."""

    token = serializers.CharField()
    joined = serializers.BooleanField(help_text="Whether the person has just joined with it.")


class KeyViewSet(GenericViewSet):
    """Keys for programs. A new one ends the one before."""

    rules = {"send_code": anyone, "create": anyone, "revoke": signed_in}
    serializer_class = KeySerializer
    queryset = OneTimeCode.objects.none()

    @extend_schema(operation_id="token_code", request=CodeRequestSerializer, responses={202: CodeSentSerializer})
    def send_code(self, request: Request) -> Response:
        """Have a one-time code sent, whether or not someone is known there."""
        contact = parse_contact(self.validated(CodeRequestSerializer)["contact"])
        code = send_code(contact=contact, purpose=Purpose.ENTER, origin=origin(request))
        body = {"reference": code.reference, "expires_in": int(CODE_LIFETIME.total_seconds())}
        return Response(CodeSentSerializer(body).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(operation_id="token_create", request=KeyRequestSerializer, responses={201: KeySerializer})
    def create(self, request: Request) -> Response:
        """Have a key for a code or a password. Whoever is new has joined with the code."""
        data = self.validated(KeyRequestSerializer)
        joined = False
        if "code" in data and "reference" in data:
            entered = enter_by_code(reference=data["reference"], code=data["code"])
            person, joined = entered.person, entered.joined
        else:
            contact = parse_contact(data["contact"])
            person = enter_by_password(contact=contact, password=data["password"], origin=origin(request))
        refuse_suspended(person)
        body = {"token": new_token(person).key, "joined": joined}
        return Response(KeySerializer(body).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="token_revoke", responses={204: None})
    def revoke(self, request: Request) -> Response:
        """End the key that stands."""
        revoke_token(self.actor())
        return Response(status=status.HTTP_204_NO_CONTENT)


urlpatterns = [
    path("token/code/", KeyViewSet.as_view({"post": "send_code"}), name="api-token-code"),
    path("token/", KeyViewSet.as_view({"post": "create", "delete": "revoke"}), name="api-token"),
]
