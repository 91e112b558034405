from django.urls import path

from community.opening import views

urlpatterns = [
    path("open/", views.screen, name="open"),
    path("open/photo/", views.photo, name="open_photo"),
    path("open/<int:step>/", views.screen, name="open_step"),
]
