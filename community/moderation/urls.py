from django.urls import path

from community.moderation import views

urlpatterns = [path("report/", views.report, name="report")]
