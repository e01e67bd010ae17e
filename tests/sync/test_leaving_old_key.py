"""A key to sign with that somebody may have copied is taken out of use with the old data key."""

from __future__ import annotations

from typing import Any

import pytest

from hubdesk.app.bundles import keys_of
from hubdesk.errors.bundles import BundleSignerUnknown
from hubdesk.queries.what_leaves import JOURNAL
from hubdesk.store.database import Database
from hubdesk.sync.body import opened, sealed
from hubdesk.sync.container import Trust
from hubdesk.sync.desk_keys import desk_keys, renew_desk_keys
from hubdesk.sync.journal_in import read_content
from tests.conftest import HubBuilder
from tests.sync.leaving import HUB, Sending, new_key


def renew(hub: HubBuilder) -> Any:
    return hub.do("make keys", lambda db, now: renew_desk_keys(db, now=now))


def test_without_a_key_there_is_none_to_renew(hub: HubBuilder):
    assert renew(hub) is False
    assert hub.look(desk_keys) is None


def test_what_a_copied_key_signs_is_taken_no_more_and_what_was_sealed_here_still_opens(
    database: Database, hub: HubBuilder
):
    sending = Sending(database, hub)
    public, secret = new_key()
    export = sending.agree(JOURNAL, recipient=public, recipient_name="Laptop at the back")
    sending.send(export)
    old = keys_of(database)
    assert renew(hub) is True
    new = keys_of(database)
    assert new.dev == old.dev
    assert old.public not in new.publics
    assert old.private != new.private
    [(name, content)] = sending.there.items()
    with pytest.raises(BundleSignerUnknown):
        read_content(content, name, Trust(HUB, frozenset(new.publics)), [secret])
    waiting = sealed(b"kept here", (old.recipient,))
    assert opened(waiting, new.identities, "x") == b"kept here"
    hub.person("Ada Okafor")
    sending.send(export)
    newest = list(sending.there)[-1]
    trust = Trust(HUB, frozenset(new.publics))
    assert read_content(sending.there[newest], newest, trust, [secret]).entries
