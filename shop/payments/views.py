"""The door for webhooks, and the button that leads to the gateway."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from config.kit.http import HttpResponseSeeOther
from config.kit.policies import allow, anyone
from shop.checkout import policies
from shop.checkout.finding import purchase_of
from shop.checkout.models import Purchase
from shop.payments.gateways import NotBelieved
from shop.payments.paying import start_payment
from shop.payments.webhooks import receive_webhook

MOST_BYTES = 64 * 1024


@csrf_exempt
@require_POST
@allow(anyone)
def payment_webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    """Take a webhook: 204 once it is kept, 400 for what is not signed, 404 for a gateway that is not set up."""
    if gateway not in settings.PAYMENT_GATEWAYS:
        raise Http404
    if len(request.body) > MOST_BYTES:
        return HttpResponse(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        receive_webhook(gateway, body=request.body, headers=headers)
    except NotBelieved:
        return HttpResponse(status=400)
    return HttpResponse(status=204)


@require_POST
@allow(policies.can_pay, purchase_of)
def pay(request: HttpRequest, purchase: Purchase) -> HttpResponse:
    """Open a payment and go to where it is paid."""
    return HttpResponseSeeOther(start_payment(request.user, purchase=purchase).pay_url)
