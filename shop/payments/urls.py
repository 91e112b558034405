from django.urls import path

from shop.payments import views

urlpatterns = [
    path("purchases/<ref:reference>/pay/", views.pay, name="pay"),
    path("webhooks/<slug:gateway>/", views.payment_webhook, name="payment_webhook"),
]
