"""Routes of calling cards, and of what their owners see of them."""

from django.urls import path

from community.brand import views

urlpatterns = [
    path("p/<slug:username>/card/", views.person_card, name="person_card"),
    path("p/<slug:username>/card.png", views.person_card_picture, name="person_card_picture"),
    path("p/<slug:username>/qr.svg", views.person_qr, name="person_qr"),
    path("me/brand/", views.brand, name="brand"),
    path("me/brand/seen/", views.brand_seen, name="brand_seen"),
    path("me/brand/shown/", views.brand_shown, name="brand_shown"),
]
