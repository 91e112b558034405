"""Routes: each room brings its own."""

from django.contrib import admin
from django.urls import include, path, register_converter
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from community.entry.views.entering import admin_door
from config.kit import rooms
from config.kit.references import ReferenceConverter

register_converter(ReferenceConverter, "ref")

APPS = ("content", "shop", "community")

router = SimpleRouter()
api_patterns = [pattern for app in APPS for pattern in rooms.register_api(app, router)]

urlpatterns = [
    path("admin/login/", admin_door),
    path("admin/", admin.site.urls),
    path("api/v1/", include([*api_patterns, *router.urls])),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="api_docs"),
    path("api/redoc/", SpectacularRedocView.as_view(url_name="schema"), name="api_redoc"),
    path("", include("config.shell.urls")),
    # Higher layers first: a room may add a page below an address of a lower layer, as a store's news.
    *[pattern for app in reversed(APPS) for pattern in rooms.urlpatterns(app)],
]

handler400 = "config.shell.views.bad_request"
handler403 = "config.shell.views.permission_denied"
handler404 = "config.shell.views.page_not_found"
handler500 = "config.shell.views.server_error"
