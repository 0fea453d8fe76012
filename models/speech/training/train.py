"""Trains the recogniser on the shards that are there, and looks for new ones at each turn through them.

    python train.py SHARDS_FOLDER CHECKPOINT --minutes 60 [--resume] [--threads 2]
"""
import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from scipy.signal import butter, firwin, sosfilt, upfirdn

from inventory import load_units
from model import RATE, Pitch, Recogniser, Spectrogram

BATCH_SECONDS = 34
# The checkpoint is an average of the weights over about this many steps: better than any one of them while the rate is high.
AVERAGED_STEPS = 300


class Shards:
    def __init__(self, folder: str, english: float = 1) -> None:
        self.folder, self.english = Path(folder), english

    def batches(self, number: int, ids: dict[str, int], rng: random.Random):
        """Utterances of about the same length together, each with its units."""
        index = json.loads((self.folder / f"{number:03d}.json").read_text())
        sound = np.memmap(self.folder / f"{number:03d}.pcm", dtype=np.int16, mode="r")
        rows, at = [], 0
        for row in index:
            said = [ids[u] for u in row["units"] if u in ids]
            if said and (row["language"] == "zh" or rng.random() < self.english):
                rows.append((row["samples"], at, said))
            at += row["samples"]
        rows.sort(key=lambda r: r[0] + rng.random() * RATE)
        batch, size = [], 0
        batches = []
        for row in rows:
            if batch and max(size, row[0]) * (len(batch) + 1) > BATCH_SECONDS * RATE:
                batches.append(batch)
                batch, size = [], 0
            batch.append(row)
            size = max(size, row[0])
        batches.append(batch)
        rng.shuffle(batches)
        for batch in batches:
            yield [(sound[at : at + n].astype(np.float32) / 32768, said) for n, at, said in batch]

    def numbers(self) -> list[int]:
        return sorted(int(p.stem) for p in self.folder.glob("*.json"))


LOW_CUT = butter(3, 250, btype="high", fs=RATE, output="sos")


def coloured_noise(size: int, rng: np.random.Generator) -> np.ndarray:
    """White, or falling with frequency as rooms and cars do."""
    white = rng.standard_normal(size).astype(np.float32)
    if rng.random() < 0.5:
        spectrum = np.fft.rfft(white)
        spectrum /= np.sqrt(np.arange(len(spectrum)) + 10)
        white = np.fft.irfft(spectrum, size).astype(np.float32)
    return white / (white.std() + 1e-9)


def mu_law(x: np.ndarray) -> np.ndarray:
    packed = np.sign(x) * np.log1p(255 * np.abs(x)) / math.log(256)
    packed = np.round(packed * 127) / 127
    return (np.sign(packed) * np.expm1(np.abs(packed) * math.log(256)) / 255).astype(np.float32)


