"""Tags: what is a heading, a table or a picture, for whoever has a PDF read aloud.

ReportLab has none, so the marks and the tree of them are written here. The file says that it is
tagged, with its language; it does not say that it keeps PDF/UA, which nobody has checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc

from hubdesk.reports.embedding import utf16


@dataclass(eq=False)
class Element:
    """A node of the tree: its kind, what is in it in the order it is read, and where its marks are.

    `alt` is said in the place of a picture.
    """

    kind: str
    alt: str = ""
    is_heading_cell: bool = False
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # page, number on that page

    def child(self, kind: str, alt: str = "", *, is_heading_cell: bool = False) -> Element:
        """A further node inside, read after those before it."""
        made = Element(kind, alt, is_heading_cell)
        self.children.append(made)
        return made


class Tags:
    """The tags of one paper. One that makes no element stays as it was."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self.root = Element("Document")
        self._on_page: dict[int, list[Element]] = {}

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn meanwhile belongs to `element`."""
        page = self._canvas.getPageNumber() - 1
        here = self._on_page.setdefault(page, [])
        number = len(here)
        here.append(element)
        element.marks.append((page, number))
        self._canvas._code.append(f"/{element.kind} <</MCID {number}>> BDC")
        yield
        self._canvas._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn meanwhile is not read: page numbers, rules and backgrounds."""
        if not self.root.children:
            yield
            return
        self._canvas._code.append("/Artifact BMC")
        yield
        self._canvas._code.append("EMC")

    def finish(self) -> None:
        """Write the tree into the document. Call after the last page, before it is saved."""
        if not self.root.children:
            return
        doc = self._canvas._doc
        tree = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        refs: dict[int, Any] = {}
        pages = [doc.Reference(page) for page in doc.Pages.pages]
        root = self._write(self.root, doc.Reference(tree), pages, refs)
        tree.dict["K"] = root
        rows: list[Any] = []
        for at, page in enumerate(doc.Pages.pages):
            # ReportLab writes the entries it knows; these two it does not
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = at, pdfdoc.PDFName("S")
            marked = [refs[id(element)] for element in self._on_page.get(at, [])]
            rows += [at, doc.Reference(pdfdoc.PDFArray(marked))]
        nums = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(rows)})
        tree.dict["ParentTree"] = doc.Reference(nums)
        tree.dict["ParentTreeNextKey"] = len(pages)
        doc.Catalog.StructTreeRoot = tree
        doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": _Bare("true")})

    def _write(self, element: Element, parent: Any, pages: list[Any], refs: dict[int, Any]) -> Any:
        doc = self._canvas._doc
        node = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("StructElem"),
                "S": pdfdoc.PDFName(element.kind),
                "P": parent,
            }
        )
        here = refs[id(element)] = doc.Reference(node)
        kids: list[Any] = [
            pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("MCR"), "Pg": pages[page], "MCID": mark})
            for page, mark in element.marks
        ]
        kids += [self._write(child, here, pages, refs) for child in element.children]
        node.dict["K"] = pdfdoc.PDFArray(kids)
        if element.alt:
            node.dict["Alt"] = _Bare(f"<FEFF{utf16(element.alt)}>")
        if element.kind == "TH":
            scope = "Row" if element.is_heading_cell else "Column"
            node.dict["A"] = pdfdoc.PDFDictionary(
                {"O": pdfdoc.PDFName("Table"), "Scope": pdfdoc.PDFName(scope)}
            )
        return here


class _Bare(pdfdoc.PDFObject):  # type: ignore[misc]
    """A token ReportLab has no object for."""

    def __init__(self, token: str) -> None:
        self._token = token

    def format(self, document: Any) -> bytes:
        """The token as it stands in the file."""
        return self._token.encode("ascii")
