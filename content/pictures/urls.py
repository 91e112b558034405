from django.urls import path

from content.pictures import views

urlpatterns = [
    path("pictures/<ref:reference>/<int:width>.webp", views.show, name="picture"),
]
