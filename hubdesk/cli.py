"""The command `hubdesk`: the window, bringing in spreadsheets, copies, reports, the self-test.

Every command takes `--home`. The passphrase is asked for, or read from HUBDESK_PASSPHRASE.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import hubdesk
from hubdesk.errors import HubDeskError
from hubdesk.errors.store import NoScreen
from hubdesk.paths import Paths, usual_home

DONE, REFUSED = 0, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0 when done, 2 when it was refused, with the reason in words.

    `verify`, `mend`, `send` and `receive` answer 1 when they did their work and something is not
    right, or waits.
    """
    parser = _parser()
    asked = parser.parse_args(argv)
    if asked.throwaway and asked.run is not _window:
        parser.error("--throwaway opens a window on an invented hub, and goes with no command.")
    try:
        return int(asked.run(asked))
    except HubDeskError as error:
        from hubdesk.messages import explain

        print(explain(error).text, file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hubdesk",
        description="The desktop app that community digital-skills hubs run their day on.",
    )
    parser.add_argument("--version", action="version", version=f"HubDesk {hubdesk.__version__}")
    _home(parser)
    parser.add_argument(
        "--throwaway", action="store_true", help="look around in an invented hub that is not kept"
    )
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(metavar="COMMAND")
    bring = _command(commands, "import", "bring in a spreadsheet (CSV or XLSX)")
    what = ("devices", "people", "benchmarks", "everything")
    bring.add_argument(
        "what", choices=what, help="what it lists; everything: a whole hub, as export wrote it"
    )
    bring.add_argument("file", type=Path, metavar="FILE", help=".csv .xlsx, of everything .zip")
    bring.add_argument("--dry-run", action="store_true", help="say what would happen, save nothing")
    _about_numbers(bring)
    _home(bring)
    bring.set_defaults(run=_import)
    out = _command(commands, "export", "write all records into one open file (a zip)")
    out.add_argument("file", type=Path, metavar="FILE.zip", help="a new file, not locked")
    _replace(out)
    _home(out)
    out.set_defaults(run=_export)
    _copies(commands)
    _report(commands)
    _week(commands)
    _bundle(commands)
    _sending(commands)
    test = _command(commands, "self-test", "open a throwaway hub and try everything once")
    _home(test, "a folder whose disk is tried; a hub in it is left alone")
    test.set_defaults(run=_self_test)
    help_ = _command(commands, "help", "what there is to ask for")
    _home(help_)
    help_.set_defaults(run=lambda _asked: _help(parser))
    return parser


def _help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return DONE


def _about_numbers(bring: argparse.ArgumentParser) -> None:
    """What a file of benchmarks does not say itself, and what of it is wanted."""
    said = bring.add_argument_group("for benchmarks alone", "what the file does not say")
    for name, words in (
        ("source", "who published it, and where"),
        ("source-url", "the address it was loaded from"),
        ("year", "the year it is about"),
        ("geography", "the place it is about"),
        ("base", "of whom it is a share, or who is counted"),
        ("method", "how it was counted"),
        ("doubt", "what to mind"),
        ("unit", "percent, people, pupils …"),
        ("title", "what is counted, if the heading does not say it well"),
    ):
        said.add_argument(f"--{name}", default="", metavar="WORDS", help=words)
    said.add_argument("--column", action="append", default=[], help="only this column")
    said.add_argument("--place", action="append", default=[], help="only the rows of this place")


def _week(commands: Any) -> None:
    week = _command(commands, "week", "the pages and the poster of this week")
    week.add_argument("--out", type=Path, metavar="FOLDER", help="write the pages there")
    week.add_argument("--poster", type=Path, metavar="FILE.pdf", help="write the poster there")
    _replace(week)
    _home(week)
    week.set_defaults(run=_make_week)


