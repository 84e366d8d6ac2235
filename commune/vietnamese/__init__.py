"""Pure rules of Vietnamese text: no Django, plain values in and out."""

from commune.vietnamese.clean import nfc
from commune.vietnamese.fold import fold
from commune.vietnamese.names import (
    SORT_KEY_MAX_LENGTH,
    given_name,
    mask_name,
    name_sort_key,
    short_name,
)
from commune.vietnamese.phones import (
    FoundPhone,
    PhoneError,
    convert_old_mobile,
    find_phones,
    format_phone,
    parse_phone,
)
from commune.vietnamese.slug import slugify

__all__ = [
    "SORT_KEY_MAX_LENGTH",
    "FoundPhone",
    "PhoneError",
    "convert_old_mobile",
    "find_phones",
    "fold",
    "format_phone",
    "given_name",
    "mask_name",
    "name_sort_key",
    "nfc",
    "parse_phone",
    "short_name",
    "slugify",
]
