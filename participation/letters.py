"""The paper letter as PDF: one page with a large code and a square for the camera, no sender and no logotype.

Imported late: the PDF library is slow to load and no page needs it.
"""

from __future__ import annotations

import io

import segno
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from participation.wording import Letter

SQUARE = 55 * mm
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=26, leading=32)
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=16, leading=24)
CODE = ParagraphStyle("code", fontName="Helvetica-Bold", fontSize=25, leading=32, alignment=TA_CENTER)
CENTRED = ParagraphStyle("centred", parent=BODY, alignment=TA_CENTER)


def letter_pdf(letter: Letter) -> bytes:
    """One A4 page. Plain text only: nothing in a text is read as markup."""
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=28 * mm,
        rightMargin=28 * mm,
        topMargin=28 * mm,
        bottomMargin=20 * mm,
        title=letter.title,
        lang=letter.language,
    )
    document.build(_story(letter))
    return file.getvalue()


def _story(letter: Letter) -> list[Flowable]:
    gap = Spacer(1, 7 * mm)
    story: list[Flowable] = [_paragraph(letter.title, TITLE), gap, _paragraph(letter.body, BODY), gap]
    story += [_paragraph(letter.code_line, CODE), gap, _square(letter.link)]
    story += [Spacer(1, 4 * mm), _paragraph(letter.qr_line, CENTRED), gap]
    last = filter(None, (letter.valid_line, letter.keep_line, letter.contact_line))
    return [*story, *(_paragraph(line, BODY) for line in last)]


def _paragraph(words: str, style: ParagraphStyle) -> Paragraph:
    for sign, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        words = words.replace(sign, safe)
    return Paragraph(words, style)


def _square(link: str) -> Drawing:
    rows = [list(row) for row in segno.make(link, error="m", micro=False).matrix]
    side = SQUARE / len(rows)
    drawing = Drawing(SQUARE, SQUARE, hAlign="CENTER")
    for y, row in enumerate(reversed(rows)):
        for x, dark in enumerate(row):
            if dark:
                drawing.add(Rect(x * side, y * side, side, side, fillColor=black, strokeColor=None))
    return drawing
