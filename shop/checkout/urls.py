from django.urls import path

from shop.checkout import views

urlpatterns = [
    path("checkout/", views.checkout, name="checkout"),
    path("purchases/<ref:reference>/", views.purchase, name="purchase"),
    path("purchases/<ref:reference>/cancel/", views.purchase_cancel, name="purchase_cancel"),
    path("addresses/", views.addresses, name="addresses"),
    path("addresses/<ref:reference>/forget/", views.address_forget, name="address_forget"),
]
