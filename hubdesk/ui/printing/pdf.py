"""Pages of a PDF as pictures, and onto a printer. pdfium takes one caller at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from hubdesk.errors.printing import PrinterSilent

POINTS: Final = 72  # to an inch
# Finer than this no reader sees, and a page of A4 would need half a gigabyte at 1200.
MOST_DPI: Final = 600
# Rows of pixels handed to the printer at a time. Qt packs them while it holds Python's lock,
# 15 ms for so many at 600 dpi; the window repaints in between.
BAND: Final = 48

_one_at_a_time = threading.Lock()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """The document, with pdfium to ourselves: it is not safe in two threads."""
    import pypdfium2  # not before the first paper: it brings a library of 7 MB

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_sizes(pdf: bytes) -> list[QSizeF]:
    """The size of every page, in points."""
    with _opened(pdf) as document:
        return [QSizeF(*document.get_page_size(at)) for at in range(len(document))]


def page_picture(pdf: bytes, page: int, width: int) -> QImage:
    """One page on white, `width` px wide."""
    with _opened(pdf) as document:
        size = QSizeF(*document.get_page_size(page))
        height = max(1, round(width * size.height() / size.width()))
        pixels, stride = _pixels(document[page], (width, height), 0, height, smooth=True)
        return QImage(pixels, width, height, stride, QImage.Format.Format_RGB32).copy()


def print_pages(pdf: bytes, printer: QPrinter) -> None:
    """Every page at its own size, sharp at the printer's resolution. PrinterSilent if it fails.

    May run in any thread; nothing of the window is touched.
    """
    painter = QPainter()
    try:
        with _opened(pdf) as document:
            for at in range(len(document)):
                page = document[at]
                size = QSizeF(*page.get_size())
                _set_page(printer, size)
                if not (painter.begin(printer) if at == 0 else printer.newPage()):
                    raise PrinterSilent
                _paint(painter, page, size, printer.resolution())
    finally:
        # a printer may refuse only when it is handed the whole work
        ended = painter.end() if painter.isActive() else False
    stopped = (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)
    if not ended or printer.printerState() in stopped:
        raise PrinterSilent


def _set_page(printer: QPrinter, size: QSizeF) -> None:
    lies = size.width() > size.height()
    upright = size.transposed() if lies else size
    standard = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    if standard.id() == QPageSize.PageSizeId.Custom:
        # a label is as wide as its roll: turned, it would come out sideways
        standard = QPageSize(size, QPageSize.Unit.Point)
        lies = False
    turned = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageSize(standard)
    printer.setPageOrientation(turned)


def _paint(painter: QPainter, page: Any, size: QSizeF, resolution: int) -> None:
    """Draw the page in bands, from the corner of the paper."""
    dpi = min(resolution, MOST_DPI)
    width, height = (round(side * dpi / POINTS) for side in (size.width(), size.height()))
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # JPEG would blur the bars
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    times = resolution / dpi
    for top in range(0, height, BAND):
        rows = min(BAND, height - top)
        pixels, stride = _pixels(page, (width, height), top, rows, smooth=False)
        if pixels.count(0xFF) == len(pixels):
            continue  # white paper needs no ink
        band = QImage(pixels, width, rows, stride, QImage.Format.Format_RGB32)
        if band.allGray():
            band = band.convertToFormat(QImage.Format.Format_Grayscale8)
        target = QRectF(0, top * times, width * times, rows * times)
        painter.drawImage(target, band, QRectF(0, 0, width, rows))


def _pixels(
    page: Any, whole: tuple[int, int], top: int, rows: int, *, smooth: bool
) -> tuple[bytes, int]:
    """`rows` rows from `top` of a page drawn `whole` px in size, and bytes to a row.

    Four bytes to a pixel. Paper gets no smoothing: a grey edge would be printed as dots.
    """
    from pypdfium2 import PdfBitmap, raw

    bitmap = PdfBitmap.new_native(whole[0], rows, raw.FPDFBitmap_BGRx)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, whole[0], rows)
    rough = raw.FPDF_RENDER_NO_SMOOTHTEXT | raw.FPDF_RENDER_NO_SMOOTHPATH
    flags = 0 if smooth else rough
    raw.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, -top, *whole, 0, flags)
    found = bytes(bitmap.buffer), bitmap.stride
    bitmap.close()
    return found
