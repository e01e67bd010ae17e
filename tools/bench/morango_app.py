"""Loans of twelve columns through Kolibri's Morango, in an environment of its own. No HubDesk here.

Run by `tools.bench.morango` with a file of records and a folder. Prints records a second, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
import uuid
from pathlib import Path

import django
from django.conf import settings

records, folder = json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2])
settings.configure(
    SECRET_KEY="a bench",
    USE_TZ=True,
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "morango.db")}
    },
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "mptt", "morango"],
    MORANGO_TEST_POSTGRESQL=False,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    ROOT_URLCONF="morango.urls",
)
django.setup()

from django.core.management import call_command  # noqa: E402 (Django is set up first)
from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from morango.api.serializers import BufferSerializer  # noqa: E402
from morango.models.core import (  # noqa: E402
    Buffer,
    DatabaseIDModel,
    DatabaseMaxCounter,
    InstanceIDModel,
    RecordMaxCounter,
    Store,
    SyncableModel,
    SyncSession,
    TransferSession,
)
from morango.registry import syncable_models  # noqa: E402
from morango.sync.controller import MorangoProfileController  # noqa: E402
from morango.sync.operations import _dequeue_into_store, _queue_into_buffer_v2  # noqa: E402
from morango.sync.utils import validate_and_create_buffer_data  # noqa: E402

PROFILE, A_REQUEST = "hub", 500  # Kolibri sends 500 records a request
KEPT = [name for name in records[0] if name != "id"]


class Loan(SyncableModel):
    """The same loan: Morango's own id and eleven columns of text."""

    morango_profile, morango_model_name = PROFILE, "loan"

    class Meta:
        app_label = "morango"

    def calculate_source_id(self, *args: object, **kwargs: object) -> str:
        return uuid.uuid4().hex

    def calculate_partition(self, *args: object, **kwargs: object) -> str:
        return PROFILE


for name in KEPT:
    Loan.add_to_class(name, models.TextField(blank=True, default=""))
syncable_models.profile_models = {PROFILE: {"loan": Loan}}  # read before ours was there
syncable_models.models_ready = {PROFILE: True}


def main() -> None:
    """Save, send and take in all records, each step timed."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as schema:
        schema.create_model(Loan)
    DatabaseIDModel.get_or_create_current_database_id()
    InstanceIDModel.get_or_create_current_instance()
    with transaction.atomic():
        for record in records:
            Loan(**{name: record[name] for name in KEPT}).save()
    began = time.perf_counter()
    controller = MorangoProfileController(PROFILE)
    controller.serialize_into_store()
    session = _session()
    _queue_into_buffer_v2(session)
    requests = _requests(session)
    sent = time.perf_counter() - began
    size = sum(len(one) for one in requests)
    for table in (Store, RecordMaxCounter, Buffer, DatabaseMaxCounter):
        table.objects.all().delete()
    Loan.syncing_objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM morango_deletedmodels")
    began = time.perf_counter()
    for one in requests:
        validate_and_create_buffer_data(json.loads(one), session)
    _dequeue_into_store(session, session.client_fsic, v2_format=True)
    controller.deserialize_from_store()
    taken = time.perf_counter() - began
    found = Loan.objects.count()
    assert found == len(records), found
    print(json.dumps({"out": found / sent, "read": found / taken, "size": size / found}))


def _session() -> TransferSession:
    now = timezone.now()
    whole = SyncSession.objects.create(
        id=uuid.uuid4().hex, profile=PROFILE, last_activity_timestamp=now, connection_kind="disk"
    )
    ours = DatabaseMaxCounter.get_instance_counters_for_partitions([""], is_producer=True)
    nothing = {"sub": {}, "super": {}}
    return TransferSession.objects.create(
        id=uuid.uuid4().hex,
        filter="",
        push=True,
        sync_session=whole,
        last_activity_timestamp=now,
        client_fsic=json.dumps({"sub": ours, "super": {}}),
        server_fsic=json.dumps(nothing),
    )


def _requests(session: TransferSession) -> list[bytes]:
    """The bodies that would be sent, as its own serializer writes them."""
    waiting = Buffer.objects.filter(transfer_session=session).order_by("pk")
    found = []
    for at in range(0, waiting.count(), A_REQUEST):
        some = BufferSerializer(waiting[at : at + A_REQUEST], many=True).data
        found.append(json.dumps(some).encode())
    return found


main()
