"""Speaks what was never trained on: sentences of the corpus's validation half, sentences of the
grammar that training and lexicon did not get, and dialogues from anywhere.

    python test_set.py OUT_FOLDER validation [--count 120]
    python test_set.py OUT_FOLDER grammar [--count 120]
    python test_set.py OUT_FOLDER FOLDER_OF_DIALOGUES [--count 0]

Writes NAME.pcm (16 kHz, int16) and NAME.json: language, words and number of samples of each sentence. A folder of
dialogues holds files {language, turns: [{speaker, text}]}; its speakers have voices that are not in training.
"""
import argparse
import json
import random
from pathlib import Path

import numpy as np

import lexicon
import synthesize
import texts


def dialogues(folder: str) -> list[tuple[texts.Sentence, str]]:
    out = []
    for path in sorted(Path(folder).glob("*.json")):
        conversation = json.loads(path.read_text())
        if conversation.get("language") not in ("en", "zh") or not isinstance(conversation.get("turns"), list):
            continue
        speakers = sorted({t["speaker"] for t in conversation["turns"]})
        rng = random.Random(path.stem)
        cast = dict(zip(speakers, rng.sample(synthesize.HELD_OUT, len(speakers))))
        for turn in conversation["turns"]:
            language = conversation["language"]
            for sentence in texts.sentences_of(language, turn["text"], 40 if language == "zh" else 25):
                out.append((sentence, cast[turn["speaker"]]))
    return out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("source")
    parser.add_argument("--count", type=int, default=120)
    asked = parser.parse_args()
    rng, speaker = random.Random(5), synthesize.Speaker()
    if asked.source == "validation":
        seen = synthesize.voices()
        known = {s.words for s in texts.conversations("train")}
        every = [(s, rng.choice(seen)) for s in texts.conversations("validation") if s.words not in known and len(s.words) > 3]
    elif asked.source == "grammar":
        known = {s.words for s in synthesize.plan(24, 1)}
        known |= {s.words for language in ("en", "zh") for s in texts.grammar(language, lexicon.GRAMMAR_SENTENCES, random.Random(lexicon.SEED))}
        made = [s for language in ("en", "zh") for s in texts.grammar(language, 4000, random.Random(99))]
        every = [(s, rng.choice(synthesize.voices())) for s in dict.fromkeys(made) if s.words not in known]
    else:
        every = dialogues(asked.source)
    for language in ("en", "zh"):
        chosen = [pair for pair in every if pair[0].language == language]
        if asked.count and len(chosen) > asked.count:
            chosen = rng.sample(chosen, asked.count)
        sound, index = [], []
        for sentence, voice in chosen:
            said = speaker.say(sentence, voice, rng, rng.choice(synthesize.ENGLISH))
            if said is None or not 1600 < len(said[0]) < 16000 * 27:
                continue
            sound.append((np.clip(said[0], -1, 1) * 32767).astype(np.int16))
            index.append({"language": language, "words": sentence.words, "voice": voice, "samples": len(sound[-1])})
        name = Path(asked.out) / f"{asked.source if asked.source in ('validation', 'grammar') else 'dialogues'}-{language}"
        name.parent.mkdir(parents=True, exist_ok=True)
        np.concatenate(sound).tofile(f"{name}.pcm")
        Path(f"{name}.json").write_text(json.dumps(index, ensure_ascii=False))
        print(name.name, len(index), "sentences,", sum(map(len, sound)) // 16000, "s")


if __name__ == "__main__":
    main()
