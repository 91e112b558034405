from django.urls import path

from community.drafts import views

urlpatterns = [
    path("posts/drafts/", views.drafts, name="drafts"),
    path("posts/drafts/<ref:reference>/drop/", views.drop, name="draft_drop"),
    path("posts/drafts/<ref:reference>/back/", views.take_back, name="draft_back"),
    path("posts/drafts/<ref:reference>/unschedule/", views.unschedule, name="draft_unschedule"),
]
