"""MapsView: the restriction maps of a sheaf, as matrices or as glyphs on the incidences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of
from tdlviz.core.errors import InvalidInput, TdlvizError
from tdlviz.core.field import Field
from tdlviz.core.tape import Track
from tdlviz.topology.disagreement import energy
from tdlviz.topology.restriction_maps import ABSENT, MISSING, PRESENT, Maps, incidences, spread
from tdlviz.views.layout import layout
from tdlviz.views.maps_glyphs import Glyphs, glyphs, words
from tdlviz.views.maps_section import checked_section
from tdlviz.views.payload import pack, single
from tdlviz.views.view import View

MODES = ("strip", "glyphs")
THIRD = 2 / 3  # of the way from a vertex to the middle of its edge: a third of the edge


class MapsView(View):
    """Restriction maps F of a sheaf on `cx` (Hansen and Ghrist 2019), one for each incidence.

    maps:    one field of kind "maps", or a track: values (m, d, e), rank that of the faces, index
             (m, 2) = (face, cell). Each takes the stalk of the face, of dimension e, to that of
             the cell, of dimension d. Incidences may be without a map; they are counted.
    mode:    "strip" shows every matrix as a small heat map, "glyphs" what each map does to the unit
             ball, on the complex; buttons change it.
    section: a field or track of kind "vector" on vertices, with e columns: edges are coloured by
             the energy ‖F_{u⊴e} x_u − F_{v⊴e} x_v‖² with which its two ends disagree.

    Click vertices in turn to carry a vector along edges, u to v by the pseudo-inverse of F_{v⊴e}
    after F_{u⊴e}; a closed path shows its holonomy. Raises `InvalidInput` for another kind, a pair
    that is no incidence, and a section of another width.
    """

    module = "maps_view.js"

    def __init__(
        self,
        cx: Complex | Any,
        *maps: Field | Track | Any,
        mode: str | Any = "strip",
        section: Field | Track | Any | None = None,
        tall: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        given_complex("MapsView", cx)
        if not cx.oriented:
            rule = "hypergraphs and ranked complexes are seen through tv.simplicial_closure(cx)"
            raise InvalidInput("MapsView", cx.summary(), rule)
        if len(maps) != 1 or not isinstance(maps[0], (Field, Track)):
            rule = "one field or track of kind maps; link several views for several sheaves"
            raise InvalidInput("MapsView", f"{len(maps)} arguments", rule)
        if section is not None and not isinstance(section, (Field, Track)):
            raise InvalidInput("section=", type(section).__name__, "a Field or Track is needed")
        self.cx, self.drawing = cx, layout(cx)
        self.where = incidences(cx, maps[0].rank or 0)
        super().__init__(tall=tall, theme=theme, mode=one_of("mode", mode, MODES))
        try:
            self.geometry = self._pack_geometry()
            self.play({"maps": maps[0], "section": section})
        except TdlvizError:
            self.close()
            raise

    def _pack_geometry(self) -> bytes:
        cell, face = self.where.pairs.T.astype(np.int32)
        edges = self.cx.ranks[1].flat if self.cx.dim >= 1 else np.zeros(0)
        return pack(
            {
                "positions": self.drawing.places,
                "edges": edges.astype(np.int32),
                "cell": cell,
                "face": face,
                "spots": self.spots.astype(np.float32),
            },
            counts=self.cx.counts,
            rank=self.where.rank,
            flat=self.drawing.flat,
            extent=self.drawing.extent,
            remark=self.drawing.remark,
        )

    @property
    def spots(self) -> np.ndarray:
        """(incidences, 3): where each glyph stands, between the barycentres of face and cell."""
        cell, face = self.where.pairs.T
        centres = [self._centres(self.where.rank + above) for above in (0, 1)]
        return (1 - THIRD) * centres[0][face] + THIRD * centres[1][cell]

    def _centres(self, rank: int) -> np.ndarray:
        if rank > self.cx.dim or not len(self.cx.ranks[rank]):
            return np.zeros((0, 3))
        cells = self.cx.ranks[rank]
        return (
            np.add.reduceat(self.drawing.places[cells.flat], cells.offsets[:-1])
            / (cells.sizes[:, None])
        )

    def maps(self, fields: dict[str, Field]) -> tuple[Maps, np.ndarray | None, np.ndarray | None]:
        """Maps on all incidences, the section, and the energy of each edge; None where unasked."""
        maps = spread("MapsView", self.cx, self.where, fields.get("maps"))
        if "section" not in fields:
            return maps, None, None
        width = maps.values.shape[2]
        section = checked_section(self.cx, fields["section"], self.where.rank, width)
        if not width:
            return maps, section, None
        return maps, section, energy(self.where, maps.values, section, self.cx.counts[1])

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """Maps, glyphs, section and energy of one step."""
        maps, section, energies = self.maps(fields)
        glyph, arrays = glyphs(maps.values), {"state": maps.state}
        numbers = {"maps": maps.values, **glyph._asdict(), "section": section, "energy": energies}
        for name, array in numbers.items():
            if array is not None:
                whole = array.dtype.kind == "i"
                arrays[name] = array if whole else single(name, array)
        known = np.zeros(0) if energies is None else energies[np.isfinite(energies)]
        return arrays, {
            "name": fields["maps"].name if "maps" in fields else "",
            "shape": list(maps.values.shape[1:]),
            "absent": int((maps.state == ABSENT).sum()),
            "missing": int((maps.state == MISSING).sum()),
            "most": float(np.abs(maps.values[maps.state == PRESENT]).max(initial=0)),
            "largest": float(glyph.sigma[maps.state == PRESENT].max(initial=0)),
            "reach": glyph.reach,
            "dirichlet": None if energies is None else float(known.sum()),
            "silent": 0 if energies is None else int(len(energies) - len(known)),
            "title": self._title(maps),
            "words": self._words(maps, glyph),
        }

    def describe(self) -> str:
        """What is drawn, in words."""
        maps = spread("MapsView", self.cx, self.where, self.fields(self.step).get("maps"))
        return self._words(maps, glyphs(maps.values))

    def _title(self, maps: Maps) -> str:
        count, (d, e) = int((maps.state != ABSENT).sum()), maps.values.shape[1:]
        return f"{count:,} restriction map{'s' * (count != 1)}, {d} × {e}" if d else "no maps yet"

    def _words(self, maps: Maps, glyph: Glyphs) -> str:
        d, e = maps.values.shape[1:]
        if not d:
            return f"Restriction maps on {self.cx.summary()}: no maps yet"
        count = int((maps.state != ABSENT).sum())
        start = f"Restriction maps of {count:,} incidences, {d} × {e}, {words(glyph)}"
        return start + self._farthest(glyph)

    def _farthest(self, glyph: Glyphs) -> str:
        stray = np.where(np.isfinite(glyph.stray) & ~glyph.orthogonal, glyph.stray, -1)
        if stray.max(initial=-1) < 0:
            return ""
        place = int(stray.argmax())
        high, low = glyph.sigma[place]
        name = self.where.name(place)
        return f"; farthest from orthogonal: {name} (σ {low:.3g} to {high:.3g})"

    def table(self) -> Iterator[Sequence[Any]]:
        """A line an entry: face, cell, row i, column j, and the value there."""
        yield ["face", "cell", "i", "j", "value"]
        maps = spread("MapsView", self.cx, self.where, self.fields(self.step).get("maps"))
        for place in np.flatnonzero(maps.state != ABSENT).tolist():
            cell, face = self.where.pairs[place].tolist()
            for (i, j), value in np.ndenumerate(maps.values[place]):
                yield [face, cell, i, j, float(value)]

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        from tdlviz.views.maps_picture import draw_glyphs, draw_strip

        maps, _, energies = self.maps(self.fields(self.step))
        if self.options["mode"] == "strip":
            draw_strip(axes, self.where, maps)
        else:
            draw_glyphs(axes, self, maps, energies)
        axes.set_title(self._title(maps), fontsize=9)
