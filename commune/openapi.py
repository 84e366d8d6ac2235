"""What the API's own description is made of."""


def keep_our_api(endpoints: list[tuple]) -> list[tuple]:
    """Leave Wagtail's internal API out of the schema."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]
