"""Three plain pictures for the demo's news, drawn here: no photo, nobody's rights."""

import io
import math

from django.core.files.base import ContentFile
from PIL import Image as Canvas
from PIL import ImageDraw
from wagtail.images.models import Image

SIZE = (1200, 630)


def create() -> dict[str, Image]:
    """Return {topic: picture}, drawing those that are missing."""
    return {
        topic: _picture(title, draw)
        for topic, title, draw in (
            ("digital", "Điện thoại và nhà sàn (tranh mẫu)", _phone),
            ("economy", "Đồi keo và ruộng (tranh mẫu)", _hills),
            ("safety", "Suối trong mưa (tranh mẫu)", _rain),
        )
    }


def _picture(title: str, draw) -> Image:
    existing = Image.objects.filter(title=title).first()
    if existing:
        return existing
    canvas = Canvas.new("RGB", SIZE, "#f7efdf")
    draw(ImageDraw.Draw(canvas))
    data = io.BytesIO()
    canvas.save(data, "PNG", optimize=True)
    file = ContentFile(data.getvalue(), name="tranh-mau.png")
    return Image.objects.create(title=title, file=file)


def _wave(top: int, height: int, shift: float) -> list[tuple[float, float]]:
    edge = [
        (x, top + height * math.sin(x / 190 + shift))
        for x in range(0, SIZE[0] + 20, 20)
    ]
    return [*edge, (SIZE[0], SIZE[1]), (0, SIZE[1])]


def _hills(draw) -> None:
    draw.ellipse((880, 70, 1040, 230), fill="#ffd400")
    for top, shift, colour in (
        (300, 0.4, "#7fb08a"),
        (390, 2.1, "#2f8557"),
        (480, 4.0, "#00693e"),
    ):
        draw.polygon(_wave(top, 55, shift), fill=colour)
    for row in range(6):
        draw.line(_wave(540 + row * 16, 12, row)[:-2], fill="#d9b93b", width=4)


def _phone(draw) -> None:
    draw.polygon(_wave(470, 30, 1.0), fill="#7fb08a")
    draw.polygon([(180, 330), (400, 180), (620, 330)], fill="#8b1a1a")
    draw.rectangle((230, 330, 570, 450), fill="#c99a5b")
    for x in (240, 340, 450, 550):
        draw.rectangle((x, 450, x + 16, 540), fill="#6b4a2b")
    draw.rounded_rectangle((800, 110, 1020, 540), 32, fill="#2b211c")
    draw.rounded_rectangle((818, 150, 1002, 500), 8, fill="#ffffff")
    for y in (180, 250, 320, 390):
        draw.rounded_rectangle((840, y, 980, y + 40), 10, fill="#0b4f6c")


def _rain(draw) -> None:
    draw.rectangle((0, 0, *SIZE), fill="#9fb4bf")
    draw.polygon(_wave(330, 60, 0.8), fill="#2f6b4f")
    draw.polygon(_wave(470, 35, 2.6), fill="#0b4f6c")
    for x in range(-100, 1250, 70):
        for y in range(20, 430, 110):
            draw.line((x + y // 3, y, x + y // 3 - 18, y + 54), fill="#eef4f7", width=4)
