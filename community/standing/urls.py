"""How one stands with another, and how that is worked out."""

from django.urls import path

from community.standing import views

urlpatterns = [
    path("trust/", views.how_it_works, name="trust"),
    path("trust/store/<slug:slug>/", views.of_store, name="standing_of_store"),
    path("trust/product/<slug:store>/<slug:product>/", views.of_product, name="standing_of_product"),
    path("trust/person/<slug:username>/", views.of_person, name="standing_of_person"),
    path("settings/paths/", views.paths, name="settings_paths"),
]
