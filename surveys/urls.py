"""The child's addresses. None of them says anything."""

from django.urls import URLPattern

app_name = "surveys"
urlpatterns: list[URLPattern] = []
