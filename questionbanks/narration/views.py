"""Clips over HTTP. They say what a question says to everybody; never who asked for it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from questionbanks.narration import serving


@require_safe
def sound(request: HttpRequest, name: str) -> HttpResponse:
    """The MP3, or the part of it that is asked for: Safari plays nothing from a server without ranges."""
    path = serving.read_clip(settings.STIGEN_SOUND, name)
    if path is None:
        raise Http404
    content = path.read_bytes()
    try:
        wanted = serving.wanted_bytes(_range_header(request), len(content))
    except serving.RangeRefused:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(content)}"})
    else:
        response = _part(content, wanted)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def timings(request: HttpRequest, name: str) -> HttpResponse:
    """[[first character, length, ms], …] of the spoken text; empty where a recording has none."""
    if serving.read_clip(settings.STIGEN_SOUND, name) is None:
        raise Http404
    path = serving.read_timings(settings.STIGEN_SOUND, name)
    content = path.read_bytes() if path else b"[]"
    return HttpResponse(content, content_type="application/json", headers={"Cache-Control": "no-store"})


def _range_header(request: HttpRequest) -> str:
    """Only GET has ranges; If-Range never fits, since a clip is sent without a validator."""
    if request.method != "GET" or "If-Range" in request.headers:
        return ""
    return request.headers.get("Range", "")


def _part(content: bytes, wanted: range | None) -> HttpResponse:
    part = content if wanted is None else content[wanted.start : wanted.stop]
    response = HttpResponse(part, content_type="audio/mpeg")
    response["Content-Length"] = str(len(part))
    if wanted is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{len(content)}"
    return response
