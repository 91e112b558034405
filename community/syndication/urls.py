from django.urls import path

from community.syndication import views

urlpatterns = [
    path("s/<slug:slug>/feed.atom", views.store_atom, name="store_atom"),
    path("s/<slug:slug>/feed.rss", views.store_rss, name="store_rss"),
    path("p/<slug:username>/feed.atom", views.person_atom, name="person_atom"),
    path("p/<slug:username>/feed.rss", views.person_rss, name="person_rss"),
    path("g/<slug:slug>/feed.atom", views.group_atom, name="group_atom"),
    path("g/<slug:slug>/feed.rss", views.group_rss, name="group_rss"),
    path("t/<str:slug>/feed.atom", views.tag_atom, name="tag_atom"),
    path("t/<str:slug>/feed.rss", views.tag_rss, name="tag_rss"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap_section, name="sitemap_section"),
]
