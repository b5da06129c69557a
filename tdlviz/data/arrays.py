"""numpy's own files, NPY and NPZ, as points."""

from __future__ import annotations

import io
import zipfile
import zlib

import numpy as np
from jaxtyping import Float

from tdlviz.core.errors import TooLarge, UnknownName, UnreadableFile

BROKEN = (ValueError, EOFError, OSError, MemoryError, zipfile.BadZipFile, zlib.error)


def read_npy(asked: str, data: bytes) -> Float[np.ndarray, "n d"]:
    """The array of an NPY file. Pickled objects are refused: they could run code."""
    if not data.startswith(b"\x93NUMPY"):
        raise UnreadableFile(asked, "no NPY file", "its first bytes must say NUMPY")
    try:
        return _points(asked, np.load(io.BytesIO(data), allow_pickle=False))
    except BROKEN as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(asked, error, "a whole NPY file of numbers is needed") from error


def read_npz(asked: str, data: bytes, name: str | None, limit: int) -> Float[np.ndarray, "n d"]:
    """One array of an NPZ file: the only one, or the one called `name`."""
    sizes = _sizes(asked, data)
    member = _choice(asked, name, [*sizes])
    if sizes[member] > limit:
        raise TooLarge(asked, f"{sizes[member]:,} bytes unpacked", f"max_bytes is {limit:,}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read_npy(asked, archive.read(f"{member}.npy"))
    except (KeyError, *BROKEN) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(asked, error, "a whole NPZ file is needed") from error


def names_npz(asked: str, data: bytes) -> list[str]:
    """The names of the arrays in an NPZ file."""
    return [*_sizes(asked, data)]


def _sizes(asked: str, data: bytes) -> dict[str, int]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except BROKEN as error:
        raise UnreadableFile(asked, error, "a whole NPZ file is needed") from error
    return {member.filename.removesuffix(".npy"): member.file_size for member in members}


def _choice(asked: str, name: str | None, names: list[str]) -> str:
    if name is None and len(names) == 1:
        return names[0]
    if name not in names:
        given = f"{len(names)} arrays: {', '.join(names)}" if name is None else f"name={name!r}"
        raise UnknownName(asked, given, f"choose one by name=, of {', '.join(names)}")
    return name


def _points(asked: str, array: np.ndarray) -> Float[np.ndarray, "n d"]:
    if array.ndim != 2 or array.dtype.kind not in "iuf":
        given = f"an array of shape {array.shape} and dtype {array.dtype}"
        raise UnreadableFile(asked, given, "(n, d) real numbers are needed")
    return array.astype(np.float64)
