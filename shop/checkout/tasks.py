"""What workers do for purchases, and what the sweeper calls."""

from config.kit.claims import swept_by
from shop.checkout import expiring
from shop.checkout.mailing import send_guest_mail
from shop.checkout.models import GuestMail

__all__ = ["expiring"]

swept_by(GuestMail, send_guest_mail)