def _copies(commands: Any) -> None:
    copy = _command(commands, "backup", "make a verified copy of the records")
    copy.add_argument(
        "--to", type=Path, metavar="DIR", help="a stick or folder (usually the hub's)"
    )
    _home(copy)
    copy.set_defaults(run=_backup)
    back = _command(commands, "restore", "bring a copy back; the records are set aside")
    which = back.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="its papers or any of its files"
    )
    which.add_argument(
        "--from", dest="place", metavar="PLACE", help="where copies were sent: an address, a folder"
    )
    there = back.add_argument_group("with --from", "the password is asked for")
    there.add_argument("--user", default="", metavar="NAME", help="the name there, or access key")
    there.add_argument("--bucket", default="", metavar="NAME", help="of a place that speaks S3")
    there.add_argument("--region", default="", metavar="NAME", help="such as eu-west-2")
    there.add_argument("--copy", default="", metavar="NAME", help="which one, if not the newest")
    there.add_argument("--list", action="store_true", help="say which there are, fetch nothing")
    back.add_argument(
        "--lose-newer",
        action="store_true",
        help="also when the records are whole and newer than the copy",
    )
    _home(back)
    back.set_defaults(run=_restore)
    mend = _command(commands, "mend", "mend damaged records; what was damaged is set aside")
    mend.add_argument(
        "--lose-damaged",
        action="store_true",
        help="also when what stood on damaged pages is lost by it",
    )
    _home(mend)
    mend.set_defaults(run=_mend)
    prove = _command(commands, "verify", "prove a copy, or the records and all their copies")
    prove.add_argument("file", type=Path, nargs="?", metavar="FILE", help="one copy alone")
    _home(prove)
    prove.set_defaults(run=_verify)


def _report(commands: Any) -> None:
    about = (
        "count some days and write the report to a file; without days it is of the"
        " last full month, or of those a saved report is of"
    )
    report = _command(commands, "report", about)
    report.add_argument("name", metavar="NAME", help="hub, lottery, council …, or a saved report")
    first = "2026-10-01: first day; that of its month if there is only a last"
    report.add_argument("--from", dest="first", default="", metavar="DAY", help=first)
    last = "2026-10-31: last day; today if there is only a first"
    report.add_argument("--to", dest="last", default="", metavar="DAY", help=last)
    report.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=".pdf .xlsx .csv .zip"
    )
    report.add_argument("--fund", default="", metavar="NAME", help="what one fund paid for")
    report.add_argument("--kind", action="append", default=[], help="one kind of session")
    report.add_argument("--area", action="append", default=[], help="one postcode district")
    report.add_argument("--age", action="append", default=[], help="one band, such as 25 to 49")
    report.add_argument("--poster", action="store_true", help="one page for the wall (.pdf)")
    _replace(report)
    _home(report)
    report.set_defaults(run=_make_report)


def _bundle(commands: Any) -> None:
    about = _command(commands, "bundle", "explain a bundle, or show this computer's keys")
    kinds = about.add_subparsers(metavar="WHAT", required=True, help="one of these two")
    show = _command(kinds, "show", "explain one in plain words")
    show.add_argument("file", type=Path, metavar="FILE", help="its name ends in .hdb")
    how = show.add_mutually_exclusive_group()
    how.add_argument("--identity", type=Path, metavar="KEYS", help="a file with a key of age")
    how.add_argument("--open", action="store_true", help="with the keys of the hub here")
    _home(show)
    show.set_defaults(run=_show_bundle)
    keys = _command(kinds, "keys", "what others need to seal to this computer")
    _home(keys)
    keys.set_defaults(run=_show_keys)


def _sending(commands: Any) -> None:
    send = _command(commands, "send", "make what is due and send all that waits")
    send.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="KIND",
        help="a kind that leaves by hand, such as month-report",
    )
    _home(send)
    send.set_defaults(run=_send)
    receive = _command(commands, "receive", "prove bundles of this hub and keep them")
    receive.add_argument("what", metavar="FILE|PLACE", help="a file, a folder, or a place's name")
    receive.add_argument("--list", action="store_true", help="list and check only; needs no hub")
    receive.add_argument(
        "--identity", type=Path, metavar="KEYS", help="with --list: look inside, by a file of keys"
    )
    _home(receive)
    receive.set_defaults(run=_receive)


def _command(commands: Any, name: str, words: str) -> argparse.ArgumentParser:
    """One command. What the list says of it its own help says too."""
    said = f"{words[0].upper()}{words[1:]}."
    made: argparse.ArgumentParser = commands.add_parser(name, help=words, description=said)
    return made


def _replace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--replace",
        action="store_true",
        help="also when FILE is there already",
    )


def _home(
    parser: argparse.ArgumentParser,
    what: str = "the folder of the hub (usually one in this account)",
) -> None:
    parser.add_argument(
        "--home",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help=what,
    )


def _paths(asked: argparse.Namespace) -> Paths:
    return Paths(getattr(asked, "home", None) or usual_home())


def _window(asked: argparse.Namespace) -> int:
    check_screen()
    from hubdesk.app.starting import run

    if not asked.throwaway:
        return run(_paths(asked))
    import shutil

    from hubdesk.app.making import throwaway_folder

    paths = throwaway_folder()
    try:
        return run(paths, throwaway=True)
    finally:
        shutil.rmtree(paths.home, ignore_errors=True)


