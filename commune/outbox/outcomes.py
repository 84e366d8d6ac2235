"""How sending can go wrong; anything else that a channel raises is tried again."""


class MaybeSent(Exception):
    """Nobody can say whether it arrived: a repeat could be the second one."""


class Refused(Exception):
    """The other side will never take it: a repeat is useless."""
