"""Write a catalogue as Python reads it, whatever its version."""

from pathlib import Path

import polib


def compile_catalogue(book: polib.POFile, path: Path) -> None:
    """Write `book` to the .mo file `path`.

    A string that is said both alone and counted stands once in a catalogue, as a
    plural. Older Pythons, Debian 12's 3.11.2 among them, do not find it there when it
    is said alone, and show the English. So each plural is written alone as well.
    """
    whole = polib.POFile()
    whole.metadata = book.metadata
    for entry in book:
        whole.append(entry)
        if entry.msgid_plural and not entry.obsolete:
            whole.append(alone(entry))
    whole.save_as_mofile(str(path))


def alone(entry: polib.POEntry) -> polib.POEntry:
    """Return a plural as a string of one form; Vietnamese has no other."""
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgstr=entry.msgstr_plural[0],
        flags=entry.flags,
    )
