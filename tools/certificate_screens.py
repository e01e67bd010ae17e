"""Pictures of certificates: awarding a class, one of them, correcting it, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from hubdesk.app.desk import OpenDesk
from hubdesk.operations.awarding import Given, Recipient, award_certificates
from hubdesk.queries.people_list import people_window
from tests.reports.papers_read import NAMES
from tests.reports.test_certificates import ALSO, certificate
from tests.reports.test_names_on_paper import FOREIGN
from tools.small_png import save_small

if TYPE_CHECKING:
    from tools.screenshots import Photographer

SKILLS = ("Turn on and log in", "Use a mouse and keyboard", "Connect to Wi-Fi", "Browse the web")


def scripts(camera: Photographer) -> None:
    """A certificate in each script: where no font of this computer draws it, there is none."""
    import pypdfium2

    from hubdesk.errors.papers import NoFontForLetters
    from hubdesk.reports.certificate import certificates_pdf

    for script, name in (NAMES | ALSO | FOREIGN).items():
        try:
            pdf = certificates_pdf([certificate(name)], {})
        except NoFontForLetters:
            continue
        document = pypdfium2.PdfDocument(pdf)
        page = document[0].render(scale=1, rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(page.buffer), page.width, page.height,
            page.stride, QImage.Format.Format_RGBX8888,
        )  # fmt: skip
        taken = f"certificate-in-{script.lower().replace(' ', '-')}"
        save_small(image, camera.folder / f"{taken}.png")
        camera.taken.append(taken)
        document.close()


def certificates(camera: Photographer, desk: OpenDesk) -> None:
    """Every screen of certificates, with the sheet drawn."""
    shell = desk.window.shell
    today = desk.records.now().date()

    def open_page(name: str, **facts: object) -> Any:
        shell.go(name, **facts)
        camera.settle()
        return shell.page

    def draw(page: Any) -> None:
        """The sheet is made beside the window; it is drawn again at each size."""
        for _ in range(100):
            QTest.qWait(20)
            if not page.sheet.paper.picture.isNull():
                break

    page = open_page("award")
    draw(page)
    camera.take("award", busy=True, wait_ms=500)
    [person] = [
        row
        for row in desk.records.look(lambda db: people_window(db, today=today))
        if row.name == "Samira Haddad"
    ]
    given = Given("achievement", "Getting started with digital", today, SKILLS, "Priya Nair")
    to = [Recipient(person.id, "Samira Haddad")]
    [award] = desk.records.do(
        "award certificate",
        lambda db, now: award_certificates(db, given=given, recipients=to, now=now),
        about={"person_id": person.id, "what": given.what},
    )
    page = open_page("certificate", id=award.id)
    draw(page)
    camera.take("certificate", busy=True, wait_ms=500)
    page.begin_correcting()
    draw(page)
    camera.take("certificate-correct", busy=True, wait_ms=500)
    page.step_back()
    page = open_page("settings", group="certificates")
    card = page.cards["certificates"][0]
    card.begin()
    draw(card)
    camera.take("settings-certificates", busy=True, wait_ms=500)
    card.leave()
