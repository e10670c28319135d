"""Every Swedish sentence of code and templates has its English beside it; the bank has its own languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parent.parent
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
KEPT = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|</?\w+>")
TRANSLATED = re.compile(
    r"{% blocktranslate\b.*?{% endblocktranslate %}|{% translate .*?%}|_\(\".*?\"\)|{#.*?#}",
    re.S,
)

Sentence = str | tuple[str, ...]


def files(ends: str, *folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob(f"*{ends}"))


CODE = [
    path
    for path in files(".py", "config", "questionbanks", "surveys", "participation")
    if path.parent.name != "migrations"
]
TEMPLATES = files(".html", "templates", "questionbanks", "surveys", "participation")


def said_in_code(path: Path) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            count = 1 if node.func.id in SINGLE else 2 if node.func.id in PLURAL else 0
            words = tuple(str(said.value) for said in node.args[:count] if isinstance(said, ast.Constant))
            if words:
                yield words if count == 2 else words[0]


def said_in_template(path: Path) -> Iterator[Sentence]:
    # Indentation means nothing in a template, and Babel's reader of Python stumbles on it.
    lines = "\n".join(line.strip() for line in templatize(path.read_text()).splitlines())
    for _line, words, _comments, _context in extract("python", BytesIO(lines.encode())):
        yield words if isinstance(words, str) else tuple(word for word in words if word)


@cache
def english() -> Catalog:
    with (ROOT / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def translated() -> list[Message]:
    return [message for message in english() if message.id]


@pytest.mark.parametrize("path", CODE + TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_has_english_beside_it(path):
    said = said_in_code(path) if path.suffix == ".py" else said_in_template(path)
    missing = [words for words in said if not ((found := english().get(words)) and all(forms(found.string)))]
    assert not missing


def test_the_search_finds_plain_late_and_plural_sentences():
    said = {words for path in CODE for words in said_in_code(path)}
    shown = {words for path in TEMPLATES for words in said_in_template(path)}
    assert {"Mina barn", "förut"} <= said and any(isinstance(words, tuple) for words in said)
    assert {"Mina barn", "Lyssna"} <= shown and any(isinstance(words, tuple) for words in shown)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_no_swedish_outside_its_translated_sentences(path):
    assert not re.search("[åäöÅÄÖ]", TRANSLATED.sub("", path.read_text()))


def test_no_translation_is_a_guess_or_empty():
    assert not [message.id for message in translated() if message.fuzzy or not all(forms(message.string))]


def test_english_keeps_placeholders_and_marks():
    for message in translated():
        for swedish, words in zip(forms(message.id), forms(message.string), strict=True):
            assert set(KEPT.findall(swedish)) == set(KEPT.findall(words)), words


def test_english_has_no_swedish_letters_left():
    assert not [message.string for message in translated() if re.search("[åäöÅÄÖ]", "".join(forms(message.string)))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "heading"), [("en", "Log in"), ("sv", "Logga in"), ("fi", "Logga in"), ("en-GB,sv;q=0.5", "Log in")]
)
def test_a_browser_is_met_in_its_language_or_else_in_swedish(wanted, heading, tmp_path, settings: LazySettings):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, english())
    settings.LOCALE_PATHS = [tmp_path]
    page = Client(headers={"accept-language": wanted}).get(reverse("participation:login")).content.decode()
    assert f"<h1>{heading}</h1>" in page
