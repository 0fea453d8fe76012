"""The network: samples in, log-probabilities of units out, 25 frames a second.

The spectrogram is part of the graph (its Fourier transform is a convolution), so that whoever runs the model needs
no signal processing of their own.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

RATE, WINDOW, HOP, BINS, MELS = 16000, 400, 160, 257, 64
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
        self.second = nn.Conv1d(128, channels, 5, stride=2, padding=2, bias=False)
        self.second_norm = nn.BatchNorm1d(channels)
        self.blocks = nn.ModuleList(Block(channels, d) for d in dilations)
        self.head = nn.Conv1d(channels, units, 1)

    def forward(self, mel: torch.Tensor) -> torch.Tensor:
        """Log-mel -> log-probabilities (batch, frames, units)."""
        x = F.relu(self.first_norm(self.first(mel)))
        x = F.relu(self.second_norm(self.second(x)))
        for block in self.blocks:
            x = block(x)
        return F.log_softmax(self.head(x).transpose(1, 2), dim=2)


class Whole(nn.Module):
    """What is exported."""

    def __init__(self, recogniser: Recogniser) -> None:
        super().__init__()
        self.spectrogram = Spectrogram()
        self.recogniser = recogniser

    def forward(self, samples: torch.Tensor) -> torch.Tensor:
        return self.recogniser(self.spectrogram(samples))
