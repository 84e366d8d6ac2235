"""The sample procedures' details as fields of a page, beside the official list."""

from cms.pages.procedures import Audience
from cms.procedures.catalogue import Details, Entry, sample_catalogue
from commune.vietnamese import fold

ORGANISATION_WORDS = ("to chuc", "doanh nghiep", "ho kinh doanh", "hop tac xa", "co so")
PEOPLE_WORDS = ("ca nhan", "nguoi", "cha me", "cha", "ho gia dinh", "cong dan", "ho")


def extras() -> dict[str, dict[str, object]]:
    """Return {code: fields} for every sample procedure that has more than a name."""
    return {entry.code: _extra(entry) for entry in sample_catalogue()}


def _extra(entry: Entry) -> dict[str, object]:
    words = {"synonyms": ", ".join(entry.synonyms)[:300]}
    return words | (_fields(entry.details) if entry.details else {})


def _fields(details: Details) -> dict[str, object]:
    return {
        "summary": details.summary,
        "for_whom": details.for_whom,
        "audience": audience(details.for_whom),
        "level": details.level,
        "office": details.office,
        "steps": [("step", step) for step in details.steps],
        "documents": [("document", _document(d)) for d in details.documents],
        "time_number": details.time_limit.number,
        "time_unit": details.time_limit.unit,
        "time_note": details.time_limit.text,
        "fees": [("fee", _fee(fee)) for fee in details.fees],
        "result": details.result,
        "legal_basis": "\n".join(details.legal_basis),
        "checked_on": details.checked_on,
    }


def _document(item) -> dict[str, object]:
    return {
        "name": item.name,
        "originals": item.originals,
        "copies": item.copies,
        "form": item.form,
    }


def _fee(fee) -> dict[str, object]:
    return {
        "amount": fee.amount,
        "condition": fee.condition,
        "legal_basis": fee.legal_basis,
    }


def audience(for_whom: str) -> str:
    """Return the filter value of "Tổ chức, cá nhân" and the like."""
    words = f" {fold(for_whom)} "
    for_organisations = any(f" {word} " in words for word in ORGANISATION_WORDS)
    for_people = any(f" {word} " in words for word in PEOPLE_WORDS)
    if for_organisations and for_people:
        return Audience.BOTH
    return Audience.ORGANISATIONS if for_organisations else Audience.PEOPLE
