"""Routes of offers, and of what came of them."""

from django.urls import path

from community.offers.views import answering, choosing, outcomes

urlpatterns = [
    path("answer/<ref:reference>/", answering.call, name="call"),
    path("answer/<ref:reference>/withdraw/", answering.withdraw, name="offer_withdraw"),
    path("hail/<ref:reference>/answer/", answering.hail_answer, name="hail_answer"),
    path("offers/<ref:reference>/choose/", choosing.choose, name="offer_choose"),
    path("orders/<ref:reference>/outcome/", outcomes.outcome, name="outcome"),
]
