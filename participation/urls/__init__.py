"""The staff's addresses, one module a room."""

from participation.urls import accounts, children, exporting, insights, preparing

app_name = "participation"
urlpatterns = [
    *accounts.urlpatterns,
    *children.urlpatterns,
    *preparing.urlpatterns,
    *insights.urlpatterns,
    *exporting.urlpatterns,
]