def telephoned(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Through 8 kHz and back. What is above the band is as empty as it is in a real call: a filter alone leaves some of
    the sound there, and mu-law at 16 kHz its noise, and a network that learnt from those hears calls worse."""
    half = 2 * int(rng.integers(8, 32))
    carried = firwin(2 * half + 1, rng.uniform(3200, 3900), fs=RATE)
    if rng.random() < 0.3:
        x = sosfilt(LOW_CUT, x)
    slow = upfirdn(carried, x, 1, 2)[half // 2 :]
    if rng.random() < 0.8:
        slow = mu_law(np.clip(slow, -1, 1))
    return upfirdn(2 * carried, slow, 2, 1)[half : half + len(x)].astype(np.float32)


def disturb(x: np.ndarray, rng: np.random.Generator, telephone: float) -> np.ndarray:
    """A telephone, a room, a loud or a quiet speaker; the words stay the same."""
    if rng.random() < 0.5:
        # Faster and higher or slower and lower: a throat of another size.
        factor = rng.uniform(0.86, 1.14)
        x = np.interp(np.arange(0, len(x) - 1, factor), np.arange(len(x)), x).astype(np.float32)
    pad = [int(rng.uniform(0.02, 0.4) * RATE) for _ in range(2)]
    x = np.pad(x, pad)
    x = x / (np.abs(x).max() + 1e-6) * rng.uniform(0.08, 0.95)
    if rng.random() < 0.5:
        x = x + coloured_noise(len(x), rng) * x.std() * 10 ** (-rng.uniform(8, 35) / 20)
    elif rng.random() < 0.5:
        x = x + rng.standard_normal(len(x)).astype(np.float32) * 1e-4
    if rng.random() < telephone:
        x = telephoned(x, rng)
    return x.astype(np.float32)


def edit_distance(a: list[int], b: list[int]) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        left, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + (x != y))
    return row[-1]


def collapse(path: list[int]) -> list[int]:
    return [u for i, u in enumerate(path) if u and (i == 0 or u != path[i - 1])]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("shards")
    parser.add_argument("checkpoint")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--english", type=float, default=1, help="share of the English sentences that is heard in each turn")
    parser.add_argument("--telephone", type=float, default=0.5, help="share of the sentences that is heard over a telephone")
    parser.add_argument("--resume", action="store_true")
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    torch.manual_seed(1)
    units = load_units()
    ids = {u: i for i, u in enumerate(units)}
    model, spectrogram, pitch = Recogniser(len(units)), Spectrogram(), Pitch()
    shards = Shards(asked.shards, asked.english)
    if asked.resume:
        model.load_state_dict(torch.load(asked.checkpoint)["model"])
    average = Recogniser(len(units)).eval()
    average.load_state_dict(model.state_dict())
    optimizer = torch.optim.AdamW(model.parameters(), lr=asked.rate, weight_decay=1e-3, betas=(0.9, 0.98))
    rng, noise = random.Random(int(time.time())), np.random.default_rng()
    print(f"{sum(p.numel() for p in model.parameters())} parameters, {len(units)} units", flush=True)
    began, step, heard, shown, used = time.time(), 0, 0.0, [], {}
    while time.time() - began < asked.minutes * 60:
        there = [n for n in shards.numbers() if n > 0]
        if not there:
            time.sleep(5)
            continue
        least = min(used.get(n, 0) for n in there)
        number = rng.choice([n for n in there if used.get(n, 0) == least])
        used[number] = least + 1
        for batch in shards.batches(number, ids, rng):
            passed = (time.time() - began) / 60 / asked.minutes
            if passed >= 1:
                break
            # Up in a hundred steps, then down in a half cosine that ends with the time.
            scale = min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * passed)) + 0.002
            for group in optimizer.param_groups:
                group["lr"] = asked.rate * scale
            sounds = [disturb(x, noise, asked.telephone) for x, _ in batch]
            longest = max(map(len, sounds))
            samples = torch.from_numpy(np.stack([np.pad(x, (0, longest - len(x))) for x in sounds]))
            with torch.no_grad():
                mel = spectrogram(samples)
                for k in range(mel.shape[0]):
                    if noise.random() < 0.3:
                        low = noise.integers(0, 56)
                        mel[k, low : low + noise.integers(1, 8)] = 0
                melody = pitch(samples)
            out = model(mel, melody)
            lengths = torch.tensor([min(out.shape[1], len(x) // 640 + 1) for x in sounds])
            said = torch.tensor([u for _, s in batch for u in s])
            said_lengths = torch.tensor([len(s) for _, s in batch])
            loss = torch.nn.functional.ctc_loss(out.transpose(0, 1), said, lengths, said_lengths, zero_infinity=True)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
            optimizer.step()
            follow(average, model, min(1 / (step + 1), 1 / AVERAGED_STEPS) if step > AVERAGED_STEPS else 1 / (step / 4 + 1))
            step, heard = step + 1, heard + sum(map(len, sounds)) / RATE
            shown.append(loss.item())
            if step % 100 == 0:
                guess = collapse(out[0, : lengths[0]].argmax(1).tolist())
                wrong = edit_distance(batch[0][1], guess) / len(batch[0][1])
                speed = heard / (time.time() - began)
                print(f"{(time.time() - began) / 60:.1f} min, step {step}, {heard / 3600:.1f} h, {speed:.0f}x, loss {np.mean(shown[-100:]):.3f}, one: {wrong:.2f}", flush=True)
            if step % 500 == 0:
                keep(average, spectrogram, pitch, Shards(asked.shards), ids, asked.checkpoint, step, heard)
    keep(average, spectrogram, pitch, Shards(asked.shards), ids, asked.checkpoint, step, heard)


def follow(average: Recogniser, model: Recogniser, share: float) -> None:
    with torch.no_grad():
        for mean, now in zip(average.state_dict().values(), model.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.lerp_(now, share)


def keep(average: Recogniser, spectrogram: Spectrogram, pitch: Pitch, shards: Shards, ids: dict[str, int], checkpoint: str, step: int, heard: float) -> None:
    check(average, spectrogram, pitch, shards, ids)
    torch.save({"model": average.state_dict(), "step": step, "hours": heard / 3600}, checkpoint)


def check(model: Recogniser, spectrogram: Spectrogram, pitch: Pitch, shards: Shards, ids: dict[str, int]) -> None:
    """Unit errors on shard 0, which is never trained on, as it is and over a telephone."""
    wrong = {"16 kHz": [0, 0], "telephone": [0, 0]}
    with torch.no_grad():
        for i, batch in enumerate(shards.batches(0, ids, random.Random(0))):
            if i == 6:
                break
            longest = max(len(x) for x, _ in batch)
            for band, row in wrong.items():
                sounds = [telephoned(x, np.random.default_rng(0)) if band == "telephone" else x for x, _ in batch]
                samples = torch.from_numpy(np.stack([np.pad(x, (0, longest - len(x))) for x in sounds]))
                out = model(spectrogram(samples), pitch(samples)).argmax(2)
                for k, (x, said) in enumerate(batch):
                    row[0] += edit_distance(said, collapse(out[k, : len(x) // 640 + 1].tolist()))
                    row[1] += len(said)
    print("    unit errors on unheard sentences: " + ", ".join(f"{100 * n / of:.2f} % ({band})" for band, (n, of) in wrong.items()), flush=True)


if __name__ == "__main__":
    main()
