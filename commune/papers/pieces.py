"""The plain values that blocks are made of."""

from commune.papers.characters import printable


def text(shown: str, style: str, *, lead: str = "", size: float | None = None) -> dict:
    """Return one paragraph: a bold lead, where there is one, and its text."""
    runs = [{"text": f"{printable(lead)} ", "bold": True}] if lead else []
    runs.append({"text": printable(shown), "bold": False})
    return {"type": "text", "style": style, "runs": runs, "size": size or 0, "level": 0}


def rule(width: float) -> dict:
    """Return a centred rule of `width` mm."""
    return {"type": "rule", "width": width}


def picture(image: dict) -> dict:
    return {"type": "picture", **image}
