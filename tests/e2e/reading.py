"""Read what a screen says, shown or not yet shown, and count the English in it."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page

from tests.e2e.survey import shape_of
from tests.english import count_foreign

MATRIX = Path(__file__).parents[1] / "access" / "matrix_get.csv"
# Who looks first: each kind of screen is read once, by the first who may open it.
READERS = (
    *("visitor", "duyetbai", "truongungcuu", "quanlylop", "quantri", "bientap"),
    *("truccanhbao", "giangvien", "ungcuu", "totruong", "lanhdao"),
)
# No screens of their own: parts of lists, downloads, scripts, the way out.
MACHINES = ("api/", "quan-tri/api/")  # answers that no link leads to
NO_SCREENS = ("results/", "logout/", "sprite/", "jsi18n/", ".xml", ".txt", ".ics")
# Screens that are the same for every model, but for its name: a few of each are read.
SAME_FOR_ALL = ("/history/<", "/usage/<", "/copy/<")
A_KIND = 4
ADDRESSES = """
import json
from tests.access.routes import routes
from tests.access.samples import Samples
print(json.dumps({route.pattern: route.address for route in routes(Samples())}))
"""
# Texts, also of closed tabs, panels, dialogs and templates; not what people typed into
# a field, not key caps, and not two things that the admin never shows.
SAID = """() => {
  const skipped = "script,style,noscript,code,kbd,textarea,iframe,svg,"
    + ".xdsoft_save_selected,"
    + "[data-side-panel-toggle-counter][hidden]";
  const named = ["placeholder", "aria-label", "alt", "title", "aria-description",
    "data-w-tooltip-content-value"];
  const said = [document.title];
  const read = (root) => {
    const walker = document.createTreeWalker(root, 5, (node) =>
      node.nodeType === 1 && node.matches(skipped) ? 2 : 1);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === 3) said.push(node.data);
      if (node.nodeType !== 1) continue;
      said.push(...named.map((name) => node.getAttribute(name) ?? ""));
      if (node.matches("input[type=submit],input[type=button]")) said.push(node.value);
      if (node.matches("template")) read(node.content);
    }
  };
  read(document.body);
  return said.map((text) => text.trim()).filter(Boolean);
}"""


@dataclass(frozen=True)
class Screen:
    """What was read of one screen; `name` is its URL pattern or shape."""

    name: str
    reader: str
    words: int
    foreign: Counter = field(default_factory=Counter)

    @property
    def foreign_count(self) -> int:
        return self.foreign.total()

    def __str__(self):
        worst = ", ".join(word for word, _count in self.foreign.most_common(6))
        counts = f"{self.foreign_count:5} {self.words:6}"
        return f"{counts}  {self.reader:13} {self.name}  {worst}"


def read(page: Page, name: str, reader: str) -> Screen:
    """Count the words of the screen that `page` shows."""
    count = count_foreign(page.evaluate(SAID))
    return Screen(name, reader, count.words, Counter(count.foreign))


def plan(addresses: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return {reader: {pattern: address}}, each pattern given to one reader."""
    readers: dict[str, dict[str, str]] = {reader: {} for reader in READERS}
    kinds: Counter = Counter()
    with MATRIX.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pattern = row["address"]
            first = next((r for r in READERS if row[r] == "200"), None)
            if not first or pattern.endswith(NO_SCREENS) or pattern not in addresses:
                continue
            kinds[_kind(pattern)] += 1
            if kinds[_kind(pattern)] <= A_KIND:
                readers[first][pattern] = addresses[pattern]
    return readers


def _kind(pattern: str) -> str:
    """Return one word for the screens that are the same for every model."""
    return next((part for part in SAME_FOR_ALL if part in pattern), pattern)


def addresses_of(demo) -> dict[str, str]:
    """Return {pattern: address} with samples from the demo's own data."""
    return json.loads(demo.shell(ADDRESSES))


def visit(page: Page, screens: dict[str, str], reader: str) -> Iterator[Screen]:
    """Open each address and read it; what is no page is passed over."""
    for name, address in screens.items():
        if name.startswith(MACHINES):
            continue
        try:
            answer = page.goto(address)
        except Error as error:
            if "Download is starting" in str(error):
                continue
            raise
        is_page = "html" in answer.headers.get("content-type", "")
        if is_page and answer.status == 200:
            yield read(page, name, reader)


def linked(page: Page, selector: str, known: set[str]) -> dict[str, str]:
    """Return {shape: address} of the links in `selector` whose shape is new."""
    links = page.eval_on_selector_all(
        f"{selector} a[href]",
        "all => all.filter(a => a.host === location.host).map(a => a.pathname)",
    )
    found = {shape_of(link): link for link in links if not link.endswith(NO_SCREENS)}
    return {shape: link for shape, link in found.items() if shape not in known}


def table(screens: Iterable[Screen]) -> str:
    """Return the screens with English on them, the worst first, and the sums."""
    screens = list(screens)
    worst = sorted(screens, key=lambda s: -s.foreign_count)
    lines = [str(screen) for screen in worst if screen.foreign]
    return "\n".join([" foreign words  reader        screen", *lines, totals(screens)])


def totals(screens: list[Screen]) -> str:
    words = sum(screen.words for screen in screens)
    foreign = sum(screen.foreign_count for screen in screens)
    share = share_of_vietnamese(screens)
    return f"{len(screens)} screens, {words} words, {foreign} foreign: {share:.2%}"


def share_of_vietnamese(screens: Iterable[Screen]) -> float:
    """Return the share of words, 0 to 1, that are Vietnamese or neutral."""
    screens = list(screens)
    foreign = sum(screen.foreign_count for screen in screens)
    return 1 - foreign / sum(screen.words for screen in screens)
