"""Let numpy's arithmetic use one core at a time: the site's workers share the cores, and small sums lose by being split."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


@cache
def _controller() -> Any:
    # It comes with the extra [model], as what needs it does.
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()  # Looks through the libraries that are loaded, once.


def one_thread() -> AbstractContextManager[object]:
    """Give a context in which BLAS uses one thread."""
    limits: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limits
