"""A note as its reader sees it; pure."""


def parted(body: str, *, site: str) -> tuple[str, str]:
    """Return a note's text and the page of our own site that it leads to, or "".

    A line that ends with such an address, "Open: https://…", becomes a button alone.
    """
    lines = body.splitlines()
    for number, line in enumerate(lines):
        address = line.split()[-1] if line.split() else ""
        if site and address.startswith(f"{site}/"):
            rest = [*lines[:number], *lines[number + 1 :]]
            return "\n".join(rest).strip(), address
    return body, ""
