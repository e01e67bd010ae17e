"""The lists we know, by their headings: our own and those of four programs. Data, no rules.

Sources: the import samples and exports of Snipe-IT, Shelf, Koha and Kolibri. Headings are
folded: letters and digits only.
"""

from __future__ import annotations

from hubdesk.errors.bringing_in import LooksLike
from hubdesk.imports.headings import Shape

OWN_DEVICES = Shape(
    "our own headings",
    LooksLike.DEVICES,
    (
        (
            *("assettag", "tag", "serial", "serialnumber", "serialno", "imei", "oldtag", "iccid"),
            *("make", "manufacturer", "model"),
        ),
    ),
    {
        "tag": ("assettag", "tag", "label"),
        "name": ("name", "item", "itemname", "device", "title"),
        "kind": ("kind", "type", "devicetype", "category"),
        "make": ("make", "manufacturer", "brand"),
        "model": ("model", "modelname"),
        "serial": ("serial", "serialnumber", "serialno"),
        "imei": ("imei", "imei1"),
        "iccid": ("iccid", "simnumber"),
        "condition": ("condition",),
        "state": ("state", "status"),
        "ownership": ("ownership", "ownedby"),
        "fund": ("fund", "paidby", "fundedby"),
        "place": ("place", "location"),
        "contents": ("contents", "comeswith", "kit"),
        "codes": ("oldtag", "othercode", "othercodes", "imei2"),
        "borrower": ("borrower", "lentto", "borrowername"),
        "borrower_phone": ("borrowerphone",),
        "borrower_email": ("borroweremail",),
        "borrower_card": ("borrowercard",),
        "lent_on": ("lenton", "datelent"),
        "due_on": ("dueback", "dueon", "due"),
        "notes": ("notes", "note", "comments"),
    },
)

SNIPE_ASSETS = Shape(
    "Snipe-IT",
    LooksLike.DEVICES,
    (
        ("assettag",),
        (
            *("company", "modelnumber", "modelno", "checkedouttousername", "checkedout"),
            *("purchasecost", "defaultlocation", "expectedcheckindate", "assetnotes"),
        ),
    ),
    {
        "tag": ("assettag",),
        "name": ("itemname", "assetname", "name"),
        "kind": ("category",),
        "make": ("manufacturer",),
        "model": ("modelname", "model"),
        "model_number": ("modelnumber", "modelno"),
        "serial": ("serial", "serialnumber"),
        "imei": ("imei", "imei1"),
        "codes": ("imei2",),
        "state": ("status",),
        "place": ("location", "defaultlocation"),
        "out_place": ("checkedouttolocation", "checkouttolocation", "checkoutlocation"),
        "out_type": ("checkouttype", "type"),
        "borrower": ("fullname", "checkedout", "checkedoutto"),
        "borrower_first": ("checkedouttofirstname",),
        "borrower_last": ("checkedouttolastname",),
        "borrower_username": ("checkedouttousername", "username"),
        "borrower_email": ("checkedouttoemail", "email"),
        "lent_on": ("checkoutdate", "lastcheckout"),
        "due_on": ("expectedcheckindate", "expectedcheckin"),
        "notes": ("assetnotes", "notes"),
        "more_notes": ("modelnotes",),
    },
)

SHELF_ASSETS = Shape(
    "Shelf",
    LooksLike.DEVICES,
    (("title", "name"), ("bookable", "qrid", "availabletobook", "consumptiontype")),
    {
        "tag": ("assetid",),
        "name": ("title", "name"),
        "kind": ("category",),
        "make": ("brand", "manufacturer", "make"),
        "model": ("assetmodel", "model"),
        "serial": ("serialnumber", "serial"),
        "imei": ("imei",),
        "condition": ("condition",),
        "codes": ("qrid", "code128", "code39", "datamatrix", "externalqr", "ean13"),
        "state": ("status",),
        "bookable": ("bookable", "availabletobook"),
        "tracking": ("type", "trackingmethod"),
        "quantity": ("quantity",),
        "unit": ("unitofmeasure",),
        "place": ("location",),
        "borrower": ("custodian", "custody"),
        "notes": ("description",),
        "tags": ("tags",),
        "part_of": ("kit",),
    },
)

_COUNTED = {
    "name": ("name",),
    "kind": ("category",),
    "make": ("manufacturer",),
    "quantity": ("qty", "quantity"),
}
SNIPE_COUNTED = Shape(
    "Snipe-IT accessories or consumables",
    LooksLike.COUNTED,
    (("name", "itemname"), ("qty", "quantity"), ("minamount", "minqty", "itemnumber")),
    _COUNTED,
    unless=("assettag", "serial", "bookable"),
)

SNIPE_MODELS = Shape("Snipe-IT models", LooksLike.MODELS, (("fieldset", "requestable"), ("eol",)))
SNIPE_PLACES = Shape(
    "Snipe-IT locations",
    LooksLike.PLACES,
    (("name",), ("address", "city"), ("currency", "managerusername", "parentlocation")),
    unless=("email", "username"),
)

