"""The network: samples in, log-probabilities of units out, 25 frames a second.

The spectrogram is part of the graph (its Fourier transform is a convolution), so that whoever runs the model needs
no signal processing of their own.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

RATE, WINDOW, HOP, BINS, MELS = 16000, 400, 160, 257, 64
# The melody is looked at four times as slowly, in windows that hold three periods of a low voice.
SLOWER, PITCH_WINDOW, PITCH_HOP, PITCH_BINS, LAGS = 4, 256, 80, 257, 80
LOWEST_HZ, HIGHEST_HZ, SMOOTH_HZ = 55, 450, 900
FRAME_MS = 40


def _mel_filters() -> torch.Tensor:
    def mel(hz: float) -> float:
        return 2595 * math.log10(1 + hz / 700)

    def hertz(m: float) -> float:
        return 700 * (10 ** (m / 2595) - 1)

    low, high = mel(60), mel(7600)
    edges = [hertz(low + (high - low) * i / (MELS + 1)) for i in range(MELS + 2)]
    frequencies = torch.arange(BINS) * (RATE / 2 / (BINS - 1))
    filters = torch.zeros(MELS, BINS)
    for i in range(MELS):
        left, centre, right = edges[i : i + 3]
        filters[i] = torch.clamp(torch.minimum((frequencies - left) / (centre - left), (right - frequencies) / (right - centre)), min=0)
    return filters


class Spectrogram(nn.Module):
    """Samples (batch, time) -> log-mel (batch, MELS, frames), each bin relative to its mean over the stretch."""

    def __init__(self) -> None:
        super().__init__()
        n = torch.arange(WINDOW)
        window = torch.hann_window(WINDOW)
        angle = 2 * math.pi * torch.arange(BINS)[:, None] * n[None, :] / 512
        kernel = torch.cat([torch.cos(angle) * window, -torch.sin(angle) * window])[:, None, :]
        self.register_buffer("kernel", kernel, persistent=False)
        self.register_buffer("window", window, persistent=False)
        self.register_buffer("filters", _mel_filters(), persistent=False)

    def forward(self, samples: torch.Tensor) -> torch.Tensor:
        if self.training:
            # The same numbers; faster than a convolution, but not for every runtime that the export goes to.
            wave = torch.stft(samples, 512, HOP, WINDOW, self.window, center=True, pad_mode="constant", return_complex=True)
            return self.mel(wave.real**2 + wave.imag**2)
        both = F.conv1d(samples[:, None, :], self.kernel, stride=HOP, padding=WINDOW // 2)
        return self.mel(both[:, :BINS] ** 2 + both[:, BINS:] ** 2)

    def mel(self, power: torch.Tensor) -> torch.Tensor:
        mel = torch.log(torch.matmul(self.filters, power) + 1e-4)
        return (mel - mel.mean(dim=2, keepdim=True)) / 3


def _low_pass(taps: int = 63) -> torch.Tensor:
    """Leaves what is below 1,700 Hz."""
    n = torch.arange(taps) - taps // 2
    return torch.sinc(2 * 1700 / RATE * n) * (2 * 1700 / RATE) * torch.hamming_window(taps, periodic=False)


def _periods() -> tuple[torch.Tensor, torch.Tensor]:
    """(LAGS, PITCH_BINS): how like itself the sound is after each period, from a spectrum; periods lie evenly in octaves. And the weight of each bin."""
    rate = RATE / SLOWER
    hertz = LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (torch.arange(LAGS) / (LAGS - 1))
    frequencies = torch.arange(PITCH_BINS) * (rate / 2 / (PITCH_BINS - 1))
    weight = torch.exp(-0.5 * (frequencies / SMOOTH_HZ) ** 2) * (frequencies > 50)
    return torch.cos(2 * math.pi * frequencies[None, :] / hertz[:, None]) * weight, weight


class Pitch(nn.Module):
    """Samples (batch, time) -> autocorrelation at LAGS periods (batch, LAGS, frames), 50 frames a second.

    Mandarin's tones are melodies, and a window of 25 ms with bands of 40 Hz hardly tells one note from the next. The
    spectrum is flattened by a cube root, so that the loudest harmonic does not speak for all (Tolonen & Karjalainen 2000).
    """

    def __init__(self) -> None:
        super().__init__()
        window = torch.hann_window(PITCH_WINDOW)
        angle = 2 * math.pi * torch.arange(PITCH_BINS)[:, None] * torch.arange(PITCH_WINDOW)[None, :] / (2 * (PITCH_BINS - 1))
        periods, weight = _periods()
        self.register_buffer("low_pass", _low_pass()[None, None, :], persistent=False)
        self.register_buffer("kernel", torch.cat([torch.cos(angle) * window, -torch.sin(angle) * window])[:, None, :], persistent=False)
        self.register_buffer("window", window, persistent=False)
        self.register_buffer("periods", periods, persistent=False)
        self.register_buffer("weight", weight[None, :], persistent=False)

    def forward(self, samples: torch.Tensor) -> torch.Tensor:
        slow = F.conv1d(samples[:, None, :], self.low_pass, stride=SLOWER, padding=self.low_pass.shape[2] // 2)
        both = F.conv1d(slow, self.kernel, stride=PITCH_HOP, padding=PITCH_WINDOW // 2)
        flat = (both[:, :PITCH_BINS] ** 2 + both[:, PITCH_BINS:] ** 2 + 1e-6) ** (1 / 3)
        return torch.matmul(self.periods, flat) / torch.matmul(self.weight, flat)


class Block(nn.Module):
    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(channels, channels, 3, padding=dilation, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(channels)
        self.mix = nn.Conv1d(channels, channels, 1, bias=False)
        self.mix_norm = nn.BatchNorm1d(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x + self.mix_norm(self.mix(F.relu(self.norm(self.conv(x))))))


class Recogniser(nn.Module):
    def __init__(self, units: int, channels: int = 224, dilations: tuple[int, ...] = (1, 1, 2, 2, 4, 1, 2, 4)) -> None:
        super().__init__()
        self.first = nn.Conv1d(MELS, 128, 5, stride=2, padding=2, bias=False)
        self.first_norm = nn.BatchNorm1d(128)
        self.melody = nn.Conv1d(LAGS, 64, 5, padding=2, bias=False)
        self.melody_norm = nn.BatchNorm1d(64)
        self.second = nn.Conv1d(128 + 64, channels, 5, stride=2, padding=2, bias=False)
        self.second_norm = nn.BatchNorm1d(channels)
        self.blocks = nn.ModuleList(Block(channels, d) for d in dilations)
        self.head = nn.Conv1d(channels, units, 1)

    def forward(self, mel: torch.Tensor, pitch: torch.Tensor) -> torch.Tensor:
        """Log-mel and pitch -> log-probabilities (batch, frames, units)."""
        x = F.relu(self.first_norm(self.first(mel)))
        melody = F.relu(self.melody_norm(self.melody(pitch)))
        x = torch.cat([x, melody[:, :, : x.shape[2]]], dim=1)
        x = F.relu(self.second_norm(self.second(x)))
        for block in self.blocks:
            x = block(x)
        return F.log_softmax(self.head(x).transpose(1, 2), dim=2)


class Whole(nn.Module):
    """What is exported."""

    def __init__(self, recogniser: Recogniser) -> None:
        super().__init__()
        self.spectrogram, self.pitch = Spectrogram(), Pitch()
        self.recogniser = recogniser

    def forward(self, samples: torch.Tensor) -> torch.Tensor:
        return self.recogniser(self.spectrogram(samples), self.pitch(samples))
