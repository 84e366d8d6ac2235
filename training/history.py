def sign(instance, *, actor=None, reason: str = "") -> None:
    """Say who makes the next history entry of `instance`, and why.

    Without `actor` the signed-in user of the request, if any, is taken.
    """
    if actor is not None:
        instance._history_user = actor  # noqa: SLF001 simple-history's own name
    instance._change_reason = reason[:100]  # noqa: SLF001