_NAMES = {
    "name": ("name", "fullname", "displayname", "personname"),
    "first": ("firstname", "givenname", "forename", "firstnames"),
    "middle": ("middlename", "middleinitial", "middlenames"),
    "last": ("surname", "lastname", "familyname"),
    "known_as": ("knownas", "preferredname", "nickname", "othernames"),
}

OWN_PEOPLE = Shape(
    "our own headings",
    LooksLike.PEOPLE,
    (_NAMES["name"] + _NAMES["first"] + _NAMES["last"],),
    _NAMES
    | {
        "phone": ("phone", "mobile", "telephone", "phonenumber", "mobilenumber"),
        "email": ("email", "emailaddress"),
        "born": ("dateofbirth", "dob", "born"),
        "born_year": ("yearofbirth", "birthyear"),
        "age": ("age", "ageband"),
        "postcode": ("postcode", "postalcode", "zipcode", "zip"),
        "address": ("address", "address1", "address2", "address3", "town", "city", "county"),
        "language": ("language", "preferredlanguage"),
        "interpreter": ("interpreter", "needsinterpreter"),
        "channel": ("preferredcontact", "contactby"),
        "message": ("safetoleaveamessage", "safetoleavemessage"),
        "no_post": ("donotpost",),
        "needs": ("needs", "supportneeds"),
        "roles": ("roles", "role"),
        "guardian": ("guardian", "guardianname"),
        "guardian_phone": ("guardianphone",),
        "heard_from": ("heardfrom", "howdidyouhear"),
        "card": ("card", "cardnumber"),
        "username": ("username",),
        "notes": ("notes", "note", "comments"),
    },
)

SNIPE_USERS = Shape(
    "Snipe-IT",
    LooksLike.PEOPLE,
    (("firstname",), ("username",), ("activated", "employeenumber", "jobtitle")),
    {
        "first": ("firstname",),
        "last": ("lastname",),
        "known_as": ("displayname",),
        "phone": ("phone", "mobile"),
        "email": ("email",),
        "postcode": ("postalcode", "zip"),
        "address": ("address", "city", "state", "country"),
        "language": ("language",),
        "username": ("username",),
        "codes": ("employeenumber",),
        "notes": ("notes",),
    },
)

SHELF_USERS = Shape(
    "Shelf",
    LooksLike.PEOPLE,
    (("email",), ("teammemberid",)),
    {"name": ("name",), "first": ("firstname",), "last": ("lastname",), "email": ("email",)},
)

KOHA = Shape(
    "Koha",
    LooksLike.PEOPLE,
    (("surname",), ("cardnumber", "borrowernumber"), ("categorycode", "branchcode", "userid")),
    {
        "first": ("firstname",),
        "middle": ("middlename",),
        "last": ("surname",),
        "known_as": ("othernames",),
        "phone": ("mobile", "phone", "smsalertnumber", "phonepro"),
        "email": ("email", "emailpro"),
        "born": ("dateofbirth",),
        "postcode": ("zipcode",),
        "address": ("address", "address2", "city", "state", "country"),
        "street": ("streetnumber", "streettype"),
        "language": ("lang",),
        "channel": ("primarycontactmethod",),
        "card": ("cardnumber",),
        "username": ("userid",),
        "notes": ("borrowernotes",),
        "restricted": ("debarred",),
        "restricted_why": ("debarredcomment",),
    },
)

KOLIBRI_LIST = Shape(
    "Kolibri",
    LooksLike.PEOPLE,
    (("givenname",), ("surname",), ("username",), ("middleinitial", "age")),
    {
        "first": ("givenname",),
        "middle": ("middleinitial",),
        "last": ("surname",),
        "username": ("username",),
        "age": ("age",),
    },
)

KOLIBRI_EXPORT = Shape(
    "Kolibri",
    LooksLike.PEOPLE,
    (("fullname",), ("username",), ("usertype", "identifier", "idnumber", "birthyear")),
    {
        "name": ("fullname",),
        "username": ("username",),
        "born_year": ("birthyear",),
        "roles": ("usertype",),
        "codes": ("identifier", "idnumber"),
    },
)

COLLEGE = Shape(
    "a college list for Koha",
    LooksLike.PEOPLE,
    (("familyname",), ("givenname",), ("id",)),
    {
        "first": ("givenname",),
        "last": ("familyname",),
        "known_as": ("preferredname",),
        "email": ("ccaemail", "email", "collegeemail"),
        "card": ("id",),
    },
)

# The first that fits is taken, so those with the rarest headings come first.
SHAPES = (
    *(SHELF_ASSETS, SHELF_USERS, SNIPE_COUNTED, SNIPE_MODELS, SNIPE_PLACES, SNIPE_ASSETS),
    *(SNIPE_USERS, KOHA, KOLIBRI_EXPORT, KOLIBRI_LIST, COLLEGE, OWN_DEVICES, OWN_PEOPLE),
)
