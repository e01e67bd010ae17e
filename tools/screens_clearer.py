"""Pictures of clearer numbers: the guesses of 2021, and what a hub brought in itself."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hubdesk.app.desk import OpenDesk
from hubdesk.imports.benchmark_lines import Said
from hubdesk.imports.benchmarks import read_benchmarks
from hubdesk.operations.benchmarks import bring_in_benchmarks
from hubdesk.ui.clearer.page import BRING, BROUGHT, ClearerPage

if TYPE_CHECKING:
    from tools.screenshots import Photographer

FILE = """What,Number,Unit,Year,Place,Population base,Doubt
Homes without the internet,8.4,percent,2025,Inventham,Homes,A small sample
Homes without the internet,9.1,percent,2023,Inventham,Homes,A small sample
Pupils with a device of their own,c,percent,2025,Inventham,Pupils,
People who live here,"41,300",people,2025,Inventham,Everybody,
"""


def clearer(camera: Photographer, desk: OpenDesk) -> None:
    """All three tabs."""
    said = Said(source="Invented Office of Counting", method="A survey we made up")
    lines = read_benchmarks(FILE.encode(), "inventham.csv", said)
    desk.records.do(
        "import benchmarks",
        lambda db, now: bring_in_benchmarks(db, lines.good, file_name=lines.name, now=now),
    )
    desk.window.shell.go("clearer")
    camera.settle()
    camera.take("clearer", busy=True)
    page = desk.window.shell.page
    assert isinstance(page, ClearerPage)
    page.open_tab(BROUGHT)
    page.brought.list.setFocus()
    camera.take("clearer-brought", busy=True)
    page.open_tab(BRING)
    with TemporaryDirectory() as folder:
        file = Path(folder) / lines.name
        file.write_text(FILE, "utf-8")
        page.bring.edits["source"].setText(said.source)
        page.bring.edits["method"].setText(said.method)
        page.bring.set_file(str(file))
        camera.until(lambda: page.bring.lines is not None)
    camera.take("clearer-bring")
    page.bring.forget()
    desk.window.shell.go("desk")
