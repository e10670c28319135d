"""Pages for what went wrong: calm, with help and a way out on the child's side, without the database."""

import pytest
from django.test import Client, RequestFactory

from config import errors

PAGES = [errors.refused, errors.bad_request, errors.forbidden, errors.not_found, errors.server_error]
STATUS = [403, 400, 403, 404, 500]


@pytest.mark.parametrize("page", PAGES)
def test_a_childs_error_page_has_help_and_a_way_out(page):
    """T-113."""
    shown = page(RequestFactory().get("/steg/x/")).content.decode()
    assert 'href="tel:112"' in shown
    assert 'href="tel:116111"' in shown
    assert "Stäng snabbt" in shown
    assert "<title>Stigen</title>" in shown


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("path", ["/staff/x/", "/cms/x/"])
def test_a_staff_error_page_is_plain(page, path):
    shown = page(RequestFactory().get(path)).content.decode()
    assert "Stäng snabbt" not in shown
    assert 'href="/staff/"' in shown


@pytest.mark.parametrize(("page", "status"), list(zip(PAGES, STATUS, strict=True)))
def test_an_error_page_says_what_it_is_to_the_browser(page, status):
    assert page(RequestFactory().get("/x/")).status_code == status


def test_an_unknown_address_never_says_what_was_asked_for(db):
    shown = Client().get("/hemligt-ord/").content.decode()
    assert "hemligt-ord" not in shown
