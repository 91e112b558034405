from django.urls import path

from community.live import views

urlpatterns = [path("live/", views.live, name="live")]
