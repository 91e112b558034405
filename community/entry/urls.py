"""Ways in and out. The names that begin with `account_` are those that allauth leads to."""

from django.urls import path

from community.entry.views import confirming, entering, security

urlpatterns = [
    path("account/login/", entering.enter, name="account_request_login_code"),
    path("account/login/", entering.enter, name="account_login"),
    path("account/login/", entering.enter, name="account_signup"),
    path("account/login/code/", entering.enter_code, name="account_confirm_login_code"),
    path("account/login/password/", entering.enter_password, name="enter_password"),
    path("account/login/passkey/", entering.enter_passkey, name="enter_passkey"),
    path("account/logout/", entering.leave, name="account_logout"),
    path("account/confirm/", confirming.confirm, name="account_reauthenticate"),
    path("account/confirm/passkey/", confirming.confirm_passkey, name="confirm_passkey"),
    path("settings/email/", security.contact, {"kind": "email"}, name="contact_email"),
    path("settings/phone/", security.contact, {"kind": "phone"}, name="contact_phone"),
    path("settings/contact/code/", security.contact_code, name="contact_code"),
    path("settings/email/drop/", security.contact_drop, {"kind": "email"}, name="contact_email_drop"),
    path("settings/phone/drop/", security.contact_drop, {"kind": "phone"}, name="contact_phone_drop"),
    path("settings/password/", security.password, name="account_change_password"),
    path("settings/passkeys/", security.passkey_list, name="passkeys"),
    path("settings/passkeys/add/", security.passkey_add, name="passkey_add"),
    path("settings/passkeys/remove/", security.passkey_remove, name="passkey_remove"),
    path("settings/sessions/end/", security.sessions_end, name="sessions_end"),
    path("settings/api/", security.api_key, name="api_key"),
]
