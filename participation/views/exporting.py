"""The room from which everything can be taken along, by whoever answers for the archive."""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from config import keys
from participation import journal, permissions
from participation.exporting.rows import Extent
from participation.exporting.tables import TABLES
from participation.forms.exporting import ExportForm
from participation.models import Unit, User
from participation.permissions import Action
from participation.views.policy import person, policy


@policy(Action.EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """The page; a POST with the right password is journalled and answered with the package as a zip."""
    user = person(request)
    form = ExportForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _package(user, form.cleaned_data["unit"])
    if form.has_error("password") and form.data.get("password"):
        journal.write(user, Action.EXPORT, thing="package", result="denied")
    status = 422 if form.errors else 200
    return render(request, "participation/export.html", {"form": form, "tables": TABLES.values()}, status=status)


def _package(user: User, unit: Unit | None) -> StreamingHttpResponse:
    # pandas comes with it and must not load when the process starts.
    from participation.exporting.package import stream  # noqa: PLC0415

    grant = permissions.check(user, Action.EXPORT, unit)
    keys.private_key(keys.writing_epoch()[0])  # better no answer now than half a package later
    journal.write(user, Action.EXPORT, grant=grant, thing="package", unit=unit)
    now = timezone.now()
    units = Unit.objects.visible_to(user, Action.EXPORT)
    within = tuple(one for one in units if unit is None or one.path.startswith(unit.path))
    response = StreamingHttpResponse(stream(Extent(within, now)), content_type="application/zip")
    name = f"stigen-{timezone.localdate(now):%Y-%m-%d}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
