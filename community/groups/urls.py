from django.urls import path

from community.groups.views import front, inviting, keeping, ordering

urlpatterns = [
    path("groups/", front.directory, name="groups"),
    path("groups/new/", front.new, name="group_new"),
    path("g/<slug:slug>/", front.group, name="group"),
    path("g/<slug:slug>/about/", front.about, name="group_about"),
    path("g/<slug:slug>/join/", front.join, name="group_join"),
    path("g/<slug:slug>/leave/", front.leave, name="group_leave"),
    path("g/<slug:slug>/settings/", keeping.settings, name="group_settings"),
    path("g/<slug:slug>/rules/agree/", front.agree, name="group_rules_agree"),
    path("g/<slug:slug>/hand-over/", keeping.hand_over, name="group_hand_over"),
    path("g/<slug:slug>/hand-over/accept/", keeping.take_over, name="group_take_over"),
    path("g/<slug:slug>/hand-over/decline/", keeping.decline_offer, name="group_offer_decline"),
    path("g/<slug:slug>/hand-over/withdraw/", keeping.withdraw_offer, name="group_offer_withdraw"),
    path("g/<slug:slug>/close/", keeping.close, name="group_close"),
    path("g/<slug:slug>/members/", keeping.members, name="group_members"),
    path("g/<slug:slug>/members/<slug:username>/", keeping.member, name="group_member"),
    path("g/<slug:slug>/members/<slug:username>/role/", keeping.role, name="group_member_role"),
    path("g/<slug:slug>/bans/", ordering.bans, name="group_bans"),
    path("g/<slug:slug>/bans/<slug:username>/", ordering.ban, name="group_ban"),
    path("posts/<ref:reference>/announce/", ordering.announce, name="post_announce"),
    path("posts/<ref:reference>/unannounce/", ordering.unannounce, name="post_unannounce"),
    path("g/<slug:slug>/requests/", keeping.requests, name="group_requests"),
    path("g/<slug:slug>/requests/<slug:username>/accept/", keeping.accept, name="group_request_accept"),
    path("g/<slug:slug>/invitations/", inviting.invitations, name="group_invitations"),
    path("i/<ref:reference>/", inviting.invitation, name="invitation"),
    path("i/<ref:reference>/join/", inviting.accept, name="invitation_join"),
    path("i/<ref:reference>/revoke/", inviting.revoke, name="invitation_revoke"),
    path("i/<ref:reference>/qr.svg", inviting.qr, name="invitation_qr"),
    path("i/<ref:reference>/poster/", inviting.poster, name="invitation_poster"),
]
