"""`hubdesk restore --from PLACE`: a copy fetched from where it was sent, then brought back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hubdesk.app.copying import DONE, put_back_held, refuse_if_newer, said_to_hold, typed_key
from hubdesk.app.fetching import (
    Place,
    fetch_copy,
    how_far_words,
    hub_names,
    look_there,
    newer_words,
    not_whole_words,
    saying_whose,
    when_words,
    will_lie_at,
)
from hubdesk.app.opening import held, passphrase
from hubdesk.errors.copies import FetchStopped, NoSuchCopy, NotWholeThere, SeveralHubsThere
from hubdesk.errors.hub import FieldMissing
from hubdesk.i18n import size
from hubdesk.models import PlaceSort
from hubdesk.operations.places import ADDRESS, USER
from hubdesk.paths import Paths
from hubdesk.store.copies import ENDING, Copy, Manifest, copy_at, is_of_copy
from hubdesk.store.restoring import check_ours, since_copy
from hubdesk.sync.copies_there import CopyThere, Fetched
from hubdesk.sync.place_setup import Wanted, called

Say = Callable[[str], None]
VARIABLE: Final = "HUBDESK_PLACE_PASSWORD"


@dataclass(frozen=True, slots=True)
class From:
    """Where to look, as it was typed; and which copy to take, "" for the newest that is whole."""

    address: str
    user: str = ""
    bucket: str = ""
    region: str = ""
    copy: str = ""


def restore_from(paths: Paths, there: From, *, only_list: bool, accept_loss: bool, say: Say) -> int:
    """List what lies there, newest first; fetch one and put it in the place of the records.

    Raises what looking and fetching raise, FieldMissing and NoSuchCopy. What came before somebody
    stopped it (Ctrl+C) is not fetched again.
    """
    stop = threading.Event()
    there = _of_folder(there)
    wanted = _wanted(there, say)
    try:
        place = look_there(paths, wanted, stop)
        names = hub_names(place.copies)
        for one in place.copies:
            say(_line(one, names.get(one.hub, "")))
        if only_list:
            return DONE
        chosen = _chosen(place, there.copy, names)
        papers = will_lie_at(paths, place, chosen)
        copy = Copy(papers.with_suffix(ENDING), _papers(place, chosen))
        check_ours(paths, copy)
        with held(paths, "bring back copy"):
            with saying_whose(place.copies, copy):
                typed, key = typed_key(paths, copy)  # nobody waits hours for a slip, or a refusal
            since = since_copy(paths, copy, key.data_key)
            refuse_if_newer(since, accept_loss=accept_loss, say=say)
            say(f"{chosen.stem} is taken. --copy NAME takes another.")
            if newer := newer_words(place, chosen):
                say(newer)
            fetch_copy(paths, place, chosen, stop, _each_tenth(say))
            return put_back_held(
                paths, copy_at(papers), typed, key, accept_loss=accept_loss, say=say
            )
    except KeyboardInterrupt as stopped:
        raise FetchStopped from stopped


def _of_folder(there: From) -> From:
    """A file of a copy in place of the folder it lies in is that copy."""
    file = Path(there.address)
    if not (is_of_copy(file.name) and file.is_file()):
        return there
    return replace(there, address=str(file.absolute().parent), copy=there.copy or file.name)


def _wanted(there: From, say: Say) -> Wanted:
    if not there.address.strip():
        say("Give an address or a folder after --from.")
        raise FieldMissing(ADDRESS)
    is_server = "://" in there.address
    sort = PlaceSort.S3 if there.bucket else PlaceSort.WEBDAV if is_server else PlaceSort.FOLDER
    address = there.address if is_server else str(Path(there.address).absolute())
    if is_server and not there.user:
        say("Give the name there as well: hubdesk restore --help says how.")
        raise FieldMissing(USER)
    secret = passphrase("Password of the place: ", VARIABLE) if is_server else ""
    wanted = Wanted("", "", sort, address, there.user, there.bucket, there.region, secret)
    return replace(wanted, name=called(wanted))


def _line(one: CopyThere, hub: str) -> str:
    begin = f"{one.stem}: {hub}, " if hub else f"{one.stem}: "
    if not one.is_whole or one.papers is None:
        return f"{begin}{not_whole_words(one)}"
    holds = said_to_hold(Copy(Path(one.stem), one.papers))
    return f"{begin}{when_words(one)}, {size(one.size)}, whole. It holds {holds}."


def _chosen(place: Place, name: str, hubs: Mapping[str, str]) -> CopyThere:
    """The one that is named, or the newest whole one. SeveralHubsThere where it could be either."""
    if name:
        found = next((one for one in place.copies if one.stem == name.partition(".")[0]), None)
        if found is None:
            raise NoSuchCopy(name)
        return found
    if hubs:
        raise SeveralHubsThere(place.way.name, tuple(hubs.values()))
    whole = next((one for one in place.copies if one.is_whole), None)
    if whole is None:
        raise NotWholeThere(place.way.name)
    return whole


def _papers(place: Place, copy: CopyThere) -> Manifest:
    if copy.papers is None or copy.missing:
        raise NotWholeThere(place.way.name)
    return copy.papers


def _each_tenth(say: Say) -> Callable[[Fetched], None]:
    """How far it is, at each tenth of the whole; and that the line is gone, once each time."""
    last = [-1, False]

    def told(come: Fetched) -> None:
        tenth = come.done * 10 // max(come.total, 1)
        if (tenth, come.waits) != (last[0], last[1]):
            last[:] = [tenth, come.waits]
            say(how_far_words(come))

    return told
