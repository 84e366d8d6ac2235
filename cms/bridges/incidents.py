"""From an incident to a draft warning, and the news of it back."""


def connect() -> None:
    return None
