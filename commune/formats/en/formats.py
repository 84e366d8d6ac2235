"""English formats: the Vietnamese ones.

Whoever switches the language keeps the meaning of what is typed: 05/01/2026
stays 5 January and 1.500 stays one thousand five hundred.
"""

from commune.formats.vi.formats import *  # noqa: F403
