"""The reference pictures: `python -m tests.papers.pictures` draws them anew.

Look at each before it is committed, larger than it is kept.
"""

from pathlib import Path

from PIL import Image, ImageChops

from commune.papers import pdf
from tests.papers import reading, samples

FOLDER = Path(__file__).with_name("pictures")
GREYS = 16
DIFFERENT = 20  # of 255: a pixel that the eye sees as another
MOST_DIFFERENT = 0.004  # of all pixels


def drawn() -> dict[str, Image.Image]:
    """Return the first page of each kind and the second of the quick report."""
    pages = {f"{kind}-1": (make(), 0) for kind, make in samples.KINDS.items()}
    pages["quick-report-2"] = (samples.quick(), 1)
    return {
        name: reading.grey_page(pdf.render(paper), index)
        for name, (paper, index) in pages.items()
    }


def share_of_difference(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that differ visibly; 1.0 for another size."""
    if one.size != other.size:
        return 1.0
    histogram = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(histogram[DIFFERENT:]) / sum(histogram)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, picture in drawn().items():
        small = picture.quantize(GREYS, dither=Image.Dither.NONE)
        small.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
