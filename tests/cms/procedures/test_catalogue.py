"""The sample procedures: enough, unique, complete, and plainly not official."""

import re
import unicodedata
from collections import Counter
from datetime import date

import pytest

from cms.procedures.catalogue import AUDIENCES, LEVELS, UNITS, sample_catalogue
from cms.procedures.conventions import one_line, shipped
from commune.vietnamese import fold

DETAILED = [entry for entry in sample_catalogue() if entry.details]


def test_there_are_463_with_unique_codes_of_the_made_up_block():
    codes = [entry.code for entry in sample_catalogue()]
    assert len(codes) == len(set(codes)) == 463
    assert all(re.fullmatch(r"9\.[0-9]{6}", code) for code in codes)


def test_names_are_unique_even_without_marks():
    names = Counter(fold(entry.name) for entry in sample_catalogue())
    assert [name for name, count in names.items() if count > 1] == []


def test_texts_are_tidy_and_composed():
    for entry in sample_catalogue():
        for text in (entry.name, entry.field, entry.issuer, *entry.synonyms):
            assert text == one_line(text)
            assert unicodedata.is_normalized("NFC", text)


def test_there_are_at_least_forty_fields_of_some_size():
    fields = Counter(entry.field for entry in sample_catalogue())
    assert len(fields) >= 40
    assert min(fields.values()) >= 5


def test_long_names_of_the_real_list_are_there():
    lengths = [len(entry.name) for entry in sample_catalogue()]
    assert sum(length > 255 for length in lengths) >= 10
    assert 1_000 < max(lengths) <= 2_000


def test_agencies_and_issuers_are_spelled_as_the_portal_does():
    for entry in sample_catalogue():
        for name in (entry.issuer, *entry.agencies):
            assert shipped().agency(name) == name


def test_enough_have_full_details():
    assert len(DETAILED) >= 55
    assert len({entry.field for entry in DETAILED}) >= 25


@pytest.mark.parametrize("entry", DETAILED, ids=lambda entry: entry.code)
def test_details_are_complete(entry):
    details = entry.details
    assert details.level in LEVELS
    assert details.audience in AUDIENCES
    assert details.time_limit.unit in UNITS
    assert details.time_limit.number > 0
    assert len(details.steps) >= 3
    assert details.documents
    assert details.legal_basis
    assert all(fee.amount >= 0 and fee.condition for fee in details.fees)
    assert date(2026, 10, 1) <= details.checked_on <= date(2026, 11, 23)
    texts = (details.summary, details.for_whom, details.office, details.result)
    assert all(text == one_line(text) != "" for text in (*texts, *details.steps))
