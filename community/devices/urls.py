from django.urls import path

from community.devices import views

urlpatterns = [
    path("settings/devices/", views.devices, name="devices"),
    path("settings/devices/add/", views.device_add, name="device_add"),
    path("settings/devices/<ref:reference>/off/", views.device_off, name="device_off"),
    path("settings/devices/<ref:reference>/previews/", views.device_previews, name="device_previews"),
]
