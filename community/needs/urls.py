from django.urls import path

from community.needs import views

urlpatterns = [
    path("needs/", views.needs, name="needs"),
    path("needs/new/", views.new_watch, name="need_watch"),
    path("needs/weekly/", views.new_weekly, name="need_weekly"),
    path("needs/<ref:reference>/", views.show, name="need"),
    path("needs/<ref:reference>/change/", views.change, name="need_change"),
    path("needs/<ref:reference>/end/", views.end, name="need_end"),
    path("needs/<ref:reference>/resume/", views.resume, name="need_resume"),
    path("needs/<ref:reference>/skip/", views.skip, name="need_skip"),
    path("needs/<ref:reference>/unskip/", views.unskip, name="need_unskip"),
]
