"""Which phones of a sentence are whose: espeak-ng speaks "in the" and "for the" as one word, and some words as two."""
from collections.abc import Sequence
from functools import lru_cache

# Words that are spoken as one: three at most.
TOGETHER = 3
_NEVER = 10**6
VOWELS = set("aeiouæɐɑɒɔəɚɛɜɪʊʌᵻ")


def unlike(a: Sequence[str], b: Sequence[str]) -> int:
    """Edit distance, in which no vowel is like a consonant: else the r that links "there is" passes for an "a"."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        left, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            changed = 0 if x == y else 1 if (x[0] in VOWELS) == (y[0] in VOWELS) else 2
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + changed)
    return row[-1]


class Sharing:
    """Shares out phones by how the words sound alone."""

    def __init__(self, alone: dict[str, set[tuple[str, ...]]]) -> None:
        self.alone = alone
        self.sizes = {word: (min(map(len, ways)), max(map(len, ways))) for word, ways in alone.items()}
        # The same few words meet again and again.
        self.split = lru_cache(maxsize=1_000_000)(self._split)

    def _is_likely(self, words: Sequence[str], size: int) -> bool:
        """Of the number of phones alone: most of what could be said together is told from it not to be."""
        least = most = 0
        for word in words:
            least, most = least + self.sizes[word][0], most + self.sizes[word][1]
        return 0.5 * least - 1 <= size <= 1.5 * most + 1

    def _split(self, words: tuple[str, ...], phones: tuple[str, ...]) -> tuple[int, tuple[tuple[str, ...], ...]]:
        """How unlike the words the phones are (edit distance), and which of them are whose."""
        if len(words) == 1:
            known = self.alone[words[0]]
            return (0 if phones in known else min((unlike(phones, p) for p in known), default=_NEVER)), (phones,)
        ways = []
        for cut in range(1, len(phones)):
            if not (self._is_likely(words[:1], cut) and self._is_likely(words[1:], len(phones) - cut)):
                continue
            first, rest = self.split(words[:1], phones[:cut]), self.split(words[1:], phones[cut:])
            ways.append((first[0] + rest[0], first[1] + rest[1]))
        return min(ways, default=(_NEVER, ()))

    def share(self, words: list[str], groups: list[list[str]]) -> list[tuple[str, tuple[str, ...]]]:
        """What was said of each word; none of those of which more than half (and more than one phone) is unlike them.

        @param groups the phones of each group that is spoken as one word
        """
        if len(words) == len(groups):
            one_by_one = [(word, tuple(group)) for word, group in zip(words, groups)]
            if all(self._is_alike(*pair) for pair in one_by_one):
                return one_by_one
        best: dict[tuple[int, int], tuple[int, list[tuple[str, tuple[str, ...]]]]] = {(0, 0): (0, [])}
        for i in range(len(words) + 1):
            for j in range(len(groups) + 1):
                if (i, j) not in best:
                    continue
                cost, said = best[i, j]
                for more, parts in [(n, 1) for n in range(1, TOGETHER + 1)] + [(1, 2)]:
                    to = (i + more, j + parts)
                    if to[0] > len(words) or to[1] > len(groups):
                        continue
                    phones = tuple(p for g in groups[j : to[1]] for p in g)
                    if not self._is_likely(words[i : to[0]], len(phones)):
                        continue
                    cost_more, shares = self.split(tuple(words[i : to[0]]), phones)
                    if cost_more < _NEVER and (to not in best or cost + cost_more < best[to][0]):
                        best[to] = (cost + cost_more, said + list(zip(words[i : to[0]], shares)))
        whole = best.get((len(words), len(groups)))
        if whole is None:
            return []
        return [pair for pair in whole[1] if self._is_alike(*pair)]

    def _is_alike(self, word: str, phones: tuple[str, ...]) -> bool:
        return self.split((word,), phones)[0] <= max(1, len(phones) / 2)
