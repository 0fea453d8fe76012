"""Voices that nobody has made: a network that knows sixty throats hears a new one badly, one that knows hundreds does not.

A copy of espeak-ng's data whose variants are others: formants, source and melody are drawn at random, about as far
from its own voice as those that come with it.
"""
import random
import shutil
from pathlib import Path

ESPEAK_DATA = Path("/usr/lib/x86_64-linux-gnu/espeak-ng-data")


def _formants(rng: random.Random, female: bool) -> list[str]:
    """Percent of espeak-ng's own frequency, height and width; the first three make the vowels, the rest the timbre."""
    throat = rng.uniform(0.98, 1.2) if female else rng.uniform(0.86, 1.06)
    lines = [f"formant 0 {rng.randint(80, 120)} {rng.randint(80, 130)} {rng.randint(85, 150)}"]
    for number, spread in ((1, 0.13), (2, 0.08), (3, 0.12)):
        shift = f" {rng.randint(-150, 120)}" if rng.random() < 0.15 and number > 1 else ""
        frequency = round(100 * throat * rng.uniform(1 - spread, 1 + spread))
        lines.append(f"formant {number} {frequency} {rng.randint(50, 135)} {rng.randint(70, 165)}{shift}")
    for number in range(4, 9):
        lines.append(f"formant {number} {rng.randint(88, 130)} {rng.randint(20, 115)} {rng.randint(70, 155)}")
    return lines


def _strange(rng: random.Random) -> list[str]:
    """A throat and a gait as espeak-ng's strangest variants have them: vowels drawn out to twice their length, and a
    timbre from anywhere. Without such voices in training, a third of what they say is missed."""
    lines = [f"formant {number} {rng.randint(72, 125)} {rng.randint(80, 140)} {rng.randint(80, 190)}" for number in (1, 2)]
    lines.append(f"formant 3 {rng.randint(75, 145)} {rng.randint(60, 130)} {rng.randint(80, 160)}")
    for number in range(4, 9):
        gone = rng.random() < 0.25
        lines.append(f"formant {number} {rng.randint(5, 30) if gone else rng.randint(75, 150)} {rng.randint(10, 125)} {rng.randint(20, 155)}")
    longer = rng.randint(60, 260)
    lines.append("stressAdd " + " ".join(str(round(longer * rng.uniform(0.3, 1.05))) for _ in range(8)))
    return lines


def invented(rng: random.Random) -> str:
    """A variant file."""
    female = rng.random() < 0.45
    low = rng.randint(130, 230) if female else rng.randint(60, 125)
    lines = ["language variant", "name invented", f"pitch {low} {round(low * rng.uniform(1.1, 1.8))}"]
    strange = rng.random() < 0.3
    if strange:
        lines += _strange(rng)
    elif rng.random() < 0.85:
        lines += _formants(rng, female)

    def sometimes(share: float, line: str) -> None:
        if rng.random() < share:
            lines.append(line)

    sometimes(0.6, f"voicing {rng.randint(30, 160)}")
    sometimes(0.6, f"consonants {rng.randint(50, 130)} {rng.randint(40, 150)}")
    sometimes(0.5, f"flutter {rng.randint(0, 6)}")
    sometimes(0.5, f"roughness {rng.randint(0, 4)}")
    sometimes(0.25, f"echo {rng.randint(20, 110)} {rng.randint(5, 80)}")
    sometimes(0.3, f"intonation {rng.randint(1, 4)}")
    sometimes(0.2, f"klatt {rng.choice([1, 2, 3, 4, 6])}")
    sometimes(0.15, "breath " + " ".join(str(rng.randint(0, 80)) for _ in range(8)))
    tones = [f"{hertz} {rng.randint(low, 200)}" for hertz, low in ((rng.randint(100, 600), 120), (rng.randint(900, 1500), 60), (rng.randint(2000, 3000), 40), (rng.randint(3600, 5400), 20))]
    sometimes(0.5, "tone " + " ".join(tones))
    sometimes(0 if strange else 0.25, "stressAdd " + " ".join(str(rng.randint(-20, 160)) for _ in range(8)))
    sometimes(0.25, "stressAmp " + " ".join(str(rng.randint(14, 39)) for _ in range(8)))
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int, seed: int) -> list[str]:
    """@param folder where the copy of espeak-ng's data is made; its parent is what the library is given
    @param count at most 200: the library knows 350 voices, and its languages are among them"""
    shutil.copytree(ESPEAK_DATA, folder, ignore=shutil.ignore_patterns("!v"))
    variants = folder / "voices" / "!v"
    variants.mkdir(parents=True)
    rng, names = random.Random(seed), [f"invented{i:03d}" for i in range(count)]
    for name in names:
        (variants / name).write_text(invented(rng))
    return names
