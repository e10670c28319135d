"""All addresses: the child's door at the root, the staff's room, the editors' room, the state of health."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail_urls

from config import health

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", health.healthz, name="healthz")]
if settings.STIGEN_SITE in ("staff", "both"):
    urlpatterns += [
        path("staff/", include("participation.urls")),
        # Wagtail's own login page would pass by ours.
        path("cms/login/", RedirectView.as_view(url="/staff/login/", query_string=True)),
        path("cms/", include(wagtail_urls)),
    ]
if settings.STIGEN_SITE in ("child", "both"):
    urlpatterns += [path("", include("surveys.urls"))]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
