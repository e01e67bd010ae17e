"""A thousand certificates in one file, beside bare ReportLab pages of the same words."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from hubdesk.ids import CodeKind, make_code
from hubdesk.models import AwardSort
from hubdesk.queries.certificate_looks import SHIPPED
from hubdesk.queries.papers import CertificatePaper
from hubdesk.reports.certificate import certificates_pdf
from tools.bench.timing import median, took_ms

MANY = 1000
NAMES = ("Samira Haddad", "Tomasz Wójcik", "Nguyễn Thị Hạnh", "Ольга Щербакова", "Ọlá Adébáyọ̀")
SKILLS = ("Turn on and log in", "Use a mouse and keyboard", "Connect to Wi-Fi", "Browse the web")


def certificates(rounds: int = 3) -> tuple[float, float]:
    """Milliseconds for a thousand certificates, and for as many bare pages; in turns."""
    papers, sheets = _papers(), []
    for weight in ("Regular", "Bold"):
        module = __import__(f"pymupdf_fonts.FiraGO_{weight}", fromlist=["fontbuffer"])
        pdfmetrics.registerFont(TTFont(f"Bare{weight}", BytesIO(module.fontbuffer)))
    for _ in range(rounds):
        sheets.append((took_ms(certificates_pdf, papers, {}), took_ms(_bare, papers)))
    return median(ours for ours, _ in sheets), median(bare for _, bare in sheets)


def _papers() -> list[CertificatePaper]:
    codes = [make_code(CodeKind.CERTIFICATE, 0, n) for n in range(MANY)]
    return [
        CertificatePaper(
            look=SHIPPED[AwardSort.ACHIEVEMENT],
            hub="Riverside Hub",
            name=f"{NAMES[n % len(NAMES)]} {n}",  # no two alike, as in life
            what="Getting started with digital",
            awarded_on=date(2026, 11, 24),
            code=code.text,
            printed=code.printed(),
            skills=SKILLS,
            tutor="Priya Nair",
            first_on=date(2026, 9, 3),
            last_on=date(2026, 11, 24),
            came=8,
            held=10,
            minutes=960,
        )
        for n, code in enumerate(codes)
    ]


def _bare(papers: list[CertificatePaper]) -> bytes:
    """The same words in the same fonts, unshaped and unmeasured, with the border and no bars."""
    out = BytesIO()
    width, height = 297 * mm, 210 * mm
    canvas = Canvas(out, pagesize=(width, height), pageCompression=1)
    for paper in papers:
        canvas.roundRect(28, 28, width - 56, height - 56, 8)
        canvas.roundRect(36, 36, width - 72, height - 72, 6)
        lines = (
            (paper.hub, 15, "BareBold"),
            (paper.look.title, 31, "BareBold"),
            (paper.look.given_to, 13.5, "BareRegular"),
            (paper.name, 40, "BareBold"),
            (paper.look.for_words, 13.5, "BareRegular"),
            (paper.what, 22, "BareBold"),
            ("  ·  ".join(paper.skills), 12.5, "BareRegular"),
            ("8 of 10 sessions · 16 hours · 3 September to 24 November 2026", 12, "BareRegular"),
            (f"{paper.tutor}, tutor", 11, "BareRegular"),
            ("24 November 2026", 12, "BareBold"),
            ("Date", 11, "BareRegular"),
            (paper.look.small_print, 9, "BareRegular"),
            (paper.printed, 9, "BareRegular"),
        )
        y = height - 80
        for words, size, font in lines:
            canvas.setFont(font, size)
            canvas.drawCentredString(width / 2, y, words)
            y -= size * 1.4
        canvas.line(60, 120, 240, 120)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
