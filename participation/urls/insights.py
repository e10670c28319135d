"""Addresses of the room where group figures are read."""

from django.urls import URLPattern, path

from participation.views import insights

urlpatterns: list[URLPattern] = [
    path("insights/", insights.insights, name="insights"),
    path("insights/table/", insights.insights_table, name="insights_table"),
]
