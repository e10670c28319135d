"""The SMS gateway's receipts. Whoever does not know the secret address finds nothing here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from participation.delivering import note_receipt, receipt_secret
from participation.views.policy import policy


@csrf_exempt
@require_POST
@policy(open_to_all=True)
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """Note a receipt. A receipt for no message of ours is thanked for too, or the gateway would send it for hours."""
    if not constant_time_compare(secret, receipt_secret()):
        raise Http404
    note_receipt(request.POST.get("id", ""), request.POST.get("status", ""), at=timezone.now())
    return HttpResponse(status=204)
