"""What workers do for payments, and which rows the sweeper looks after."""

from config.kit.claims import swept_by
from shop.payments.models import Payment, Refund, WebhookEvent
from shop.payments.paying import ask_after_payment
from shop.payments.refunding import send_refund
from shop.payments.webhooks import process_webhook

swept_by(WebhookEvent, process_webhook, queue="now")
swept_by(Refund, send_refund, queue="now")
swept_by(Payment, ask_after_payment)
