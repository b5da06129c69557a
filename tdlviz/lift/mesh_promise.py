"""What a mesh file says that it holds, so that what was read can be held against it.

The reader (trimesh) shortens some files cut short instead of refusing them, so the vertices and
triangles that header and lines promise are counted here, by text alone. A number cut in its last
digits, at the very end of a text file, cannot be told from a whole one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Broken(Exception):
    """Why a file cannot be what its name says."""


class Promise(NamedTuple):
    """The bytes to be read, the vertices they hold (None: not said), and the triangles."""

    data: bytes
    vertices: int | None
    triangles: int


def obj(data: bytes) -> Promise:
    """OBJ, only `v` and `f` lines of which are read: texture and normal indices are dropped, so
    that a seam in the texture does not split a vertex. Polygons count as their triangles."""
    data = data.replace(b"\r\n", b"\n").replace(b"\\\n", b" ")
    lines = re.findall(rb"^[ \t]*([vf][ \t].*)$", data, re.MULTILINE)
    points = [line for line in lines if line[:1] == b"v"]
    if b"\0" in data or not points:
        raise Broken("no line 'v x y z' in it: not an OBJ file")
    faces = [re.sub(rb"/\S*", b"", line) for line in lines if line[:1] == b"f"]
    sizes = [len(face.split()) - 1 for face in faces]
    if not faces or min(sizes) < 3:
        raise Broken("a face with under 3 vertices" if faces else "no faces")
    if any(len(point.split()) < 4 for point in points):
        raise Broken("a vertex with under 3 coordinates")
    if re.search(rb"[ \t]0+(?![0-9])|[^0-9 \t\nf]", b"\n".join(faces)):
        raise Broken("a face with other than whole numbers from 1 (relative ones are not read)")
    text = b"\n".join([*(b" ".join(point.split()[:4]) for point in points), *faces])
    return Promise(text + b"\n", len(points), sum(sizes) - 2 * len(sizes))


def off(data: bytes) -> Promise:
    """OFF or COFF: a header with the counts, then one line a vertex and one a face."""
    text = re.sub(rb"#.*", b"", data).strip()
    if not re.match(rb"C?OFF\b|C?OFF(?=\d)", text):
        raise Broken("it does not begin with OFF")
    lines = [line for line in text.split(b"OFF", 1)[1].splitlines() if line.strip()]
    counts = lines[0].split() if lines else []
    if len(counts) < 2 or not all(count.isdigit() for count in counts):
        raise Broken("no line with the numbers of vertices and faces")
    vertices, faces = int(counts[0]), int(counts[1])
    if len(lines) - 1 < vertices + faces:
        raise Broken(f"{vertices} vertices and {faces} faces promised in {len(lines) - 1} lines")
    return Promise(data, vertices, _triangles(lines[vertices + 1 : vertices + faces + 1]))


def _triangles(lines: list[bytes]) -> int:
    """Of face lines `size v v v …`, which may have colours behind."""
    rows = [line.split() for line in lines]
    if not all(row[0].isdigit() and 3 <= int(row[0]) < len(row) for row in rows):
        raise Broken("a face line with fewer vertices than it says, or under 3")
    return sum(int(row[0]) for row in rows) - 2 * len(rows)


def ply(data: bytes) -> Promise:
    """PLY, text or binary: a header with elements, their counts and properties."""
    header, found, body = data.partition(b"end_header")
    if not header.startswith(b"ply") or not found:
        raise Broken("it does not begin with a PLY header")
    elements = re.findall(rb"^element\s+(\S+)\s+(\d+)\s*$", header, re.MULTILINE)
    counts = {name.decode("latin-1"): int(count) for name, count in elements}
    vertices, faces = counts.get("vertex", 0), counts.get("face", 0)
    if not vertices or not faces:
        raise Broken(f"{vertices} vertices and {faces} faces promised")
    if sum(counts.values()) > len(body):
        raise Broken(f"{vertices} vertices and {faces} faces promised in {len(body)} bytes")
    if not re.search(rb"^format\s+ascii", header, re.MULTILINE):
        return Promise(data, vertices, faces)
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) < sum(counts.values()):
        raise Broken(f"{sum(counts.values())} lines promised, {len(lines)} there")
    if list(counts) == ["vertex", "face"] and re.search(rb"face\s+\d+\s+property list", header):
        return Promise(data, vertices, _triangles(lines[vertices : vertices + faces]))
    return Promise(data, vertices, faces)


def stl(data: bytes) -> Promise:
    """STL, text or binary (80 bytes, the number of triangles, 50 bytes a triangle)."""
    promised = int.from_bytes(data[80:84], "little")
    if len(data) >= 84 and len(data) == 84 + 50 * promised:
        return Promise(data, None, promised)
    text = data.lower()
    if not text.lstrip().startswith(b"solid") or b"\0" in text:
        held = max(0, len(data) - 84) // 50
        raise Broken(f"{promised} triangles promised in room for {held}, or not an STL file")
    facets = len(re.findall(rb"\bfacet\s+normal\b", text))
    if not text.rstrip().splitlines()[-1].lstrip().startswith(b"endsolid"):
        raise Broken("it does not end with 'endsolid'")
    if len(re.findall(rb"\bvertex\b", text)) != 3 * facets:
        raise Broken("a facet without three vertices")
    return Promise(data, None, facets)


PROMISES: dict[str, Callable[[bytes], Promise]] = {"obj": obj, "off": off, "ply": ply, "stl": stl}
