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
from capitals import Capitals
from espeak import Espeak
from inventory import UNITS_FILE, load_units
from phones import Sharing
from synthesize import _runs

LEXICON_FILE = UNITS_FILE.with_name("lexicon.bin.gz")
# These and the weights of the search were chosen on sentences of writers whom neither lexicon nor network had seen.
# What is taken from the count of a pair that was seen once, and of one that was seen more often.
DISCOUNT, DISCOUNT_MORE = 0.8, 1.1
# How likely a word is after one that it was not seen after: from how many others, rather than how often, it was seen after
# (Kneser and Ney 1995), but for a fifth.
CONTINUATION = 0.8
# A grammar sentence says less about how people talk than a sentence of the corpus.
GRAMMAR_SENTENCES, GRAMMAR_WEIGHT = 15000, 0.4
UNKNOWN = 0.6
LEAST_CHINESE, COMMON_PRIOR, RARE_PRIOR, DICTIONARY_TOKENS = 12, 0.2, 0.02, 20_000
VOICES = ("en-us", "en")
# How often a pronunciation must have been heard, and in what share of what was heard of the word; and how many are kept.
LEAST_HEARD, LEAST_SHARE, VARIANTS = 3, 0.01, 6
SEED = 7


def english_pronunciations(sentences: list[texts.Sentence], words: list[str]) -> dict[str, dict[tuple[str, ...], float]]:
    """As said alone and in sentences, in American and British; how often each is heard for once of the commonest."""
    espeak = Espeak()
    alone: dict[str, set[tuple[str, ...]]] = collections.defaultdict(set)
    heard: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for voice in VOICES:
        espeak.voice(voice)
        for word in words:
            phones = tuple(p for group in espeak.words(word) for p in group)
            if phones:
                alone[word].add(phones)
                heard[word][phones] += LEAST_HEARD
    sharing = Sharing(alone)
    for voice in VOICES:
        espeak.voice(voice)
        for sentence in sentences:
            for language, run in _runs(sentence):
                if language == "en" and all(word in alone for word in run):
                    for word, phones in sharing.share(run, espeak.words(" ".join(run))):
                        heard[word][phones] += 1
    out = {}
    for word, counts in heard.items():
        least = max(LEAST_HEARD, LEAST_SHARE * counts.total())
        kept = [(phones, n) for phones, n in counts.most_common(VARIANTS) if n >= least]
        out[word] = {phones: n / kept[0][1] for phones, n in kept}
    return out


def chinese_pronunciations(words: list[str], ids: dict[str, int]) -> dict[str, dict[tuple[str, ...], float]]:
    """As two dictionaries read it: they differ in neutral tones (师傅), in the changing tones of 一 and 不, and where a character has several readings."""
    program = Path(__file__).with_name("readings.mjs")
    other = subprocess.run(["node", program], input="\n".join(words), text=True, capture_output=True, check=True).stdout.split("\n")
    out: dict[str, dict[tuple[str, ...], float]] = {}
    for word, reading in zip(words, other, strict=True):
        second = reading.split(" ")
        is_whole = len(second) == len(word) and all(re.fullmatch(r"[a-z]+[1-5]", s) for s in second)
        for syllables in (units.pinyin(word), second if is_whole else None):
            # The network knows no toneless 儿: it passes over it.
            heard = tuple(u for s in syllables or [] for u in units.units_of_syllable(s) if u in ids)
            if heard:
                out.setdefault(word, {})[heard] = 1
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


def model(single: collections.Counter, pairs: dict[str, collections.Counter], prior: dict[str, float]):
    """Absolute discounting over a unigram that the dictionary fills up."""
    before: collections.Counter = collections.Counter(w for after in pairs.values() for w in after)
    weight = {w: CONTINUATION * before[w] + (1 - CONTINUATION) * single.get(w, 0) + prior.get(w, 0) for w in {*single, *prior}}
    total = sum(weight.values())
    unigram = {w: v / total for w, v in weight.items()}
    backoff, seen = {}, {}
    for word, after in pairs.items():
        n = sum(after.values())
        # As if a few more words had been seen after it, of which nothing is known.
        kept = {w: c - (DISCOUNT * min(c, 1) if c < 2 else DISCOUNT_MORE) for w, c in after.items()}
        left = (n - sum(kept.values()) + UNKNOWN) / (n + UNKNOWN)
        backoff[word] = left
        seen[word] = {w: kept[w] / (n + UNKNOWN) + left * unigram[w] for w in after}
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
            capitals = Capitals([w for s in said + made for w in s.words], listed)
            prior = {capitals.written(w): COMMON_PRIOR if w.lower() in common else RARE_PRIOR for w in listed}
            sentences = [(tuple(capitals.written(w) for w in s.words), weight) for group, weight in ((said, 1.0), (made, GRAMMAR_WEIGHT)) for s in group]
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
        words = sorted((w for w in vocabulary if all(u in ids for p in spoken.get(w, {}) for u in p) and spoken.get(w)))
        known = set(words)
        single, pairs = count([(tuple(w for w in s if w in known), weight) for s, weight in sentences])
        unigram, backoff, seen = model(single, pairs, {w: p for w, p in prior.items() if w in known})
        alone = [cents(unigram.get(w, 1e-9)) for w in words]
        after = followers([seen.get(w, {}) for w in [*words, "<s>"]], {w: i for i, w in enumerate([*words, "<s>", "</s>"])})
        columns = {
            "words": "\n".join(words).encode(),
            "alone": varints(alone),
            "backoff": varints([cents(backoff.get(w, 1)) for w in words]),
            **tree([{tuple(ids[u] for u in p): share for p, share in spoken[w].items()} for w in words]),
            **after,
        }
        heads.append({"language": language, "words": len(words), "end": cents(unigram["</s>"]), "start": cents(backoff["<s>"]), "bytes": {k: len(v) for k, v in columns.items()}})
        parts += columns.values()
        print(language, len(words), "words,", sum(map(len, seen.values())), "pairs")
    head = json.dumps({"version": 3, "languages": heads}).encode()
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


def tree(sounds: list[dict[tuple[int, ...], float]]) -> dict[str, bytes]:
    """How the words sound, as a tree: its nodes level by level, the children of a node side by side."""
    children: list[dict[int, int]] = [{}]
    endings: list[list[tuple[int, int]]] = [[]]
    for word, pronunciations in enumerate(sounds):
        for pronunciation, share in pronunciations.items():
            node = 0
            for unit in pronunciation:
                if unit not in children[node]:
                    children[node][unit] = len(children)
                    children.append({})
                    endings.append([])
                node = children[node][unit]
            endings[node].append((word, cents(share)))
    order, units_of = [0], [0]
    for node in order:
        for unit, child in sorted(children[node].items()):
            order.append(child)
            units_of.append(unit)
    return {
        "unit": varints(units_of),
        "children": varints([len(children[n]) for n in order]),
        "endings": varints([len(endings[n]) for n in order]),
        "endingWord": varints([w for n in order for w, _ in endings[n]]),
        "endingLikely": varints([c for n in order for _, c in endings[n]]),
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
