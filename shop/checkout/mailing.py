"""Mail to guests: who buys without an account is told of the steps of their order where they said."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from config.kit.claims import claim, finish, nudge, retry_later
from shop.checkout.models import GuestMail, Purchase

logger = logging.getLogger(__name__)
Kind = GuestMail.Kind


def tell_guest(purchase: Purchase, kind: str, *, about: str, store_name: str = "") -> None:
    """Write down, in the caller's transaction, that a guest is to be mailed; once for each thing told `about`.

    Members are told in other ways, and who left a phone number is called by the seller.
    """
    if purchase.buyer_id is not None or "@" not in purchase.guest_contact:
        return
    row, is_new = GuestMail.objects.get_or_create(
        key=f"{about}:{kind}", defaults={"purchase": purchase, "kind": kind, "store_name": store_name}
    )
    if is_new:
        nudge(send_guest_mail, row.pk)


@shared_task(name="shop.checkout.send_guest_mail")
def send_guest_mail(pk: int) -> None:
    """Send a mail that waits. It is marked done before it goes: a crash costs one mail and never sends two."""
    row = claim(GuestMail, pk)
    if row is None or not finish(row):
        return
    with translation.override(row.purchase.language or settings.LANGUAGE_CODE):
        subject = _subject(row)
        body = "\n\n".join([subject, _("Follow your order here:"), settings.SITE_URL + row.purchase.get_absolute_url()])
    try:
        send_mail(subject, body, None, [row.purchase.guest_contact])
    except (SMTPException, OSError) as error:
        # It surely did not go, so it may be tried again.
        logger.warning("mail %s was not taken: %s", row.key, error)
        GuestMail.objects.filter(pk=pk).update(done_at=None)
        retry_later(row)


def _subject(row: GuestMail) -> str:
    about = {"store": row.store_name, "total": row.purchase.money}
    return {
        Kind.PAID: _("You paid %(total)s; the sellers are told"),
        Kind.SHIPPED: _("%(store)s has shipped your order"),
        Kind.CANCELLED: _("Your order at %(store)s is called off"),
        Kind.REFUNDED: _("%(store)s gives your money back"),
        Kind.MESSAGE: _("%(store)s wrote to you about your order"),
    }[Kind(row.kind)] % about
