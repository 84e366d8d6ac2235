"""The template that docxtpl fills: looks from `styles`, the blocks from `data/`."""

import io
from functools import cache
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm, Pt

from commune.papers.styles import STYLES, Style

DATA = Path(__file__).with_name("data")
FONT = "Times New Roman"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
PAGE_NUMBER = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def style_id(name: str) -> str:
    return f"paper-{name}"


@cache
def template_file() -> bytes:
    """Return the template as a DOCX package."""
    document = Document()
    _set_normal(document.styles["Normal"])
    for name, style in STYLES.items():
        _add_style(document, name, style)
    _add_style(document, "page", Style(size=13, align="center"))
    _add_style(document, "space", Style(size=1, before=2))
    _rule_under(_add_style(document, "rule", Style(size=3, after=3)))
    numbers = _headers(document.sections[0])
    source = (DATA / "document.xml").read_text(encoding="utf-8")
    for mark, number in numbers.items():
        source = source.replace(mark, number)
    root = document.element
    root.replace(root.body, parse_xml(source))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _headers(section) -> dict[str, str]:
    """Fill both headers; return the relation ids by the marks in `document.xml`."""
    section.different_first_page_header_footer = True
    source = (DATA / "header.xml").read_text(encoding="utf-8")
    number = f"{{% if parts[0].numbered %}}{PAGE_NUMBER}{{% endif %}}"
    for identity, header, shown in (
        ("2049", section.header, number),
        ("2050", section.first_page_header, ""),
    ):
        header.is_linked_to_previous = False
        own = source.replace("NUMBER-ID", identity).replace("NUMBER", shown)
        element = header._element  # noqa: SLF001 python-docx replaces no header
        element.clear()
        element.extend(parse_xml(own))
    ids = {
        reference.get(qn("w:type")): reference.get(qn("r:id"))
        for reference in section._sectPr.findall(qn("w:headerReference"))  # noqa: SLF001
    }
    return {"RID-DEFAULT": ids["default"], "RID-FIRST": ids["first"]}


def _set_normal(style) -> None:
    style.font.name = FONT
    style.font.size = Pt(14)
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for face in ("w:eastAsia", "w:cs"):
        fonts.set(qn(face), FONT)
    _add(properties, '<w:lang w:val="vi-VN" w:eastAsia="vi-VN"/>')
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.widow_control = True


def _add_style(document, name: str, look: Style):
    style = document.styles.add_style(style_id(name), WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), style_id(name))
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = look.italic
    layout = style.paragraph_format
    layout.alignment = ALIGN[look.align]
    layout.first_line_indent = Mm(look.first - look.hang)
    layout.left_indent = Mm(look.left)
    layout.right_indent = Mm(look.right)
    layout.space_before = Pt(look.before)
    layout.space_after = Pt(look.after)
    layout.line_spacing = float(look.line)
    layout.keep_with_next = look.keep
    if look.band or look.box:
        _mark_out(style, look)
    return style


def _mark_out(style, look: Style) -> None:
    """Give a paragraph a rule round it, or the black ground of a band."""
    properties = style.element.get_or_add_pPr()
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="16" w:space="6" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    _add(properties, f"<w:pBdr>{sides}</w:pBdr>")
    if look.band:
        _add(properties, '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>')
        _add(style.element.get_or_add_rPr(), '<w:color w:val="FFFFFF"/>')


def _rule_under(style) -> None:
    line = '<w:bottom w:val="single" w:sz="5" w:space="1" w:color="000000"/>'
    _add(style.element.get_or_add_pPr(), f"<w:pBdr>{line}</w:pBdr>")


def _add(properties, source: str) -> None:
    """Insert an element at its place in the schema's order."""
    wrapped = f'<w:x xmlns:w="{nsmap["w"]}">{source}</w:x>'
    element = parse_xml(wrapped)[0]
    properties.insert_element_before(element, *_AFTER[element.tag.split("}")[1]])


# What must follow these elements by the schema.
_AFTER = {
    "pBdr": ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
    "shd": ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
    "lang": ("w:specVanish",),
    "color": ("w:sz", "w:szCs", "w:lang"),
}
