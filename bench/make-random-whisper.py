"""Makes a Whisper of whisper-base's dimensions with random weights, eight bits each, to measure what running one costs.

  python3 -m venv venv && venv/bin/pip install numpy "onnx==1.19.*" onnxruntime
  venv/bin/python bench/make-random-whisper.py FOLDER && VOUCH_BENCH_WHISPER=FOLDER npm run bench -- whisper

It says 90 tokens about whatever it hears: what 28 s of English come to.
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

WIDTH, HEADS, LAYERS, INNER, MELS, FRAMES, POSITIONS, VOCABULARY = 512, 8, 6, 2048, 80, 1500, 448, 51865
SIZE = WIDTH // HEADS
END, START, ENGLISH, CHINESE, TRANSCRIBE, NO_TIMES, TOKENS_SAID = 50257, 50258, 50259, 50260, 50359, 50363, 90
ALIGNMENT_HEADS = [[3, 1], [4, 2], [4, 3], [4, 7], [5, 1], [5, 2], [5, 4], [5, 6]]
random = np.random.default_rng(1)
FLOAT, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL
value = helper.make_tensor_value_info


class Graph:
    def __init__(self):
        self.nodes, self.weights, self.count = [], [], 0

    def add(self, op, *inputs, name=None, **attributes):
        self.count += 1
        name = name or f"{op.lower()}_{self.count}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=f"node_{self.count}", **attributes))
        return name

    def weight(self, array, dtype=np.float32):
        self.count += 1
        self.weights.append(numpy_helper.from_array(np.asarray(array, dtype), f"weight_{self.count}"))
        return f"weight_{self.count}"

    def linear(self, x, inside, outside):
        return self.add("MatMul", x, self.weight(random.normal(0, inside**-0.5, (inside, outside))))

    def norm(self, x):
        return self.add("LayerNormalization", x, self.weight(np.ones(WIDTH)), self.weight(np.zeros(WIDTH)), axis=-1)

    def gelu(self, x):
        erf = self.add("Erf", self.add("Div", x, self.weight(2**0.5)))
        return self.add("Mul", self.add("Mul", x, self.add("Add", erf, self.weight(1))), self.weight(0.5))

    def heads(self, x):
        return self.add("Transpose", self.add("Reshape", x, self.weight([0, -1, HEADS, SIZE], np.int64)), perm=[0, 2, 1, 3])

    def attend(self, query, key, val, mask=None, name=None):
        scores = self.add("MatMul", query, self.add("Transpose", key, perm=[0, 1, 3, 2]))
        scores = self.add("Div", scores, self.weight(SIZE**0.5))
        if mask:
            scores = self.add("Where", mask, self.weight(-1e9), scores)
        mixed = self.add("MatMul", self.add("Softmax", scores, axis=-1, name=name), val)
        joined = self.add("Reshape", self.add("Transpose", mixed, perm=[0, 2, 1, 3]), self.weight([0, 0, WIDTH], np.int64))
        return self.linear(joined, WIDTH, WIDTH)

    def forward(self, x):
        inner = self.gelu(self.linear(self.norm(x), WIDTH, INNER))
        return self.add("Add", x, self.linear(inner, INNER, WIDTH))

    def save(self, path, inputs, outputs):
        graph = helper.make_graph(self.nodes, path.stem, inputs, outputs, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
        model.ir_version = 8
        with tempfile.TemporaryDirectory() as folder:
            full = Path(folder) / "full.onnx"
            onnx.save(model, full)
            quantize_dynamic(full, path, weight_type=QuantType.QInt8, extra_options={"EnableSubgraph": True, "MatMulConstBOnly": True})


def encoder(path):
    g = Graph()
    x = g.gelu(g.add("Conv", "input_features", g.weight(random.normal(0, 0.06, (WIDTH, MELS, 3))), pads=[1, 1]))
    x = g.gelu(g.add("Conv", x, g.weight(random.normal(0, 0.025, (WIDTH, WIDTH, 3))), pads=[1, 1], strides=[2]))
    x = g.add("Add", g.add("Transpose", x, perm=[0, 2, 1]), g.weight(random.normal(0, 0.1, (1, FRAMES, WIDTH))))
    for _ in range(LAYERS):
        inside = g.norm(x)
        x = g.add("Add", x, g.attend(*(g.heads(g.linear(inside, WIDTH, WIDTH)) for _ in range(3))))
        x = g.forward(x)
    g.add("LayerNormalization", x, g.weight(np.ones(WIDTH)), g.weight(np.zeros(WIDTH)), axis=-1, name="last_hidden_state")
    g.save(path, [value("input_features", FLOAT, ["batch", MELS, 2 * FRAMES])], [value("last_hidden_state", FLOAT, ["batch", FRAMES, WIDTH])])


def decoder(path):
    g = Graph()
    past = g.add("Shape", "past_key_values.0.decoder.key", start=2, end=3)
    end = g.add("Add", past, g.add("Shape", "input_ids", start=1, end=2))
    embedding = random.normal(0, 1, (VOCABULARY, WIDTH)).astype(np.float32)
    x = g.add("Gather", g.weight(embedding), "input_ids", axis=0)
    x = g.add("Add", x, g.add("Slice", g.weight(random.normal(0, 6, (POSITIONS, WIDTH))), past, end, g.weight([0], np.int64)))
    scalar, one = g.weight([], np.int64), g.weight(1, np.int64)
    columns = g.add("Range", g.weight(0, np.int64), g.add("Reshape", end, scalar), one)
    rows = g.add("Range", g.add("Reshape", past, scalar), g.add("Reshape", end, scalar), one)
    later = g.add("Greater", columns, g.add("Unsqueeze", rows, g.weight([1], np.int64)))
    for n in range(LAYERS):
        inside = g.norm(x)
        query, key, val = (g.heads(g.linear(inside, WIDTH, WIDTH)) for _ in range(3))
        key = g.add("Concat", f"past_key_values.{n}.decoder.key", key, name=f"present.{n}.decoder.key", axis=2)
        val = g.add("Concat", f"past_key_values.{n}.decoder.value", val, name=f"present.{n}.decoder.value", axis=2)
        x = g.add("Add", x, g.attend(query, key, val, later))
        for name in ("key", "value"):
            # Made in the first run only, inside the branch; afterwards nothing is given back, as in real files.
            inner = Graph()
            inner.count = 100_000 + 1000 * n + (500 if name == "value" else 0)
            made = inner.heads(inner.linear("encoder_hidden_states", WIDTH, WIDTH))
            fresh = helper.make_graph(inner.nodes, "fresh", [], [value(made, FLOAT, None)], inner.weights)
            kept = helper.make_graph(
                [helper.make_node("Identity", [f"past_key_values.{n}.encoder.{name}"], [f"kept_{n}_{name}"])], "kept", [], [value(f"kept_{n}_{name}", FLOAT, None)]
            )
            g.add("If", "use_cache_branch", name=f"present.{n}.encoder.{name}", then_branch=kept, else_branch=fresh)
        query = g.heads(g.linear(g.norm(x), WIDTH, WIDTH))
        x = g.add("Add", x, g.attend(query, f"present.{n}.encoder.key", f"present.{n}.encoder.value", name=f"cross_attentions.{n}"))
        x = g.forward(x)
    logits = g.add("MatMul", g.norm(x), g.weight(random.normal(0, 0.5, (WIDTH, VOCABULARY))))
    enough = g.add("Cast", g.add("Greater", end, g.weight([TOKENS_SAID + 3], np.int64)), to=FLOAT)
    only_end = np.zeros(VOCABULARY)
    only_end[END] = 1000
    g.add("Add", logits, g.add("Mul", enough, g.weight(only_end)), name="logits")
    cache = ["batch", HEADS, "past", SIZE]
    names = [f"{n}.{side}.{kind}" for n in range(LAYERS) for side in ("decoder", "encoder") for kind in ("key", "value")]
    g.save(
        path,
        [
            value("input_ids", INT64, ["batch", "length"]),
            value("encoder_hidden_states", FLOAT, ["batch", FRAMES, WIDTH]),
            *(value(f"past_key_values.{name}", FLOAT, cache) for name in names),
            value("use_cache_branch", BOOL, [1]),
        ],
        [
            value("logits", FLOAT, ["batch", "length", VOCABULARY]),
            *(value(f"present.{name}", FLOAT, cache) for name in names),
            *(value(f"cross_attentions.{n}", FLOAT, ["batch", HEADS, "length", FRAMES]) for n in range(LAYERS)),
        ],
    )


def settings(folder):
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    vocabulary = {f"\u0120w{n}": n for n in range(END)} | {"<|endoftext|>": END}
    files = {
        "config.json": {
            "model_type": "whisper", "architectures": ["WhisperForConditionalGeneration"], "is_encoder_decoder": True, "d_model": WIDTH,
            "encoder_layers": LAYERS, "decoder_layers": LAYERS, "encoder_attention_heads": HEADS, "decoder_attention_heads": HEADS,
            "num_mel_bins": MELS, "max_source_positions": FRAMES, "max_target_positions": POSITIONS, "max_length": POSITIONS,
            "vocab_size": VOCABULARY, "decoder_start_token_id": START, "bos_token_id": END, "eos_token_id": END, "pad_token_id": END,
        },
        "generation_config.json": {
            "alignment_heads": ALIGNMENT_HEADS, "begin_suppress_tokens": [220, END], "decoder_start_token_id": START, "eos_token_id": END,
            "is_multilingual": True, "lang_to_id": {"<|en|>": ENGLISH, "<|zh|>": CHINESE}, "max_initial_timestamp_index": 50,
            "no_timestamps_token_id": NO_TIMES, "task_to_id": {"transcribe": TRANSCRIBE, "translate": 50358},
        },
        "preprocessor_config.json": {"feature_extractor_type": "WhisperFeatureExtractor", "feature_size": MELS, "sampling_rate": 16000},
        "tokenizer_config.json": {"tokenizer_class": "WhisperTokenizer"},
        "tokenizer.json": {
            "version": "1.0", "added_tokens": [{"id": END, "content": "<|endoftext|>", "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}],
            "normalizer": None, "pre_tokenizer": byte_level, "post_processor": None, "decoder": byte_level,
            "model": {"type": "BPE", "vocab": vocabulary, "merges": []},
        },
    }  # fmt: skip
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    encoder(folder / "onnx" / "encoder_model_quantized.onnx")
    decoder(folder / "onnx" / "decoder_model_merged_quantized.onnx")
    settings(folder)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        print(f"{path.stat().st_size:10} {path.relative_to(folder)}")
