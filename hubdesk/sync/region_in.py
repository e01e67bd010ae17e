"""Reading a bundle of a feed to a region: to explain one, and to prove what we write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hubdesk.errors.bundles import BundleFromNewer, BundleOdd, BundleOtherKind
from hubdesk.sync.allowed import NotAllowed
from hubdesk.sync.body import lines_of, opened
from hubdesk.sync.container import Header, Kind, Trust, outside_of
from hubdesk.sync.region_lines import FEED, Line, check_first, line_of
from hubdesk.sync.strict_json import NotStrict, read_json


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A bundle of a feed that was read to its end."""

    header: Header
    wording: int
    lines: list[Line]

    @property
    def people(self) -> int:
        """How many numbers of people are in it."""
        return len({line.pid for line in self.lines})

    @property
    def told(self) -> Counter[str]:
        """How many lines there are of each table, those that take something away apart."""
        return Counter("gone" if line.is_gone else line.tbl for line in self.lines)


def read_feed(
    content: bytes, name: str, trust: Trust | None, identities: Sequence[str]
) -> ReadFeed:
    """All of a bundle. Raises what `outside_of` raises, BundleNotForUs, BundleTooLarge,
    BundleOtherKind, BundleFromNewer and BundleOdd."""
    outside = outside_of(content, name, trust)
    header = outside.header
    if header.kind != Kind.REGION:
        raise BundleOtherKind(name)
    number, found = 0, list[Line]()
    wording, ended = 0, False
    try:
        for number, text in enumerate(lines_of(opened(outside.body, identities, name), name), 1):
            said = read_json(text)
            if ended or type(said) is not dict:
                raise NotAllowed("goes on after its end")
            if number == 1:
                if type(said.get("feed")) is int and said["feed"] > FEED:
                    raise BundleFromNewer(name)
                wording = check_first(said, header)
            elif "end" in said:
                if said != {"end": len(found)} or type(said["end"]) is not int:
                    raise NotAllowed("another end")
                ended = True
            else:
                found.append(line_of(said))
        if not ended or len(found) != header.n_ops:
            raise NotAllowed("its end is missing")
    except (NotAllowed, NotStrict) as error:
        raise BundleOdd(name, number, str(error)) from error
    return ReadFeed(header, wording, found)
