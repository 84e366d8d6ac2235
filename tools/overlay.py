"""Keep the Vietnamese of the installed packages complete and right.

Wagtail speaks a fifth of its screens in Vietnamese, allauth and simple-history
none. config/locale holds what they lack; the project names it in LOCALE_PATHS,
so it wins over every app's own catalogue.

    python -m tools.overlay missing    what the installed packages say and we do not
    python -m tools.overlay update     write those strings, empty, into the catalogues
    python -m tools.overlay check      placeholders, tags, plural forms, spelling
    python -m tools.overlay compile    .po to .mo

After a package was raised: missing, update, translate, check, compile.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import polib

from tools.compiling import compile_catalogue

FOLDER = Path(__file__).resolve().parents[1] / "config/locale/vi/LC_MESSAGES"
DOMAINS = ("django", "djangojs")
HEADER = {
    "Project-Id-Version": "xaso",
    "PO-Revision-Date": "2026-11-24 08:00+0700",
    "Last-Translator": "Xã Số <xaso@localhost.invalid>",
    "Language-Team": "Vietnamese",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
BY_HAND = "by hand"
Key = tuple[str | None, str]
Strings = dict[Key, polib.POEntry]


@dataclass(frozen=True)
class Package:
    """A folder of an installed package whose catalogues we answer for."""

    folder: str
    without: str = ""
    # Only strings that occur below these folders; all when empty.
    parts: tuple[str, ...] = ()


PACKAGES = (
    Package("wagtail", without="contrib/styleguide"),
    Package(
        "allauth",
        parts=(
            "account/",
            "core/",
            "decorators",
            "mfa/",
            "usersessions/",
            "templates/account/",
            "templates/allauth/",
            "templates/mfa/",
            "templates/usersessions/",
        ),
    ),
    Package("simple_history"),
    Package("taggit"),
    Package("django_filters"),
    Package("rest_framework"),
    Package("django/conf"),
    Package("django/contrib/auth"),
    Package("django/contrib/contenttypes"),
    Package("django/contrib/humanize"),
)
# Left as in English: names, signs and units that Vietnamese offices write so too.
SAME_AS_ENGLISH = {"Email", "ID", "URL", "IPv4", "IPv6", "%(size)d byte"}
SAME_AS_ENGLISH |= {f"%s {unit}B" for unit in "KMGTP"}


# What the packages say ------------------------------------------------------------


def collect(domain: str) -> Strings:
    """Return every string of `domain` in the installed packages.

    An entry's occurrences name the folders of the packages that say it.
    """
    strings: Strings = {}
    for package in PACKAGES:
        for path in catalogues(package, domain):
            place = path.parents[3].relative_to(_site(package)).as_posix()
            for entry in _entries(path, package):
                _add(strings, entry, place)
    return strings


def catalogues(package: Package, domain: str) -> list[Path]:
    """Return the English catalogues of a package, or all if it has no English one."""
    root = _site(package) / package.folder
    found = [
        path
        for path in sorted(root.glob(f"**/locale/*/LC_MESSAGES/{domain}.[pm]o"))
        if not package.without or package.without not in path.as_posix()
        if path.suffix == ".po" or not path.with_suffix(".po").exists()
    ]
    english = [path for path in found if path.parents[1].name == "en"]
    return english or found


def _site(package: Package) -> Path:
    spec = find_spec(package.folder.split("/", 1)[0])
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package.folder} is not installed")
    return Path(spec.origin).parents[1]


def _entries(path: Path, package: Package) -> Iterator[polib.POEntry]:
    book = polib.pofile(path) if path.suffix == ".po" else polib.mofile(path)
    for entry in book:
        places = [place.removeprefix("./") for place, _ in entry.occurrences]
        inside = any(place.startswith(package.parts) for place in places)
        if not entry.obsolete and (inside or not package.parts):
            yield entry


def _add(strings: Strings, entry: polib.POEntry, place: str) -> None:
    """Merge one string; a plural somewhere makes it plural everywhere."""
    ours = strings.setdefault(
        key(entry), polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt)
    )
    if entry.msgid_plural:
        ours.msgid_plural = entry.msgid_plural
        ours.msgstr_plural = {0: ""}
    if (place, "") not in ours.occurrences:
        ours.occurrences.append((place, ""))
    if "python-format" in entry.flags and "python-format" not in ours.flags:
        ours.flags.append("python-format")


def key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt, entry.msgid)


# What we say ----------------------------------------------------------------------


def overlay(domain: str) -> polib.POFile:
    """Return our catalogue; an empty one if there is none yet."""
    path = FOLDER / f"{domain}.po"
    book = polib.pofile(path, wrapwidth=0) if path.exists() else polib.POFile()
    book.wrapwidth = 0
    book.metadata = HEADER
    return book


def said(entry: polib.POEntry) -> str:
    """Return the translation; Vietnamese has one plural form."""
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


def missing() -> list[str]:
    """Return one line for each string that a package says and we do not."""
    return [
        f"{domain}: {entry.occurrences[0][0]}: {entry.msgid!r}"
        for domain in DOMAINS
        for entry in _unsaid(domain)
    ]


def _unsaid(domain: str) -> Iterator[polib.POEntry]:
    ours = {key(entry): entry for entry in overlay(domain)}
    for wanted in collect(domain).values():
        entry = ours.get(key(wanted))
        shape = (entry is not None) and entry.msgid_plural == wanted.msgid_plural
        if entry is None or not shape or not said(entry):
            yield wanted


def update() -> list[str]:
    """Write the packages' strings into ours, drop those that no package says."""
    for domain in DOMAINS:
        book = overlay(domain)
        wanted = collect(domain)
        for entry in book:
            _carry(entry, wanted)
        fresh = polib.POFile(wrapwidth=0)
        fresh.metadata = HEADER
        fresh.extend(sorted(wanted.values(), key=_order))
        FOLDER.mkdir(parents=True, exist_ok=True)
        fresh.save(str(FOLDER / f"{domain}.po"))
    return []


