"""Address of the room from which everything can be taken along."""

from django.urls import URLPattern, path

from participation.views import exporting

urlpatterns: list[URLPattern] = [path("export/", exporting.export, name="export")]
