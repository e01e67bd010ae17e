"""Gathers the licences of everything that ships into dist/HubDesk/licences, with one list."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from installer.contents import ROOT, SHIPPED

LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors|ofl)", re.IGNORECASE)
# Qt's packages carry no licence file of their own; it is the text that python-bidi carries.
SAME_TEXT = {"PySide6_Essentials": "python-bidi", "shiboken6": "python-bidi"}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that ships: its name, version and licence in its own words."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]


def shipped_files() -> list[Path]:
    """Every file the build took something from. FileNotFoundError before a build."""
    return [Path(name).resolve() for name in json.loads(SHIPPED.read_text("utf-8"))]


def parts(files: Iterable[Path]) -> list[Part]:
    """The installed packages that `files` come from, by name."""
    wanted = set(files)
    by_name = {_name(one): one for one in distributions()}
    found = []
    for name, one in sorted(by_name.items(), key=lambda pair: pair[0].lower()):
        if name == "hubdesk":
            continue
        if any(Path(str(one.locate_file(file))).resolve() in wanted for file in one.files or ()):
            texts = tuple(_texts(by_name[SAME_TEXT.get(name, name)]))
            found.append(Part(name, one.version, _licence(one), texts))
    return found


def _name(one: Distribution) -> str:
    return str(one.metadata["Name"])


def _licence(one: Distribution) -> str:
    for field in ("License-Expression", "License"):
        if field in one.metadata and (said := one.metadata[field].strip()):
            return said.partition("\n")[0]
    kinds = [kind for kind in one.metadata.get_all("Classifier") or () if "License ::" in kind]
    return ", ".join(kind.rpartition(" :: ")[2] for kind in kinds) or "see its text"


def _texts(one: Distribution) -> Iterator[Path]:
    for file in one.files or ():
        inside = ".dist-info" in file.parts[0]
        if inside and any(LICENCE_FILE.search(part) for part in file.parts[1:]):
            path = Path(str(one.locate_file(file)))
            if path.is_file():
                yield path


def python_itself() -> Part:
    """The interpreter in the folder."""
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path("/usr/share/doc") / f"python3.{sys.version_info.minor}" / "copyright",
    )
    texts = tuple(place for place in places if place.is_file())
    return Part("Python", sys.version.split()[0], "PSF-2.0", texts[:1])


def system_parts(files: Iterable[Path]) -> list[Part]:
    """On Debian and Ubuntu, the libraries of the system that came along, by their package."""
    if not shutil.which("dpkg"):
        return []
    inside = (Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), ROOT)
    outside = [file for file in files if not any(file.is_relative_to(p) for p in inside)]
    packages: set[str] = set()
    for file in outside:
        asked = subprocess.run(
            ["dpkg", "-S", f"*/{file.name}"], capture_output=True, text=True, check=False
        )
        packages.update(line.partition(":")[0] for line in asked.stdout.splitlines()[:1])
    found = []
    for package in sorted(packages):
        text = Path("/usr/share/doc") / package / "copyright"
        texts = (text.resolve(),) if text.is_file() else ()
        found.append(Part(package, "of the system it was built on", "see its text", texts))
    return found


def collect(target: Path) -> list[Part]:
    """Copy every licence below `target` and write the list. Answers with what ships.

    ValueError names a part without a text: it must not ship before its licence is known.
    """
    files = shipped_files()
    everything = [python_itself(), *parts(files), *system_parts(files)]
    silent = [part.name for part in everything if not part.texts]
    if silent:
        raise ValueError(f"no licence text for {', '.join(silent)}")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", target / "HubDesk.txt")
    lines = ["HubDesk stands on the work of others. Each part, its version and its licence:\n"]
    for part in everything:
        lines.append(f"{part.name} {part.version}: {part.licence}")
        folder = target / part.name
        folder.mkdir(exist_ok=True)
        for text in part.texts:
            shutil.copy(text, folder / text.name)
    (target / "README.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return everything
