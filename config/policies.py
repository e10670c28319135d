"""What every answer carries: pages are kept nowhere, and the editors' room alone has a looser script policy."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PoliciesMiddleware:
    """No page of a child or of staff is stored by a browser or a proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=(self), interest-cohort=()"
        if request.path.startswith("/cms/"):
            response._csp_replace = settings.CMS_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response
