"""Look at every kind of page once, as a visitor and in each role, and note it.

One visit serves all questions: accessibility, width, console, other hosts, language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

WIDTHS = (320, 360)
DESK_WIDTH = 1280
A_KIND = 2  # pages of one shape that are looked at
IS_A_FILE = "Download is starting"  # Playwright's words: there is no page to look at
GRAVE = {"serious", "critical"}
AXE_OPTIONS = {"resultTypes": ["violations"]}
SPOKEN = """() => {
  const said = [document.title, document.body.innerText];
  const names = ["placeholder", "aria-label", "alt", "title", "value"];
  for (const element of document.querySelectorAll("[placeholder],[aria-label],[alt],"
      + "[title],input[type=submit],input[type=button]")) {
    if (element.checkVisibility()) {
      said.push(...names.filter((name) => name !== "value"
        || ["submit", "button"].includes(element.type))
        .map((name) => element.getAttribute(name) ?? ""));
    }
  }
  return said.join("\\n");
}"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


@dataclass
class Seen:
    """What was seen of one page."""

    account: str
    address: str
    status: int
    text: str = ""
    too_wide: dict[int, int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)

    def __str__(self):
        return f"{self.account or 'visitor'} {self.address}"


class Surveyor:
    """Walks with one browser page; `account` is "" for a visitor."""

    def __init__(self, page: Page, base: str, account: str = ""):
        self.page, self.base, self.account = page, base, account
        self._complaints: list[str] = []
        self._foreign: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._complaints.append(str(error)))
        page.on("request", self._requested)

    def _heard(self, message) -> None:
        if message.type == "error":
            self._complaints.append(message.text)

    def _requested(self, request) -> None:
        parts = urlsplit(request.url)
        if (
            parts.scheme.startswith("http")
            and parts.netloc != urlsplit(self.base).netloc
        ):
            self._foreign.append(request.url)

    def look(self, address: str) -> Seen:
        """Open an address and note everything about it."""
        self._complaints.clear()
        self._foreign.clear()
        answer = self.page.goto(address)
        seen = Seen(self.account, address, answer.status)
        self.page.wait_for_load_state("networkidle")
        is_desk = address.startswith("/quan-tri/")
        for width in (DESK_WIDTH,) if is_desk else WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 740})
            if (wider := self.page.evaluate(WIDER)) > 0:
                seen.too_wide[width] = wider
        seen.violations = grave_violations(self.page)
        seen.text = self.page.evaluate(SPOKEN)
        seen.complaints = [c for c in self._complaints if not _is_expected(c, seen)]
        seen.foreign = list(self._foreign)
        seen.cookies = [cookie["name"] for cookie in self.page.context.cookies()]
        return seen

    def links(self) -> list[str]:
        """Return the addresses of our own that the page leads to."""
        found = self.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        here = urlsplit(self.base).netloc
        parts = (urlsplit(urljoin(self.base, link)) for link in found)
        return [
            part.path + (f"?{part.query}" if part.query else "")
            for part in parts
            if part.netloc == here
        ]

    def walk(self, starts: list[str], inside: tuple[str, ...]) -> Iterator[Seen]:
        """Look at the starts and at a few pages of each shape that they lead to."""
        waiting, known, shapes = list(starts), set(), {}
        while waiting:
            address = waiting.pop(0)
            shape = shape_of(address)
            is_start = address in starts
            if address in known or (not is_start and shapes.get(shape, 0) >= A_KIND):
                continue
            known.add(address)
            shapes[shape] = shapes.get(shape, 0) + 1
            try:
                seen = self.look(address)
            except Error as fault:
                if IS_A_FILE not in str(fault):
                    raise
                continue
            yield seen
            waiting += [a for a in self.links() if _is_page(a, inside)]


def shape_of(address: str) -> str:
    """Return the address without what tells one record from another."""
    path, _mark, query = address.partition("?")
    parts = path.strip("/").split("/")
    kept = [parts[0], *("*" if _is_record(p) else p for p in parts[1:])]
    names = sorted(pair.partition("=")[0] for pair in query.split("&"))
    return "/".join(kept) + "?" + "&".join(names)


def _is_record(part: str) -> bool:
    return bool(re.search(r"\d", part)) or part.count("-") > 1


def _is_page(address: str, inside: tuple[str, ...]) -> bool:
    leaves = (
        "/dang-xuat/",
        "/logout/",
        "/rss/",
        ".ics",
        "/login/",
        ".pdf",
        ".docx",
    )
    path = address.partition("?")[0]
    return address.startswith(inside) and not path.endswith(leaves)


def grave_violations(page: Page) -> list[str]:
    """Return the serious and critical findings of axe, one line each."""
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def _is_expected(complaint: str, seen: Seen) -> bool:
    """Chromium reports a page's own error status as a failed resource."""
    return seen.status >= 400 and f"status of {seen.status}" in complaint
