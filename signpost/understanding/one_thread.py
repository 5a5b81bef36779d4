"""Let numpy's arithmetic use one core at a time: the site's workers share the cores, and small sums lose by being split."""

from __future__ import annotations

from functools import cache


@cache
def one_thread() -> None:
    """Let BLAS use one thread from now on, in this process.

    Not for a while only: a worker answers several requests at once, and the first that is done would set the others free to split
    their sums and wait for each other.
    """
    # It comes with the extra [model], as what needs it does.
    from threadpoolctl import ThreadpoolController

    ThreadpoolController().limit(limits=1, user_api="blas")
