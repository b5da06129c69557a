"""AttentionView: which cell attends to which, by layer and head, linked with the complex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import traitlets

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import switch, whole_number
from tdlviz.core.errors import InvalidInput, TdlvizError, TooLarge
from tdlviz.core.field import Field
from tdlviz.core.once import check_once
from tdlviz.core.track import Track
from tdlviz.views.attention_against import OTHER, other_layers, parted
from tdlviz.views.attention_barcodes import (
    barcode_arrays,
    barcode_words,
    barcodes,
    check_heads,
    check_order,
    given_barcodes,
    given_order,
    without_barcodes,
)
from tdlviz.views.attention_barred import BarredView
from tdlviz.views.attention_frame import attention_arrays
from tdlviz.views.attention_rows import Rows, attention_rows
from tdlviz.views.attention_sheet import Sheet, agreed, marginal, sheet
from tdlviz.views.attention_words import attention_words
from tdlviz.views.labels import cell_labels
from tdlviz.views.payload import pack

MOST_CELLS = 4096


class AttentionView(BarredView):
    """Attention on the cells of one rank: every head small, the opened one large.

    layers: fields or tracks, one a layer, all of kind "attention", weights (m, heads) on pairs
            (m, 2), or all of kind "triples", on triples (m, 3). In the pair (i, j) cell i attends
            to cell j: the weight stands in row i and column j. In the triple (i, j, k) cell i
            attends to j and k together; the heads show its sum over k, and the matrix over j and k
            of any first cell i can be opened. Layers may differ in heads. A track has to know its
            rank: `tape.declare(name, "attention", rank)`.
    labels: a word for each cell of the rank, such as the tokens of a sentence.
    against: as many layers of another run, model or input, on the same cells: fields or tracks, or
            one of them for one layer. Each head is compared with the same one there, until the
            reader chooses otherwise.
    layer:  the layer that is opened first, and `head` its head; both are counted from 0. The trait
            `opened` says which are open now, as the reader opens them or Python sets it.
    bars:   the barcodes of all heads: for each layer a list of diagrams, fields or tracks, as
            `tv.attention_bars(cx, layer)` gives them; lists of several dimensions are joined by +.
            They are shown in place of matrices, until the reader chooses otherwise. A click on a
            bar of the opened head lights its cycle on the attending cells. Steps are shown once
            all of their bars are there.
    symmetry: that with which the bars were found, as in `attention_bars`.
    order:  heads as (layer, head) in the order in which they are laid out, such as
            `tv.head_order(bars)`; those that it leaves out come last.
    filtered: True makes the threshold w and the filtration value 1 - w of linked views one, as
            they are for the attention complex of the opened head.

    Beside each row stands its entropy in bits; rows that do not sum to 1 are counted.
    Raises `InvalidInput` for layers that do not go together and for a pair that is there twice,
    and `TooLarge` above `MOST_CELLS` cells.
    """

    module = "attention_view.js"
    opened = traitlets.List([0, 0]).tag(sync=True)

    def __init__(
        self,
        cx: Complex | Any,
        *layers: Field | Track | Any,
        against: Field | Track | Sequence[Field | Track] | Any = (),
        labels: Sequence[str] | Any | None = None,
        layer: int | Any = 0,
        head: int | Any = 0,
        bars: Sequence[Sequence[Field | Track]] | Any | None = None,
        symmetry: str | Any = "max",
        order: Sequence[tuple[int, int]] | Any | None = None,
        filtered: bool | Any = False,
        tall: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        self.cx = given_complex("AttentionView", cx)
        others = other_layers(layers, against)
        self.kind, self.rank = agreed((*layers, *others))
        self.count = len(cx.cells(self.rank))
        if self.count > MOST_CELLS:
            rule = f"a matrix takes {MOST_CELLS:,} cells: show a part of the complex"
            raise TooLarge("AttentionView", f"{self.count:,} cells of rank {self.rank}", rule)
        self.labels = None if labels is None else cell_labels(self.count, labels)
        self.known: list[np.ndarray] = []
        diagrams, self.order = given_barcodes(bars, len(layers)), given_order(order, len(layers))
        if diagrams and self.kind != "attention":
            rule = "barcodes are of attention on pairs"
            raise InvalidInput("AttentionView(bars=…)", f"kind {self.kind}", rule)
        layer = whole_number("layer", layer, 0, len(layers) - 1)
        head = whole_number("head", head, 0)
        filtered = switch("AttentionView(filtered=…)", filtered)
        super().__init__(tall=tall, theme=theme, filtered=filtered)
        self.opened = [layer, head]
        try:
            self.look_behind_bars(cx, symmetry)
            mine = {str(place): given for place, given in enumerate(layers)}
            theirs = {f"{OTHER}{place}": given for place, given in enumerate(others)}
            self.play(mine | theirs | diagrams)
            opened = self.fields().get(str(layer))
            if opened is not None:
                check_head(layer, head, opened)
        except TdlvizError:
            self.close()
            raise

    def refresh(self) -> None:
        """Send the newest weights, and before the first of them the cells that they sit on."""
        if not self.known:
            for sheets in self.sheets(self.fields()).values():
                for found in sheets.values():
                    if self._place(found.cells) < 0:
                        self.known.append(found.cells)
            self.geometry = self._pack_geometry()
        super().refresh()

    def _pack_geometry(self) -> bytes:
        arrays = {f"index{place}": index.astype(np.int32) for place, index in enumerate(self.known)}
        for rank, name in ((1, "edges"), (2, "triangles")):
            if self.rank == 0 and self.cx.dim >= rank and self.cx.ranks[rank].uniform(rank + 1):
                arrays[name] = np.asarray(self.cx.ranks[rank]).astype(np.int32)
        about = {"count": self.count, "rank": self.rank, "kind": self.kind, "labels": self.labels}
        mine, others = parted(without_barcodes(self._given))
        barred = len(mine) + len(others) < len(self._given)
        shown = {"barcodes": barred, "order": self.order, "against": bool(others)}
        return pack(arrays, **about, layers=len(mine), **shown)

    def sheets(self, fields: dict[str, Field]) -> dict[str, dict[str, Sheet]]:
        """The weights of each layer on pairs, and where there are triples also on these; under the
        same names and "Other" those that they are compared with."""
        mine, others = parted(without_barcodes(fields))
        found = self._tables(mine)
        if not others:
            return found
        return found | {f"{table}Other": of for table, of in self._tables(others).items()}

    def _tables(self, fields: dict[str, Field]) -> dict[str, dict[str, Sheet]]:
        given = {layer: self._sheet(field) for layer, field in fields.items()}
        if self.kind == "attention":
            return {"attention": given}
        summed = {layer: marginal(found, self.count) for layer, found in given.items()}
        return {"attention": summed, "triples": given}

    def _sheet(self, field: Field) -> Sheet:
        if (field.kind, field.rank) != (self.kind, self.rank):
            rule = f"kind {self.kind} of rank {self.rank} is needed"
            raise InvalidInput("AttentionView", repr(field), rule)
        field.check(self.cx)
        found = sheet(field)
        if self._place(found.cells) < 0:
            check_once(f"index of {field.name!r}", found.cells)
        return found

    def _place(self, index: np.ndarray) -> int:
        """Which of the lists of cells that the page has this one is, -1 for none."""
        same = (place for place, known in enumerate(self.known) if np.array_equal(index, known))
        return next(same, -1)

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """The weights of one step, and what is known of each row."""
        check_heads(self._given, fields)
        check_order(self.order, fields)
        sheets, arrays, scales = self.sheets(fields), dict[str, np.ndarray](), {}
        for table, found in sheets.items():
            more, scales[table] = attention_arrays(table, found, self._place)
            arrays |= more
        rows = self._rows(sheets)
        arrays |= {f"rows{layer}": np.stack(found) for layer, found in rows.items()}
        mine, _ = parted(without_barcodes(fields))
        names = {layer: field.name for layer, field in mine.items()}
        words = attention_words(self.kind, self.rank, self.count, rows, _negative(sheets))
        own, lie = barcode_arrays(barcodes(fields))
        words += barcode_words(barcodes(fields))
        return arrays | own, {"scales": scales, "names": names, "words": words, "bars": lie}

    def _rows(self, sheets: dict[str, dict[str, Sheet]]) -> dict[str, Rows]:
        return {
            layer: attention_rows(found.cells[:, 0], found.weights, self.count)
            for layer, found in sheets["attention"].items()
        }

    def describe(self) -> str:
        """What is drawn, in words."""
        fields = self.fields(self.step)
        sheets = self.sheets(fields)
        words = attention_words(
            self.kind, self.rank, self.count, self._rows(sheets), _negative(sheets)
        )
        return words + barcode_words(barcodes(fields))

    def table(self) -> Iterator[Sequence[Any]]:
        """A line a weight: its layer and head, the cells that it sits on, and how large it is."""
        cells = ["source", "target"] if self.kind == "attention" else ["first", "second", "third"]
        mine, others = parted(without_barcodes(self.fields(self.step)))
        yield [*(["of"] if others else []), "layer", "head", *cells, "weight"]
        for line in _lines(mine):
            yield ["these", *line] if others else line
        for line in _lines(others):
            yield ["against", *line]

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        from tdlviz.views.attention_barcode_picture import draw_barcodes
        from tdlviz.views.attention_picture import draw_attention

        fields = self.fields(self.step)
        title = f"attention on {self.count:,} cells of rank {self.rank}"
        if found := barcodes(fields):
            draw_barcodes(axes, found, self.order, f"{title}: bars over 1 − weight")
        else:
            sheets = self.sheets(fields)["attention"]
            draw_attention(axes, sheets, self.count, title, self.order)


def check_head(layer: int, head: int, field: Field) -> None:
    """Refuse a head to open that a layer has not."""
    count = field.values.shape[1]
    if head >= count:
        rule = f"layer {layer} has heads 0 to {count - 1}" if count else f"layer {layer} has none"
        raise InvalidInput(f"head of layer {layer}", head, rule)


def _lines(layers: dict[str, Field]) -> Iterator[list[Any]]:
    for layer, field in layers.items():
        index = np.asarray(field.index).tolist()
        for head, weights in enumerate(field.values.T.tolist()):
            for row, weight in zip(index, weights, strict=True):
                yield [int(layer), head, *row, weight]


def _negative(sheets: dict[str, dict[str, Sheet]]) -> int:
    """How many weights are negative, as they were given."""
    given = sheets.get("triples", sheets["attention"])
    return sum(int((found.weights < 0).sum()) for found in given.values())
