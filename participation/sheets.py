"""The conversation sheet as a PDF, in the page's order, readable in black and white.

Loads reportlab, so import this module only where a sheet is made. Knows no database and no permission.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table

from participation.comparing import Change
from participation.preparing import AreaRows, Group, Preparation

SIZES = (9.5, 9.0, 8.5, 8.0, 7.5)
"""Tried from the largest, in points; a sheet that is too long for the smallest takes a second page."""
MARGIN = 13 * mm
WIDTH = A4[0] - 2 * MARGIN
_FACES = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path(reportlab.__file__).parent / "fonts" / "Vera.ttf",
)
_BOLD = {"DejaVuSans.ttf": "DejaVuSans-Bold.ttf", "Vera.ttf": "VeraBd.ttf"}


@dataclass(frozen=True, slots=True)
class Heading:
    """What the sheet's head says: the child's label, the round, the meeting, who prints."""

    label: str
    about: tuple[str, ...]
    printed_by: str
    is_protected: bool = False


def sheet(preparation: Preparation, heading: Heading, openers: tuple[str, ...]) -> bytes:
    """The sheet as PDF bytes, on one page when it fits; tries at most five sizes, about 50 ms each."""
    for size in SIZES:
        pdf, pages = _Sheet(preparation, heading, openers, size).build()
        if pages == 1:
            break
    return pdf


@lru_cache(maxsize=1)
def _fonts() -> tuple[str, str]:
    """Register the first face that is there; both have all Swedish letters, the first many more."""
    face = next(path for path in _FACES if path.exists())
    pdfmetrics.registerFont(TTFont("Sheet", str(face)))
    pdfmetrics.registerFont(TTFont("Sheet-Bold", str(face.with_name(_BOLD[face.name]))))
    pdfmetrics.registerFontFamily("Sheet", normal="Sheet", bold="Sheet-Bold", italic="Sheet", boldItalic="Sheet-Bold")
    return "Sheet", "Sheet-Bold"


class _Sheet:
    def __init__(self, preparation: Preparation, heading: Heading, openers: tuple[str, ...], size: float) -> None:
        plain, bold = _fonts()
        self.preparation, self.heading, self.openers, self.size = preparation, heading, openers, size
        self.body = ParagraphStyle("body", fontName=plain, fontSize=size, leading=size * 1.3)
        self.small = ParagraphStyle("small", self.body, fontSize=size - 1, leading=size * 1.2)
        self.h2 = ParagraphStyle("h2", self.body, fontName=bold, fontSize=size + 1.5, leading=size * 1.6)
        self.h1 = ParagraphStyle("h1", self.h2, fontSize=size + 6, leading=size * 2.1)
        # A bordered paragraph goes on over a page's end; a table's cell would not.
        box = {"borderWidth": 1.2, "borderColor": colors.black, "borderPadding": 4, "spaceBefore": 5, "spaceAfter": 5}
        self.boxed = ParagraphStyle("boxed", self.body, **box)
        self.boxed_bold = ParagraphStyle("boxed_bold", self.boxed, fontName=bold)
        self.h2.spaceBefore = size * 0.7
        self.h2.keepWithNext = True

    def build(self) -> tuple[bytes, int]:
        target = io.BytesIO()
        document = SimpleDocTemplate(
            target,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=9 * mm,
            bottomMargin=13 * mm,
            title=_("Samtalsblad"),
            lang="sv",
        )
        document.build(list(self._story()), onFirstPage=self._foot, onLaterPages=self._foot)
        return target.getvalue(), document.page

    def _story(self) -> Iterator[Flowable]:
        yield from self._head()
        yield from self._marks()
        yield from self._first_words()
        yield from self._questions()
        yield from self._around()
        yield from self._to_write()

    def _text(self, words: str, style: ParagraphStyle | None = None) -> Paragraph:
        return Paragraph(escape(words).replace("\n", "<br/>"), style or self.body)

    def _row(self, lead: str, words: str) -> Paragraph:
        return Paragraph(f"<b>{escape(lead)}</b> {escape(words)}".replace("\n", "<br/>"), self.body)

    def _head(self) -> Iterator[Flowable]:
        yield self._text(_("Samtalsblad: %(child)s") % {"child": self.heading.label}, self.h1)
        yield self._text(" · ".join((*self.heading.about, self.heading.printed_by)))
        if self.heading.is_protected:
            yield self._text(_("SKYDDADE PERSONUPPGIFTER. Lämna inte bladet till någon annan."), self.boxed_bold)
        yield HRFlowable(width="100%", thickness=1.5, color=colors.black, spaceBefore=3, spaceAfter=3)

    def _marks(self) -> Iterator[Flowable]:
        if self.preparation.marks:
            yield self._text(_("Markerat i frågebanken. En läsordning, ingen bedömning"), self.h2)
        for mark in self.preparation.marks:
            level = _("Samma dag:") if mark.level == "acute" else _("Inom två arbetsdagar:")
            yield self._row(level, f"{mark.area}. {mark.question} {mark.answer}")

    def _first_words(self) -> Iterator[Flowable]:
        first = self.preparation.talk_about
        if self.preparation.was_asked_topic:
            yield self._text(_("Det här vill barnet prata om"), self.h2)
            words = f"”{first.answer}”" if first else _("Barnet har inte skrivit något här.")
            yield self._text(words, self.boxed)
        for row in self.preparation.own_words:
            yield self._row(row.question, f"”{row.answer}”")

    def _questions(self) -> Iterator[Flowable]:
        """What is hard stands question by question beside last time; the rest runs on, to keep to one page."""
        yield self._text(_("Fråga för fråga"), self.h2)
        rows: list[list[Any]] = [[self._text(words, self.small) for words in self._columns()]]
        for group in self.preparation.hard:
            if group.areas:
                rows.append([self._row(_name(group), ""), "", "", ""])
                rows += [cells for area in group.areas for cells in self._cells(area)]
        if len(rows) > 1:
            yield self._table(rows)
        for group in self.preparation.groups:
            if group.areas and group not in self.preparation.hard:
                yield self._text(_name(group), self.h2)
                yield from (Paragraph(_running(area), self.small) for area in group.areas)
        passed = ", ".join(f"{one.area} {one.count}" for one in self.preparation.passed)
        if passed:
            yield self._row(_("Hoppade över eller ville inte svara:"), passed + ". " + _("Fråga inte varför."))

    def _columns(self) -> tuple[str, ...]:
        then = self.preparation.compared_with
        before = date_format(localtime(then), "j F") if then else _("Förra gången")
        return _("Område"), _("Fråga"), before, date_format(localtime(self.preparation.sent_at), "j F")

    def _cells(self, area: AreaRows) -> Iterator[list[Any]]:
        name = area.name + (" (" + _("vill ha hjälp") + f": {area.help})" if area.help else "")
        for row in area.rows:
            texts = (name, row.question, _before(row.change))
            yield [*(self._text(words, self.small) for words in texts), self._row(row.answer, "")]
            name = ""

    def _table(self, rows: list[list[Any]]) -> Flowable:
        shares = (0.22, 0.38, 0.18, 0.22)
        style: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2),
        ]
        style += [("SPAN", (0, at), (-1, at)) for at, row in enumerate(rows) if row[1:] == ["", "", ""]]
        return Table(rows, colWidths=[WIDTH * share for share in shares], style=style, repeatRows=1)

    def _around(self) -> Iterator[Flowable]:
        for row in self.preparation.wishes:
            yield self._row(row.question, row.answer)
        if self.openers:
            yield self._text(_("Öppna frågor"), self.h2)
            yield from (self._text(f"{at}. {opener}") for at, opener in enumerate(self.openers, 1))
        if self.preparation.people:
            yield self._text(_("Viktiga personer"), self.h2)
        for ring in self.preparation.people:
            yield self._row(f"{ring.name}:" if ring.name else "", ", ".join(one.words for one in ring.people))

    def _to_write(self) -> Iterator[Flowable]:
        roomy = self.size > SIZES[2]
        titles = {_("Under samtalet"): 4, _("Det här kom vi överens om: vem gör vad, och när?"): 3}
        for title, lines in titles.items():
            yield self._text(title, self.h2)
            for _line in range(lines if roomy else lines - 1):
                yield Spacer(1, 6 * mm)
                yield HRFlowable(width="100%", thickness=0.4, color=colors.black)
        ticks = (_("Barnet har fått läsa och ändra"), _("Barnet vet vem som får veta vad"), _("Nästa gång är bestämd"))
        yield Spacer(1, 2 * mm)
        yield self._text("    ".join(f"[  ] {words}" for words in ticks), self.small)

    def _foot(self, canvas: Any, document: Any) -> None:
        canvas.setFont(_fonts()[0], 7)
        canvas.drawString(MARGIN, 9 * mm, _("Sekretess. Förvaras inlåst. Strimlas när samtalet är dokumenterat."))
        protected = _("Skyddade personuppgifter") if self.heading.is_protected else ""
        page = _("sida %(page)d") % {"page": document.page}
        canvas.drawRightString(A4[0] - MARGIN, 9 * mm, " · ".join(filter(None, (protected, page))))


def _name(group: Group) -> str:
    match group.key:
        case "wants":
            return _("Svårt och vill ha hjälp")
        case "not_now":
            return _("Svårt, men inte nu")
        case "unsure":
            return _("Svårt, osäker på hjälp")
        case "strengths":
            return _("Styrkor")
        case _:
            return _("Mittemellan")


def _running(area: AreaRows) -> str:
    """An area's answers as running text, with last time's where it was another."""
    said = (f"{escape(row.question)} <b>{escape(row.answer)}</b>{escape(_earlier(row.change))}." for row in area.rows)
    return f"{escape(area.name)}: {' '.join(said)}"


def _earlier(change: Change | None) -> str:
    if change is None or change.kind in ("same", "alike"):
        return ""
    return " (" + _("förut") + f": {_before(change)})"


def _before(change: Change | None) -> str:
    """The earlier answer, or why there is none to stand beside this one."""
    if change is None:
        return "–"
    if change.kind == "unasked":
        return _("frågades inte")
    return change.before or _("inget svar")
