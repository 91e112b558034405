from django.urls import path

from community.discovery import views

urlpatterns = [
    path("stores/", views.stores, name="stores"),
    path("near/", views.near, name="near"),
    path("near/forget/", views.forget, name="near_forget"),
    path("search/", views.search, name="search"),
]
