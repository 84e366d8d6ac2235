"""What can be a Vietnamese syllable: a first sound, a rhyme and a tone."""

import re
import unicodedata

_TONES = {"\u0300", "\u0309", "\u0303", "\u0301", "\u0323"}
_TONES_BEFORE_A_STOP = {"\u0301", "\u0323"}
_FIRST_SOUNDS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_RHYME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt
    âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
    oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt
    uơ up ut uy uya uych uyên uyêt uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y ych yêm yên yêng yêt yêu ynh yt
"""
_RHYMES = frozenset(_RHYME_LIST.split())
_SYLLABLE = re.compile(rf"({_FIRST_SOUNDS})?(\w+)")


def is_syllable(word: str) -> bool:
    """Tell whether `word` can be one Vietnamese syllable; case does not count."""
    letters, tones = _without_tones(word)
    match = _SYLLABLE.fullmatch(letters)
    if not match or len(tones) > 1:
        return False
    rhyme = match.group(2)
    if rhyme not in _RHYMES and letters not in _RHYMES:
        return letters == "gi" or _is_short_gi(letters)
    return not letters.endswith(("c", "ch", "p", "t")) or bool(
        tones and tones <= _TONES_BEFORE_A_STOP
    )


def _is_short_gi(letters: str) -> bool:
    """Tell whether `letters` are "giêng" or "gin", where i is also the vowel."""
    return letters.startswith("gi") and letters[1:] in _RHYMES


def _without_tones(word: str) -> tuple[str, set[str]]:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = {sign for sign in decomposed if sign in _TONES}
    plain = "".join(sign for sign in decomposed if sign not in _TONES)
    return unicodedata.normalize("NFC", plain), tones
