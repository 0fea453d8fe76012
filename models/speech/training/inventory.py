"""The list of units, made once from everything that could be said and kept beside the model.

    python inventory.py
"""
import json
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

import texts
import units
from espeak import Espeak

UNITS_FILE = Path(__file__).resolve().parents[1] / "bundled" / "units.json"


def load_units() -> list[str]:
    return json.loads(UNITS_FILE.read_text())


def main() -> None:
    espeak, english = Espeak(), set()
    for voice in ("en-us", "en"):
        espeak.voice(voice)
        for word in [*texts.english_words(), *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]:
            english.update(phone for group in espeak.words(word) for phone in group)
    mandarin = set()
    for code in PINYIN_DICT:
        said = units.units_of_word(chr(code))
        mandarin.update(said or [])
    UNITS_FILE.write_text(json.dumps([units.BLANK, *sorted(english), *sorted(mandarin)], ensure_ascii=False) + "\n")
    print(len(english), "phones,", len(mandarin), "initials and finals")


if __name__ == "__main__":
    main()
