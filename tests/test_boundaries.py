"""The direction questionbanks ← surveys ← participation is a privacy promise; here it is held."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignObjectRel

ROOT = Path(__file__).resolve().parent.parent
LEFT = ("questionbanks", "surveys")
ON_THE_RIGHT = {"questionbanks": ("surveys", "participation"), "surveys": ("participation",)}


def sources(*folders: str, ends: tuple[str, ...] = (".py", ".html", ".js", ".css")) -> list[Path]:
    return [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in ends]


@pytest.mark.parametrize("path", sources(*LEFT, "templates/surveys", "templates/questionbanks"), ids=str)
def test_the_left_never_speaks_of_participation(path):
    assert "participation" not in path.read_text().lower()


@pytest.mark.parametrize("left", LEFT)
def test_no_relation_points_to_the_right_and_none_comes_back(left):
    for model in apps.get_app_config(left).get_models():
        for field in model._meta.get_fields(include_hidden=True):
            if field.is_relation and field.related_model is not None:
                is_back = isinstance(field, ForeignObjectRel)
                other = field.related_model._meta.app_label
                name = field.get_accessor_name() if isinstance(field, ForeignObjectRel) else field.name
                assert other not in ON_THE_RIGHT[left] or (is_back and (name is None or name.endswith("+"))), (
                    f"{model.__name__}.{name} knows {other}"
                )


def test_no_module_of_surveys_imports_wagtail():
    for path in sources("surveys", ends=(".py",)):
        assert not re.search(r"^\s*(from|import) wagtail", path.read_text(), re.M), path


def test_a_starting_process_imports_no_heavy_library():
    code = (
        "import sys, django; django.setup(); import config.urls\n"
        "print([name for name in ('pandas', 'numpy', 'reportlab', 'openpyxl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", sources("templates", ends=(".html",)), ids=lambda path: path.name)
def test_no_template_has_inline_script_style_or_another_host(path):
    html = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<[^>{%]*\sstyle=|<style|<[^>{%]*\son[a-z]+=", html)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", html)


@pytest.mark.parametrize("path", sources("static", ends=(".css", ".js")), ids=lambda path: path.name)
def test_no_style_or_script_asks_another_host(path):
    text = path.read_text()
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import|fetch\(\s*[\"']https?:", text)
    assert not re.search(r"localStorage|indexedDB|serviceWorker|caches\.", text)