def _carry(old: polib.POEntry, wanted: Strings) -> None:
    """Take an old translation over, if its string still lives or was put by hand."""
    if key(old) not in wanted:
        if BY_HAND in old.tcomment:
            wanted[key(old)] = old
        return
    new = wanted[key(old)]
    new.tcomment = old.tcomment
    if new.msgid_plural:
        new.msgstr_plural = {0: said(old)}
    else:
        new.msgstr = said(old)


def _order(entry: polib.POEntry) -> tuple[str, str, str]:
    place = entry.occurrences[0][0] if entry.occurrences else "~"
    return (place, entry.msgid.casefold(), entry.msgctxt or "")


# What can be wrong ----------------------------------------------------------------

PLACEHOLDER = re.compile(r"%\(\w+\)[-\d.]*[a-z]|%[-\d.]*[sdrif]|%%|\{[^{}]*\}")
TAG = re.compile(r"<[^<>]+>")
# One way to place the tone, that of "Thanh Hóa" and "Ủy ban": xóa, not xoá.
OTHER_TONE_PLACE = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)
ENTITY = re.compile(r"&#?\w+;")


def check() -> list[str]:
    """Return one line for each fault of the catalogues."""
    return [
        f"{domain}: {entry.msgid!r}: {fault}"
        for domain in DOMAINS
        for entry in overlay(domain)
        for fault in faults(entry)
    ]


def faults(entry: polib.POEntry) -> Iterator[str]:
    text = said(entry)
    if not text:
        yield "no translation"
        return
    # One Vietnamese form stands for both: msgfmt measures it by the plural.
    english = entry.msgid_plural or entry.msgid
    for label, pattern in (("placeholders", PLACEHOLDER), ("tags", TAG)):
        if Counter(pattern.findall(text)) != Counter(pattern.findall(english)):
            yield f"other {label} than in English: {text!r}"
    for label, wrong in _blemishes(text, english):
        if wrong:
            yield f"{label}: {text!r}"


def _blemishes(text: str, english: str) -> Iterable[tuple[str, bool]]:
    yield "other spelling: xóa, khóa, hủy", bool(OTHER_TONE_PLACE.search(text))
    yield "addresses the reader", bool(re.search(r"\bbạn\b", text, re.IGNORECASE))
    yield "not NFC", not unicodedata.is_normalized("NFC", text)
    yield "same as English", text == english and _has_words(english)
    yield "other line breaks at the ends", _ends(text) != _ends(english)
    yield "two spaces", "  " in text and "  " not in english
    yield "new entity", bool(set(ENTITY.findall(text)) - set(ENTITY.findall(english)))


def _has_words(english: str) -> bool:
    """Tell whether something is left to translate beside placeholders and signs."""
    bare = TAG.sub("", PLACEHOLDER.sub("", english))
    return english not in SAME_AS_ENGLISH and any(map(str.isalpha, bare))


def _ends(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")


def compile_all() -> list[str]:
    for domain in DOMAINS:
        compile_catalogue(overlay(domain), FOLDER / f"{domain}.mo")
    return []


COMMANDS: dict[str, Callable[[], list[str]]] = {
    "missing": missing,
    "update": update,
    "check": check,
    "compile": compile_all,
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        sys.stderr.write(f"usage: overlay.py {'|'.join(COMMANDS)}\n")
        return 2
    lines = COMMANDS[arguments[0]]()
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
