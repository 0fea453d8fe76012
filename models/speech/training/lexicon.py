"""Words, how they sound, and which follows which: what turns heard units into writing.

    python lexicon.py

Writes bundled/lexicon.bin.gz; see README.md for what is in it.
"""
import collections
import gzip
import json
import math
import random
import re
import subprocess
from pathlib import Path

import texts
import units
from espeak import Espeak
from inventory import UNITS_FILE, load_units
from synthesize import _runs

LEXICON_FILE = UNITS_FILE.with_name("lexicon.bin.gz")
# These and the weights of the search were chosen on sentences of writers whom neither lexicon nor network had seen.
DISCOUNT = {"en": 0.6, "zh": 0.75}
# A grammar sentence says less about how people talk than a sentence of the corpus.
GRAMMAR_SENTENCES, GRAMMAR_WEIGHT = 15000, 0.4
LEAST_CHINESE, COMMON_PRIOR, RARE_PRIOR, DICTIONARY_TOKENS = 12, 0.4, 0.04, 30_000
VARIANTS = 3
SEED = 7


def english_pronunciations(sentences: list[texts.Sentence], words: list[str]) -> dict[str, list[list[str]]]:
    """As said alone, in American and British, and as said in sentences where the phones fall into as many groups as there are words."""
    espeak = Espeak()
    heard: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for voice in ("en-us", "en"):
        espeak.voice(voice)
        for word in words:
            heard[word][tuple(p for group in espeak.words(word) for p in group)] += 3
        for sentence in sentences:
            for language, run in _runs(sentence):
                groups = espeak.words(" ".join(run)) if language == "en" else []
                if len(groups) == len(run):
                    for word, group in zip(run, groups):
                        heard[word][tuple(group)] += 1
    return {w: [list(p) for p, n in c.most_common(VARIANTS + 1) if p and (n >= 3)] for w, c in heard.items()}


def chinese_pronunciations(words: list[str], ids: dict[str, int]) -> dict[str, list[list[str]]]:
    """As two dictionaries read it: they differ in neutral tones (师傅), in the changing tones of 一 and 不, and where a character has several readings."""
    program = Path(__file__).with_name("readings.mjs")
    other = subprocess.run(["node", program], input="\n".join(words), text=True, capture_output=True, check=True).stdout.split("\n")
    out: dict[str, list[list[str]]] = {}
    for word, reading in zip(words, other, strict=True):
        second = reading.split(" ")
        is_whole = len(second) == len(word) and all(re.fullmatch(r"[a-z]+[1-5]", s) for s in second)
        for syllables in (units.pinyin(word), second if is_whole else None):
            # The network knows no toneless 儿: it passes over it.
            heard = [u for s in syllables or [] for u in units.units_of_syllable(s) if u in ids]
            if heard and heard not in out.setdefault(word, []):
                out[word].append(heard)
    return out


def count(sentences: list[tuple[tuple[str, ...], float]]) -> tuple[collections.Counter, dict[str, collections.Counter]]:
    single: collections.Counter = collections.Counter()
    pairs: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for words, weight in sentences:
        before = "<s>"
        for word in words:
            single[word] += weight
            pairs[before][word] += weight
            before = word
        pairs[before]["</s>"] += weight
        single["</s>"] += weight
    return single, pairs


def model(single: collections.Counter, pairs: dict[str, collections.Counter], prior: dict[str, float], discount: float):
    """Absolute discounting over a unigram that the dictionary fills up."""
    weight = {w: single.get(w, 0) + prior.get(w, 0) for w in {*single, *prior}}
    total = sum(weight.values())
    unigram = {w: v / total for w, v in weight.items()}
    backoff, seen = {}, {}
    for before, after in pairs.items():
        n = sum(after.values())
        # As if a few more words had been seen after it, of which nothing is known.
        kept = {w: max(c - discount * min(c, 1), 0) for w, c in after.items()}
        left = (n - sum(kept.values()) + 0.3) / (n + 0.3)
        backoff[before] = left
        seen[before] = {w: kept[w] / (n + 0.3) + left * unigram[w] for w in after if kept[w] > 0}
    return unigram, backoff, seen


