"""Addresses of preparing and attending."""

from django.urls import URLPattern, path

from participation.views import preparing

urlpatterns: list[URLPattern] = [
    path("follow-ups/<uuid:follow_up>/prepare/", preparing.prepare, name="prepare"),
    path("follow-ups/<uuid:follow_up>/sheet/", preparing.sheet, name="sheet"),
    path("follow-ups/<uuid:follow_up>/talked/", preparing.note_conversation, name="note_conversation"),
    path("attention/", preparing.attention, name="attention"),
    path("attention/<int:attention>/acknowledge/", preparing.acknowledge, name="acknowledge"),
]
