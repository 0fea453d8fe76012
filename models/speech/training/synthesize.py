"""Speaks the sentences with espeak-ng: shards of samples (int16) and of what is said in them (units).

    python synthesize.py OUT_FOLDER --hours 24 --processes 2
    python synthesize.py OUT_FOLDER --hours 12 --seed 2 --first 100 --invented    # more, in voices of voices.py
    python synthesize.py OUT_FOLDER --hours 8 --seed 3 --first 200 --invented --everything    # excerpts and phrases, too
"""
import argparse
import json
import multiprocessing
import random
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import texts
import units
import voices as invented_voices
from espeak import Espeak

ODD = {"whisper", "whisperf", "croak", "Demonic", "fast", "Tweaky", "UniRobot", "anikaRobot", "robosoft", "robosoft2", "robosoft3", "robosoft4",
       "robosoft5", "robosoft6", "robosoft7", "robosoft8", "AnxiousAndy", "RicishayMax", "RicishayMax2", "RicishayMax3", "Storm", "klatt5", "klatt6", "Mr serious"}
# Never spoken in training: what the model makes of them says how it does with a voice that it does not know.
HELD_OUT = ["m7", "f4", "belinda", "Andy", "david", "steph2", "Marco", "Gene2", "linda", "edward2"]
VOICES_FOLDER = Path("/usr/lib/x86_64-linux-gnu/espeak-ng-data/voices/!v")
ENGLISH = ["en-us", "en-us", "en"]
PER_SHARD = 1500
VOICES_A_SHARD = 120


def voices() -> list[str]:
    return sorted(p.name for p in VOICES_FOLDER.iterdir() if p.name not in ODD and p.name not in HELD_OUT)


class Speaker:
    def __init__(self, data: str | None = None) -> None:
        self.espeak = Espeak(data)

    def say(self, sentence: texts.Sentence, variant: str, rng: random.Random, english: str = "en-us") -> tuple[np.ndarray, list[str]] | None:
        """The sentence's samples and units; null where a character has no reading."""
        speed, pitch, spread = rng.randint(140, 190), rng.randint(30, 65), rng.choice([30, 50, 50, 70])
        joined = rng.random() < 0.6
        sound, said = [], []
        for language, words in _runs(sentence):
            if language == "en":
                text = " ".join(words)
                self.espeak.voice(f"{english}+{variant}")
                said += [p for group in self.espeak.words(text) for p in group]
            else:
                spoken = [units.pinyin(w) for w in words]
                if any(s is None for s in spoken):
                    return None
                said += [u for s in spoken for syllable in s for u in units.units_of_syllable(syllable)]
                text = " ".join(("" if joined else " ").join(map(units.to_espeak, s)) for s in spoken)
                self.espeak.voice(f"cmn-latn-pinyin+{variant}")
            sound.append(self.espeak.say(text, speed, pitch, spread))
        return np.concatenate(sound), said


def _runs(sentence: texts.Sentence) -> list[tuple[str, list[str]]]:
    out: list[tuple[str, list[str]]] = []
    for word in sentence.words:
        language = "en" if re.fullmatch(r"[A-Za-z' ]+", word) else "zh"
        if out and out[-1][0] == language:
            out[-1][1].append(word)
        else:
            out.append((language, [word]))
    return out


def plan(hours: float, seed: int, everything: bool = False) -> list[texts.Sentence]:
    """@param everything with the corpus's excerpts and phrases; of so much only a part is spoken in a few hours"""
    rng = random.Random(seed)
    corpus = texts.conversations("train")
    if everything:
        corpus += texts.conversations("excerpts") + texts.phrases()
    made = []
    for language in ("en", "zh"):
        made += [s for s in corpus if s.language == language]
        made += texts.grammar(language, 2500, rng) + texts.loose_words(language, 3500, rng)
    measured = texts.measured()
    made = [s for s in made if texts.key(s.words) not in measured]
    rng.shuffle(made)
    out, seconds = [], 0.0
    while seconds < hours * 3600:
        for s in made:
            out.append(s)
            seconds += 0.6 + (sum(map(len, s.words)) * 0.24 if s.language == "zh" else len(s.words) * 0.37)
            if seconds >= hours * 3600:
                break
        rng.shuffle(made)
    return out


@dataclass(frozen=True)
class Job:
    number: int
    sentences: list[texts.Sentence]
    out: str
    invented: bool


def write_shard(job: Job) -> int:
    with tempfile.TemporaryDirectory() as data:
        if not job.invented:
            return speak_shard(job, Speaker(), voices())
        names = invented_voices.write(Path(data) / "espeak-ng-data", VOICES_A_SHARD, job.number)
        return speak_shard(job, Speaker(data), names)


def speak_shard(job: Job, speaker: Speaker, names: list[str]) -> int:
    rng = random.Random(job.number)
    sound, index = [], []
    for s in job.sentences:
        said = speaker.say(s, rng.choice(names), rng, rng.choice(ENGLISH))
        if said is None or len(said[0]) < 3200 or len(said[0]) > 16000 * 12:
            continue
        sound.append((np.clip(said[0], -1, 1) * 32767).astype(np.int16))
        index.append({"samples": len(sound[-1]), "language": s.language, "units": said[1]})
    folder, number = Path(job.out), job.number
    np.concatenate(sound).tofile(folder / f"{number:03d}.pcm")
    (folder / f"{number:03d}.tmp").write_text(json.dumps(index, ensure_ascii=False))
    (folder / f"{number:03d}.tmp").rename(folder / f"{number:03d}.json")
    return sum(len(x) for x in sound) // 16000


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first shard")
    parser.add_argument("--invented", action="store_true", help="voices of voices.py, others in each shard, instead of espeak-ng's own")
    parser.add_argument("--everything", action="store_true", help="the corpus's excerpts and phrases, too")
    asked = parser.parse_args()
    Path(asked.out).mkdir(parents=True, exist_ok=True)
    sentences = plan(asked.hours, asked.seed, asked.everything)
    jobs = [Job(asked.first + i, sentences[k : k + PER_SHARD], asked.out, asked.invented) for i, k in enumerate(range(0, len(sentences), PER_SHARD))]
    # One process a shard: the library takes its data folder once.
    with multiprocessing.Pool(asked.processes, maxtasksperchild=1) as pool:
        for i, seconds in enumerate(pool.imap(write_shard, jobs)):
            print(f"shard {i + 1} of {len(jobs)}: {seconds} s", flush=True)
