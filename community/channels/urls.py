from django.urls import path

from community.channels import views

urlpatterns = [
    path("follow/", views.follow, name="follow"),
    path("unfollow/", views.unfollow, name="unfollow"),
    path("mute/", views.mute, name="mute"),
    path("unmute/", views.unmute, name="unmute"),
    path("level/", views.set_level, name="channel_level"),
]
