"""Arrays on their way to the browser: one `bytes` with a small header.

Layout: uint32 length of the header (little-endian), the header as JSON padded so that the arrays
start at a multiple of 8, then the arrays, each starting at a multiple of 8. The header maps a name
to `[dtype, offset, shape]`, offsets counted from the start of the arrays, and carries plain values
under `"values"`. `shared/unpack.js` reads it without copying.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np

from tdlviz.core.errors import InvalidInput

DTYPES = {"float32", "int32", "uint8"}


def single(asked: str, values: np.ndarray) -> np.ndarray:
    """Numbers as float32, infinite ones as they are. Raises `InvalidInput` for what overflows."""
    most = np.finfo(np.float32).max
    beyond = np.isfinite(values) & (np.abs(values) > most)
    if beyond.any():
        given, rule = f"{values[beyond][0]:.3g}", f"a view draws numbers up to {most:.1e}"
        raise InvalidInput(asked, given, rule)
    return values.astype(np.float32)


def pack(arrays: Mapping[str, np.ndarray], **values: object) -> bytes:
    """One payload of arrays (float32, int32 or uint8) and small JSON values."""
    header: dict[str, object] = {"values": values}
    chunks, offset = [], 0
    for name, array in arrays.items():
        if array.dtype.name not in DTYPES:
            raise InvalidInput(f"pack {name!r}", array.dtype, f"one of {sorted(DTYPES)}")
        data = np.ascontiguousarray(array).tobytes()
        header[name] = [array.dtype.name, offset, list(array.shape)]
        chunks += [data, bytes(-len(data) % 8)]
        offset += len(data) + -len(data) % 8
    text = json.dumps(header, allow_nan=False).encode()
    text += b" " * (-(4 + len(text)) % 8)
    return b"".join([len(text).to_bytes(4, "little"), text, *chunks])


def unpack(payload: bytes) -> tuple[dict[str, np.ndarray], dict[str, object]]:
    """The arrays and the values of a payload: what the browser would see."""
    size = int.from_bytes(payload[:4], "little")
    header = json.loads(payload[4 : 4 + size])
    values = header.pop("values")
    arrays = {}
    for name, (dtype, offset, shape) in header.items():
        count = int(np.prod(shape))
        flat = np.frombuffer(payload, dtype, count, 4 + size + offset)
        arrays[name] = flat.reshape(shape)
    return arrays, values
