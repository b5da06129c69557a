"""A visitor's file: chosen in the page, sent in pieces, refused where it is too large.

Panel's own `FileInput` sends a file as one message, which ends the connection where it is large;
its `FileDropper` believes what the page says about sizes and loads five scripts more.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import panel
import param


class Upload(panel.custom.JSComponent):
    """Calls `taken(name, content)` for each file that arrives whole.

    limit:  bytes; more are refused in the page before they are sent, and here as they arrive.
    accept: the endings that the browser's dialogue offers, ".csv,.npy".
    """

    limit = param.Integer(default=100_000_000, doc="Largest file, in bytes.")
    accept = param.String(default="", doc="Endings that the dialogue offers.")

    _esm = (Path(__file__).parent / "upload.js").read_text(encoding="utf-8")

    def __init__(self, taken: Callable[[str, bytes], None], **parameters: Any) -> None:
        super().__init__(**parameters)
        self._taken, self._content = taken, bytearray()

    def _handle_msg(self, message: dict[str, Any]) -> None:
        if message["first"]:
            self._content = bytearray()
        if len(self._content) + len(message["data"]) > self.limit:
            self._content = bytearray()
            self._send_msg({"refused": f"Too large: at most {self.limit:,} bytes are taken."})
            return
        self._content += message["data"]
        self._send_msg({"refused": ""})
        if message["last"]:
            content, self._content = bytes(self._content), bytearray()
            self._taken(message["name"], content)
