"""What the network hears: the phones of English (espeak-ng's, in IPA) and initials and finals with their tone of Mandarin."""
import re

from pypinyin import Style, lazy_pinyin

BLANK = "<blank>"
_INITIAL = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.+)$")


def pinyin(word: str) -> list[str] | None:
    """'预算' -> ['yu4', 'suan4']; null where a character has no reading."""
    syllables = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)
    # 嗯 has no vowel in the dictionary, and espeak-ng's pinyin voice has no syllable without one.
    syllables = ["en1" if re.fullmatch(r"h?n[g]?\d|m\d", s) else s for s in syllables]
    return syllables if all(re.fullmatch(r"[a-z]+[1-5]", s) for s in syllables) and len(syllables) == len(word) else None


def units_of_syllable(syllable: str) -> list[str]:
    initial, final = _INITIAL.fullmatch(syllable).groups()
    if initial in ("j", "q", "x", "y") and final.startswith("u"):
        final = "v" + final[1:]
    return ([f"{initial}_"] if initial else []) + [final]


def units_of_word(word: str) -> list[str] | None:
    syllables = pinyin(word)
    return None if syllables is None else [u for s in syllables for u in units_of_syllable(s)]


def to_espeak(syllable: str) -> str:
    """espeak-ng's pinyin voice reads ü, and knows no syllables of a single consonant."""
    return syllable.replace("v", "ü")
