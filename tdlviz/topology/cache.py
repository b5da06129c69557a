"""Results kept as long as the complex that they belong to, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from tdlviz.core.complex import Complex

Rest = ParamSpec("Rest")
Result = TypeVar("Result")


def memoised(
    function: Callable[Concatenate[Complex, Rest], Result],
) -> Callable[Concatenate[Complex, Rest], Result]:
    """Compute `function(cx, *rest)` once for each complex (by identity: it is frozen) and `rest`.

    The complex is held weakly, so results must not refer to it. Two threads that ask for the same
    result get one object; errors are not kept.
    """
    kept: WeakKeyDictionary[Complex, dict[object, Result]] = WeakKeyDictionary()
    lock = RLock()

    @wraps(function)
    def remembered(cx: Complex, *rest: Rest.args, **named: Rest.kwargs) -> Result:
        key = (rest, tuple(sorted(named.items())))
        with lock:
            results = kept.setdefault(cx, {})
            if key not in results:
                results[key] = function(cx, *rest, **named)
            return results[key]

    return remembered
