"""The sample procedures' details as fields of a page, beside the official list."""

from cms.procedures.catalogue import Details, Entry, sample_catalogue


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
        "audience": details.audience,
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
