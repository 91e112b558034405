from django.urls import path

from community.polls import views

urlpatterns = [path("posts/<ref:reference>/vote/", views.vote, name="poll_vote")]