def check_screen(platform: str = sys.platform, variables: Mapping[str, str] = os.environ) -> None:
    """NoScreen where no window can be shown: Qt itself would end the program there."""
    shown_by = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if platform.startswith("linux") and not any(variables.get(name) for name in shown_by):
        raise NoScreen


def _import(asked: argparse.Namespace) -> int:
    from hubdesk.app.bringing_in import check_file, import_file
    from hubdesk.app.opening import opened

    if asked.what == "everything":
        from hubdesk.app.packages import bring_everything

        return bring_everything(_paths(asked), asked.file, dry_run=asked.dry_run, say=print)
    if asked.what == "benchmarks":
        return _import_benchmarks(asked)
    right = f"import {asked.what}"
    check_file(_paths(asked), asked.what, asked.file)
    with opened(_paths(asked), say=print, right=right, only_looks=asked.dry_run) as database:
        return import_file(database, asked.what, asked.file, dry_run=asked.dry_run, say=print)


def _import_benchmarks(asked: argparse.Namespace) -> int:
    from hubdesk.app.benchmarks import FACTS, import_benchmarks
    from hubdesk.imports.benchmark_lines import Said

    facts = {name: getattr(asked, name) for name in FACTS}
    said = Said(columns=tuple(asked.column), places=tuple(asked.place), **facts)
    return import_benchmarks(_paths(asked), asked.file, said, dry_run=asked.dry_run, say=print)


def _export(asked: argparse.Namespace) -> int:
    from hubdesk.app.packages import export_everything

    return export_everything(_paths(asked), asked.file, replaces=asked.replace, say=print)


def _backup(asked: argparse.Namespace) -> int:
    from hubdesk.app.copying import backup

    return backup(_paths(asked), to=asked.to, say=print)


def _restore(asked: argparse.Namespace) -> int:
    if asked.place is not None:
        from hubdesk.app.fetch_command import From, restore_from

        there = From(asked.place, asked.user, asked.bucket, asked.region, asked.copy)
        lose, only_list = asked.lose_newer, asked.list
        return restore_from(_paths(asked), there, only_list=only_list, accept_loss=lose, say=print)
    from hubdesk.app.copying import restore

    return restore(_paths(asked), asked.file, accept_loss=asked.lose_newer, say=print)


def _mend(asked: argparse.Namespace) -> int:
    from hubdesk.app.mending import mend

    return mend(_paths(asked), accept_loss=asked.lose_damaged, say=print)


def _verify(asked: argparse.Namespace) -> int:
    from hubdesk.app.copying import verify

    return verify(_paths(asked), asked.file, say=print)


def _make_report(asked: argparse.Namespace) -> int:
    from hubdesk.app.reporting import Asked, report

    wanted = Asked(
        asked.name,
        asked.out,
        asked.first,
        asked.last,
        asked.fund,
        tuple(asked.kind),
        tuple(area.upper() for area in asked.area),
        tuple(asked.age),
        is_poster=asked.poster,
        replaces=asked.replace,
    )
    return report(_paths(asked), wanted, say=print)


def _make_week(asked: argparse.Namespace) -> int:
    from hubdesk.app.week_files import week

    replaces = asked.replace
    return week(_paths(asked), out=asked.out, poster=asked.poster, replaces=replaces, say=print)


def _show_bundle(asked: argparse.Namespace) -> int:
    from hubdesk.app.bundles import show_bundle

    return show_bundle(
        _paths(asked), asked.file, identity=asked.identity, with_hub=asked.open, say=print
    )


def _show_keys(asked: argparse.Namespace) -> int:
    from hubdesk.app.bundles import show_keys

    return show_keys(_paths(asked), say=print)


def _send(asked: argparse.Namespace) -> int:
    from hubdesk.app.send_command import send

    return send(_paths(asked), say=print, also=asked.also)


def _receive(asked: argparse.Namespace) -> int:
    from hubdesk.app.receiving import list_bundles, receive

    if asked.list:
        return list_bundles(Path(asked.what), identity=asked.identity, say=print)
    return receive(_paths(asked), asked.what, say=print)


def _self_test(asked: argparse.Namespace) -> int:
    from hubdesk.app.self_test import self_test

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return self_test(say=print, inside=getattr(asked, "home", None))


if __name__ == "__main__":
    sys.exit(main())
