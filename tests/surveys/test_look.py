"""The child's pages as they are drawn: light, without a key, with the same way out everywhere."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template

from questionbanks.answers import Person
from questionbanks.reading import child_content
from surveys.templatetags import drawings, people

FIRST_PAGE = 30 * 1024
NEXT_PAGE = 6 * 1024
CLOSENESS = [{"value": value, "label": value} for value in ("close", "middle", "far")]


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def files_of(page: bytes) -> list[str]:
    return re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())


def file_weight(name: str) -> int:
    found = finders.find(name)
    assert found, name
    return weight(Path(found).read_bytes())


@pytest.fixture
def walked(give, device):
    """Every page a device met, for a family of questions."""

    def walk(key: str) -> list[bytes]:
        browser = device()
        browser.come_in(give(key).token)
        browser.answer_all()
        pages: list[bytes] = browser.pages
        return pages

    return walk


@pytest.mark.parametrize("key", ["children_6_11", "youth_12_18"])
def test_every_page_is_light_and_has_help_and_a_way_out(walked, key):
    for page in walked(key):
        files = files_of(page)
        assert weight(page) <= NEXT_PAGE
        assert weight(page) + sum(file_weight(name) for name in files) <= FIRST_PAGE
        assert 1 + len(files) <= 6
        shown = page.decode()
        assert "<title>Stigen</title>" in shown
        assert 'href="tel:112"' in shown
        assert "Stäng snabbt" in shown


def test_no_page_prints_a_questions_key(walked, published):
    version = next(one for one in published if one.family == "children_6_11")
    keys = child_content(version.pk).by_key
    for page in walked("children_6_11"):
        assert not [key for key in keys if f'"{key}"' in page.decode()]


def test_a_page_carries_the_drawings_it_uses_and_no_other():
    page = Template('{% load drawings %}{% drawing "back" %}{% drawing "no such" %}{% sprite %}').render(Context())
    assert re.findall(r'<symbol id="([^"]+)"', page) == ["back"]
    assert page.count("<use") == 1


def test_every_drawing_is_named_as_its_file():
    for name, symbol in drawings.catalogue().items():
        assert symbol.startswith(f'<symbol id="{name}" ')


def test_people_lie_in_the_ring_the_child_chose():
    found = people.people_map([Person("friend", "Kim", "middle")], [], CLOSENESS)
    assert [[stone["name"] for stone in ring["stones"]] for ring in found["rings"]] == [[], ["Kim"], []]


def test_a_crowded_picture_shows_how_many_instead_of_names():
    crowd = [Person("friend", f"Vän {number}", "close") for number in range(5)]
    found = people.people_map(crowd, [], CLOSENESS)
    assert [stone["name"] for stone in found["rings"][0]["stones"]] == ["5"]


def test_nobody_placed_means_no_picture():
    assert people.people_map([Person("friend", "Kim")], [], CLOSENESS) == {"rings": []}
