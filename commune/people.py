"""What the people with an account are called."""

LONGEST_NAME = 150  # as long as what keeps it where the account may be gone later


def name_of(user) -> str:
    """Return a person's full name, else the account's; of nobody nothing."""
    if user is None:
        return ""
    return (user.get_full_name() or user.get_username())[:LONGEST_NAME]
