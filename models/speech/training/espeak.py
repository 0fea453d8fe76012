"""espeak-ng through its library: what it would say for a text, and the sound of it."""
import ctypes
import re
import unicodedata

import numpy as np
from scipy.signal import resample_poly

RATE = 16000
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
_UTF8, _SYNCHRONOUS = 1, 2
_PHONEMES_IPA = 2 | (ord("_") << 8)
RATE_PARAMETER, PITCH_PARAMETER, RANGE_PARAMETER = 1, 3, 4


class Espeak:
    """One per process: the library keeps its state in globals."""

    def __init__(self, data: str | None = None) -> None:
        """@param data the folder that holds `espeak-ng-data`, where it is not Debian's"""
        self.lib = ctypes.CDLL("libespeak-ng.so.1")
        self.native = self.lib.espeak_Initialize(_SYNCHRONOUS, 0, data.encode() if data else None, 0)
        if self.native <= 0:
            raise RuntimeError("espeak-ng did not start; install the Debian package espeak-ng")
        self.lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self.lib.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
        self._chunks: list[bytes] = []
        self._callback = _CALLBACK(self._collect)
        self.lib.espeak_SetSynthCallback(self._callback)

    def _collect(self, samples, count, _events) -> int:
        if samples and count > 0:
            self._chunks.append(ctypes.string_at(samples, count * 2))
        return 0

    def voice(self, name: str) -> None:
        if self.lib.espeak_SetVoiceByName(name.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {name}")

    def words(self, text: str) -> list[list[str]]:
        """The phones of each group that is spoken as one word, in IPA without stress and length of silence."""
        left = ctypes.c_char_p(text.encode())
        parts = []
        while left.value:
            parts.append(self.lib.espeak_TextToPhonemes(ctypes.byref(left), _UTF8, _PHONEMES_IPA).decode())
        spoken = re.sub(r"\([a-z-]+\)", "", " ".join(parts))
        return [phones for group in spoken.split() if (phones := clean(group))]

    def say(self, text: str, speed: int, pitch: int, pitch_range: int) -> np.ndarray:
        """Samples at 16 kHz, -1 to 1."""
        for parameter, value in ((RATE_PARAMETER, speed), (PITCH_PARAMETER, pitch), (RANGE_PARAMETER, pitch_range)):
            self.lib.espeak_SetParameter(parameter, value, 0)
        self._chunks = []
        data = text.encode() + b"\0"
        self.lib.espeak_Synth(data, len(data), 0, 0, 0, _UTF8, None, None)
        samples = np.frombuffer(b"".join(self._chunks), dtype=np.int16).astype(np.float32) / 32768
        return resample_poly(samples, 320, 441).astype(np.float32) if len(samples) else samples


def clean(group: str) -> list[str]:
    """'n_ˈʌ_m' -> ['n', 'ʌ', 'm']: stress and joining marks tell nothing that the words do not."""
    out = []
    for phone in group.split("_"):
        phone = "".join(c for c in unicodedata.normalize("NFC", phone) if c not in "ˈˌ|-ʲ;'‿\u200d\u0361 ")
        if phone:
            out.append(phone)
    return out
