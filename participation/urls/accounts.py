"""Addresses of the front door, of accounts, roles and units, and of the journal."""

from django.urls import URLPattern, path

from participation.views import accounts, journal, signing_in

urlpatterns: list[URLPattern] = [
    path("login/", signing_in.Login.as_view(), name="login"),
    path("logout/", signing_in.Logout.as_view(), name="logout"),
    path("start/", signing_in.start, name="start"),
    path("password/", signing_in.ChangePassword.as_view(), name="change_password"),
    path("password/<uidb64>/<token>/", signing_in.SetPassword.as_view(), name="set_password"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/add/", accounts.add_account, name="add_account"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/roles/", accounts.give_role, name="give_role"),
    path("accounts/<int:pk>/password-link/", accounts.new_password_link, name="new_password_link"),
    path("roles/<int:pk>/end/", accounts.end_role, name="end_role"),
    path("journal/", journal.journal_page, name="journal"),
    path("units/", accounts.unit_list, name="units"),
    path("units/<int:pk>/", accounts.unit, name="unit"),
    path("units/<int:pk>/add/", accounts.add_unit, name="add_unit"),
]
