"""Pure rules of Vietnamese text: no Django, plain values in and out."""

from commune.vietnamese.clean import nfc
from commune.vietnamese.dates import (
    LOCAL_ZONE,
    DateError,
    format_date,
    format_datetime,
    long_date,
    parse_date,
    parse_datetime,
)
from commune.vietnamese.fold import fold
from commune.vietnamese.identity import mask_identity_numbers
from commune.vietnamese.legacy import (
    LegacyEncoding,
    detect_legacy,
    from_legacy,
    is_capital_font,
    legacy_of_font,
)
from commune.vietnamese.names import (
    SORT_KEY_MAX_LENGTH,
    given_name,
    mask_name,
    name_sort_key,
    short_name,
)
from commune.vietnamese.numbers import (
    NumberError,
    format_money,
    format_number,
    format_percent,
    parse_number,
)
from commune.vietnamese.phones import (
    FoundPhone,
    PhoneError,
    can_be_called,
    convert_old_mobile,
    find_phones,
    format_phone,
    parse_phone,
    parse_public_phone,
)
from commune.vietnamese.slug import slugify
from commune.vietnamese.syllables import is_syllable

__all__ = [
    "LOCAL_ZONE",
    "SORT_KEY_MAX_LENGTH",
    "DateError",
    "FoundPhone",
    "LegacyEncoding",
    "NumberError",
    "PhoneError",
    "can_be_called",
    "convert_old_mobile",
    "detect_legacy",
    "find_phones",
    "fold",
    "format_date",
    "format_datetime",
    "format_money",
    "format_number",
    "format_percent",
    "format_phone",
    "from_legacy",
    "given_name",
    "is_capital_font",
    "is_syllable",
    "legacy_of_font",
    "long_date",
    "mask_identity_numbers",
    "mask_name",
    "name_sort_key",
    "nfc",
    "parse_date",
    "parse_datetime",
    "parse_number",
    "parse_phone",
    "parse_public_phone",
    "short_name",
    "slugify",
]
