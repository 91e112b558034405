"""Routes of moderation: reporting and one's own rulings; the queues of the site and of a group."""

from django.urls import path

from community.moderation.views import judging, keeping, mine

urlpatterns = [
    path("report/", mine.report, name="report"),
    path("me/reports/", mine.reports, name="my_reports"),
    path("me/rulings/", mine.rulings, name="rulings"),
    path("me/rulings/<ref:reference>/", mine.ruling, name="ruling"),
    path("account/suspended/", mine.suspended, name="suspended"),
    path("mod/", keeping.site_queue, name="mod"),
    path("mod/groups/", keeping.kept_groups, name="mod_groups"),
    path("mod/cases/<ref:reference>/", keeping.case, name="mod_case"),
    path("mod/acts/<ref:reference>/", keeping.lift, name="mod_lift"),
    path("mod/appeals/", judging.site_appeals, name="mod_appeals"),
    path("mod/appeals/<ref:reference>/", judging.appeal, name="mod_appeal"),
    path("mod/log/", keeping.site_log, name="mod_log"),
    path("mod/words/", keeping.site_words, name="mod_words"),
    path("mod/words/<ref:reference>/remove/", keeping.word_remove, name="mod_word_remove"),
    path("g/<slug:slug>/mod/", keeping.group_queue, name="group_mod"),
    path("g/<slug:slug>/mod/appeals/", judging.group_appeals, name="group_mod_appeals"),
    path("g/<slug:slug>/mod/hidden/", keeping.group_hidden, name="group_mod_hidden"),
    path("g/<slug:slug>/mod/log/", keeping.group_log, name="group_mod_log"),
    path("g/<slug:slug>/mod/words/", keeping.group_words, name="group_mod_words"),
]
