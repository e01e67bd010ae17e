"""What a finished build is judged by leaves out no paper that the app can print."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pypdfium2
import pytest

import hubdesk.reports
from hubdesk.app import self_test
from hubdesk.app.self_test import every_paper, lend_and_undo
from hubdesk.cli import main
from hubdesk.errors.store import DiskFull

SHEET = tuple("ABCD" for _ in range(8))


@pytest.fixture
def drawn(monkeypatch) -> dict[str, list[Any]]:
    """Every function of the app that draws a paper, and what each was handed."""
    seen: dict[str, list[Any]] = {}
    for found in iter_modules(hubdesk.reports.__path__):
        module = import_module(f"hubdesk.reports.{found.name}")
        for name, draw in list(vars(module).items()):
            if name.endswith("_pdf") and draw.__module__ == module.__name__:
                seen[name] = []

                def drawing(*given: Any, _draw: Any = draw, _name: str = name, **more: Any) -> Any:
                    seen[_name].append(given[0])
                    return _draw(*given, **more)

                monkeypatch.setattr(module, name, drawing)
    return seen


def test_the_self_test_prints_every_kind_of_paper_there_is(drawn, at_desk):
    records = at_desk.open.records
    papers = dict(every_paper(records, lend_and_undo(records), SHEET))
    assert len(drawn) >= 11
    assert [name for name, asked in drawn.items() if not asked] == []
    assert {paper.large_print for paper in drawn["agreement_pdf"]} == {False, True}
    for name, pdf in papers.items():
        page = pypdfium2.PdfDocument(pdf)[0]
        assert page.get_textpage().get_text_range().strip(), name


def test_the_self_test_tries_the_folder_it_is_given_and_leaves_nothing_in_it(
    paths, monkeypatch, capsys
):
    before, made = sorted(paths.home.iterdir()), []

    def no_further(there, **_more):
        made.append(there.home)
        raise DiskFull

    monkeypatch.setattr(self_test, "make_hub", no_further)
    assert main(["self-test", "--home", str(paths.home)]) == 2
    assert "This computer is full" in capsys.readouterr().err
    assert [home.parent for home in made] == [paths.home]
    assert sorted(paths.home.iterdir()) == before
