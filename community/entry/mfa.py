"""How allauth's passkeys name the site and its people."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext as _

from community.people.models import Person


class PasskeyAdapter(DefaultMFAAdapter):
    """What a device shows beside a passkey: the site's name and the person's own."""

    def _get_site_name(self) -> str:
        return _("Qunpu")

    def _get_user_identifier(self, user: Person) -> str:
        return user.username

    def get_public_key_credential_user_entity(self, user: Person) -> dict:
        entity = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.display_name}