def main() -> None:
    ids = {u: i for i, u in enumerate(load_units())}
    corpus = texts.conversations("train") + texts.conversations("excerpts") + texts.phrases()
    heads, parts = [], []
    for language in ("en", "zh"):
        said = [s for s in corpus if s.language == language]
        made = texts.grammar(language, GRAMMAR_SENTENCES, random.Random(SEED))
        if language == "en":
            listed = texts.english_words()
            common = {w.lower() for w in texts.WORD_LISTS[0].read_text().split()}
            shapes: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
            for s in said + made:
                for word in s.words:
                    shapes[word.lower()][word] += 1
            for word in listed:
                shapes[word.lower()][word] += 0.5
            written = {low: max(c, key=lambda w: (c[w] - (0.0 if w.islower() else 0.2), w.islower())) for low, c in shapes.items()}
            # A word at the head of a sentence has a capital that is not its own; one that the lists know only with a capital keeps it.
            known_words = set(listed)
            for low, shape in written.items():
                if low.split("'")[0] == "i":
                    written[low] = "I" + low[1:]
                elif low in known_words or (shape.istitle() and low in shapes[low]):
                    written[low] = shape if shape.isupper() and len(shape) > 1 else low
                if low not in known_words and low.capitalize() in known_words:
                    written[low] = low.capitalize()
            prior = {written[w.lower()]: COMMON_PRIOR if w.lower() in common else RARE_PRIOR for w in listed}
            sentences = [(tuple(written[w.lower()] for w in s.words), weight) for group, weight in ((said, 1.0), (made, GRAMMAR_WEIGHT)) for s in group]
            vocabulary = {w for words, _ in sentences for w in words} | set(prior)
            spoken = english_pronunciations([texts.Sentence("en", words) for words, _ in sentences[: len(said)]], sorted(vocabulary))
        else:
            counts = texts.chinese_words(LEAST_CHINESE)
            total = sum(counts.values())
            prior = {w: DICTIONARY_TOKENS * n / total for w, n in counts.items()}
            sentences = [(s.words, weight) for group, weight in ((said, 1.0), (made, GRAMMAR_WEIGHT)) for s in group]
            vocabulary = {w for words, _ in sentences for w in words} | set(prior)
            latin = sorted(w for w in vocabulary if re.fullmatch(r"[A-Za-z]+", w))
            spoken = english_pronunciations([s for s in said if any(w in s.words for w in latin)], latin)
            spoken |= chinese_pronunciations(sorted(vocabulary - set(latin)), ids)
        words = sorted((w for w in vocabulary if all(u in ids for p in spoken.get(w, []) for u in p) and spoken.get(w)))
        known = set(words)
        single, pairs = count([(tuple(w for w in s if w in known), weight) for s, weight in sentences])
        unigram, backoff, seen = model(single, pairs, {w: p for w, p in prior.items() if w in known}, DISCOUNT[language])
        alone = [cents(unigram.get(w, 1e-9)) for w in words]
        after = followers([seen.get(w, {}) for w in [*words, "<s>"]], {w: i for i, w in enumerate([*words, "<s>", "</s>"])})
        columns = {
            "words": "\n".join(words).encode(),
            "alone": varints(alone),
            "backoff": varints([cents(backoff.get(w, 1)) for w in words]),
            **tree([[[ids[u] for u in p] for p in spoken[w]] for w in words]),
            **after,
        }
        heads.append({"language": language, "words": len(words), "end": cents(unigram["</s>"]), "start": cents(backoff["<s>"]), "bytes": {k: len(v) for k, v in columns.items()}})
        parts += columns.values()
        print(language, len(words), "words,", sum(map(len, seen.values())), "pairs")
    head = json.dumps({"version": 2, "languages": heads}).encode()
    LEXICON_FILE.write_bytes(gzip.compress(b"\n".join([head, b"".join(parts)]), 9, mtime=0))
    print(LEXICON_FILE.stat().st_size, "bytes")


def cents(p: float) -> int:
    """A probability as hundredths of its negative natural logarithm."""
    return round(-100 * math.log(p))


def varints(numbers: list[int]) -> bytes:
    """Seven bits a byte, lowest first; the highest bit says that more follow (LEB128)."""
    out = bytearray()
    for n in numbers:
        while n > 127:
            out.append(n & 127 | 128)
            n >>= 7
        out.append(n)
    return bytes(out)


def tree(sounds: list[list[list[int]]]) -> dict[str, bytes]:
    """How the words sound, as a tree: its nodes level by level, the children of a node side by side."""
    children: list[dict[int, int]] = [{}]
    endings: list[list[int]] = [[]]
    for word, pronunciations in enumerate(sounds):
        for pronunciation in pronunciations:
            node = 0
            for unit in pronunciation:
                if unit not in children[node]:
                    children[node][unit] = len(children)
                    children.append({})
                    endings.append([])
                node = children[node][unit]
            endings[node].append(word)
    order, units_of = [0], [0]
    for node in order:
        for unit, child in sorted(children[node].items()):
            order.append(child)
            units_of.append(unit)
    return {
        "unit": varints(units_of),
        "children": varints([len(children[n]) for n in order]),
        "endings": varints([len(endings[n]) for n in order]),
        "endingWord": varints([w for n in order for w in endings[n]]),
    }


def followers(seen: list[dict[str, float]], number: dict[str, int]) -> dict[str, bytes]:
    """What was seen after each word, and after the beginning: distances from one word's number to the next."""
    rows = [sorted((number[w], cents(p)) for w, p in row.items() if w in number) for row in seen]
    return {
        "followers": varints([len(row) for row in rows]),
        "followerWord": varints([w - (row[i - 1][0] if i else 0) for row in rows for i, (w, _) in enumerate(row)]),
        "followerLikely": varints([c for row in rows for _, c in row]),
    }


if __name__ == "__main__":
    main()
