"""Live training: steps of sheaf networks, what it costs to look at them, how soon a page answers.

Steps stand beside other ways to do them; answers beside the time that they may take at most.
"""

from __future__ import annotations

from tests.bench import live_page, live_steps, live_tape

ROWS = [*live_steps.ROWS, *live_page.ROWS, *live_tape.ROWS]
