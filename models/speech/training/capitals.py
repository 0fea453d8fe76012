"""How an English word is written: every shape of it becomes one, so that what follows a word is known of all of them."""
import collections

from espeak import Espeak


class Capitals:
    def __init__(self, words: list[str], listed: list[str]) -> None:
        """@param words as they were written in sentences, again and again
        @param listed words of the dictionaries"""
        shapes: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
        for word in words:
            shapes[word.lower()][word] += 1
        for word in listed:
            shapes[word.lower()][word] += 0.5
        self.shape = {low: max(c, key=lambda w: (c[w] - (0.0 if w.islower() else 0.2), w.islower())) for low, c in shapes.items()}
        # A word at the head of a sentence has a capital that is not its own; one that the lists know only with a capital keeps it.
        known = set(listed)
        for low, shape in self.shape.items():
            if low.split("'")[0] == "i":
                self.shape[low] = "I" + low[1:]
            elif low in known or (shape.istitle() and low in shapes[low]):
                self.shape[low] = shape if shape.isupper() and len(shape) > 1 else low
            if low not in known and low.capitalize() in known:
                self.shape[low] = low.capitalize()
        espeak = Espeak()
        espeak.voice("en-us")
        # IT and it, US and us: two words, since espeak-ng spells the one.
        self.spelled = {w for c in shapes.values() for w in c if len(w) > 1 and w.isupper() and w.lower() in c and espeak.words(w) != espeak.words(w.lower())}

    def written(self, word: str) -> str:
        return word if word in self.spelled else self.shape[word.lower()]
