from commune import conf


def site(request) -> dict:
    """Give every template the commune's names and whether this is the demo."""
    return {"commune": conf.commune(), "DEMO": conf.is_demo()}
