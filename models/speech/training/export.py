"""Writes the network as ONNX, weights as half floats.

    python export.py CHECKPOINT
"""
import sys

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from inventory import UNITS_FILE, load_units
from model import Recogniser, Whole

MODEL_FILE = UNITS_FILE.with_name("recogniser.onnx")


def halve(model: onnx.ModelProto) -> None:
    """Large weights are stored as half floats and widened when the model is loaded: half the size, the same arithmetic."""
    graph = model.graph
    casts = []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < 1024:
            continue
        stored = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name + "_half")
        graph.initializer.remove(tensor)
        graph.initializer.append(stored)
        casts.append(helper.make_node("Cast", [stored.name], [tensor.name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)


def main() -> None:
    state = torch.load(sys.argv[1])
    recogniser = Recogniser(len(load_units()))
    recogniser.load_state_dict(state["model"])
    whole = Whole(recogniser).eval()
    samples = torch.randn(1, 32000) * 0.1
    torch.onnx.export(whole, (samples,), str(MODEL_FILE), input_names=["samples"], output_names=["log_probabilities"],
                      dynamic_axes={"samples": {1: "time"}, "log_probabilities": {1: "frames"}}, opset_version=17, dynamo=False)
    model = onnx.load(str(MODEL_FILE))
    halve(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(MODEL_FILE))
    session = onnxruntime.InferenceSession(str(MODEL_FILE))
    other = torch.randn(1, 50001) * 0.1
    with torch.no_grad():
        apart = np.abs(session.run(None, {"samples": other.numpy()})[0] - whole(other).numpy()).max()
    print(f"step {state['step']}, {state['hours']:.1f} h heard; {MODEL_FILE.stat().st_size} bytes; largest difference {apart:.4f}")


if __name__ == "__main__":
    main()
