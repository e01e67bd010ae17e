"""The tables of a hub, one noun a file."""

from sqlalchemy.orm import configure_mappers

from hubdesk.models.agreement import Agreement, AgreementTemplate
from hubdesk.models.base import Base
from hubdesk.models.consent import Consent, ConsentWording, Purpose
from hubdesk.models.device import (
    CodeOf,
    CodeOrigin,
    Condition,
    Device,
    DeviceKind,
    KitItem,
    Ownership,
    Stage,
)
from hubdesk.models.hub import (
    THE_HUB,
    ClosedDay,
    Counter,
    Desk,
    Draft,
    DraftKind,
    Hub,
    HubSetting,
)
from hubdesk.models.journal import Captured, Capturing, JournalOp, JournalTxn, RowClock, Stream
from hubdesk.models.loan import EventKind, Gift, LendingPolicy, Loan, LoanEvent, LoanState
from hubdesk.models.lock import AccountLock, WayIn
from hubdesk.models.merge import NotSame, PersonMerge
from hubdesk.models.person import (
    AGE_BANDS,
    Birth,
    BirthPrecision,
    Channel,
    Connection,
    Household,
    How,
    Need,
    NoteKind,
    Person,
    PersonNote,
    PersonRole,
    Role,
    SupportNeed,
    named_by,
)
from hubdesk.models.privacy import (
    Asked,
    Breach,
    Complaint,
    Erasure,
    LegalHold,
    RetentionRule,
    RightsRequest,
    RightsStep,
    StepKind,
)
from hubdesk.models.safeguarding import Concern, ConcernKey
from hubdesk.models.search import DeviceFind, NameWord, PersonFind
from hubdesk.models.staff import AccessEvent, Account, AccountRole, StaffRole, Watched

# Here, where a job imports it while somebody types, and not with the desk's first question.
configure_mappers()

__all__ = [
    "AGE_BANDS",
    "THE_HUB",
    "AccessEvent",
    "Account",
    "AccountLock",
    "AccountRole",
    "Agreement",
    "AgreementTemplate",
    "Asked",
    "Base",
    "Birth",
    "BirthPrecision",
    "Breach",
    "Captured",
    "Capturing",
    "Channel",
    "ClosedDay",
    "CodeOf",
    "CodeOrigin",
    "Complaint",
    "Concern",
    "ConcernKey",
    "Condition",
    "Connection",
    "Consent",
    "ConsentWording",
    "Counter",
    "Desk",
    "Device",
    "DeviceFind",
    "DeviceKind",
    "Draft",
    "DraftKind",
    "Erasure",
    "EventKind",
    "Gift",
    "Household",
    "How",
    "Hub",
    "HubSetting",
    "JournalOp",
    "JournalTxn",
    "KitItem",
    "LegalHold",
    "LendingPolicy",
    "Loan",
    "LoanEvent",
    "LoanState",
    "NameWord",
    "Need",
    "NotSame",
    "NoteKind",
    "Ownership",
    "Person",
    "PersonFind",
    "PersonMerge",
    "PersonNote",
    "PersonRole",
    "Purpose",
    "RetentionRule",
    "RightsRequest",
    "RightsStep",
    "Role",
    "RowClock",
    "StaffRole",
    "Stage",
    "StepKind",
    "Stream",
    "SupportNeed",
    "Watched",
    "WayIn",
    "named_by",
]
