"""How torch.compile is kept out of what it cannot trace: numba's code, and structure in numpy."""

from __future__ import annotations

from torch._compile import _disable_dynamo

untraced = _disable_dynamo
"""`torch.compiler.disable`, but that importing tdlviz does not import all of the compiler, which
takes two seconds. torch's own optimisers use it so."""
