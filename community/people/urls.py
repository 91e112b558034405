"""Routes of people: profiles, my things, settings."""

urlpatterns: list = []
