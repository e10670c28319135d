"""Addresses of the children's room: the list, each child, its invitations, and the gateway's receipts."""

from django.urls import URLPattern, path

from participation.views import children, inviting, receipts

urlpatterns: list[URLPattern] = [
    path("", children.my_children, name="my_children"),
    path("children/add/", children.add_child, name="add_child"),
    path("children/<uuid:pk>/", children.child, name="child"),
    path("children/<uuid:pk>/change/", children.change_child, name="change_child"),
    path("children/<uuid:pk>/hand-over/", children.hand_over, name="hand_over"),
    path("children/<uuid:pk>/invite/", inviting.invite, name="invite"),
    path("invitations/<uuid:pk>/extend/", inviting.extend, name="extend"),
    path("invitations/<uuid:pk>/withdraw/", inviting.withdraw, name="withdraw"),
    path("invitations/<uuid:pk>/letter/", inviting.letter, name="letter"),
    path("invitations/<uuid:pk>/lend-screen/", inviting.lend_screen, name="lend_screen"),
    path("receipts/<str:secret>/", receipts.receipt, name="receipt"),
]
