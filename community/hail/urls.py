"""Routes of hails: whoever hails, and the members of the groups in which it is asked."""

from django.urls import path

from community.hail.views import reading, seconding, writing

urlpatterns = [
    path("hail/", writing.write, name="hail_new"),
    path("hail/draft/", writing.keep, name="hail_draft"),
    path("hail/draft/drop/", writing.drop, name="hail_draft_drop"),
    path("hail/tags/", writing.tags, name="hail_tags"),
    path("hails/", reading.mine, name="hails"),
    path("hail/<ref:reference>/", reading.hail, name="hail"),
    path("hail/<ref:reference>/wave-off/", reading.off, name="hail_wave_off"),
    path("hail/<ref:reference>/widen/", reading.wide, name="hail_widen"),
    path("hail/<ref:reference>/more/", reading.more, name="hail_more"),
    path("hail/<ref:reference>/second/", seconding.me_too, name="hail_second"),
    path("hail/<ref:reference>/second/undo/", seconding.me_no_more, name="hail_unsecond"),
    path("g/<slug:slug>/needs/", seconding.group_needs, name="group_needs"),
]
