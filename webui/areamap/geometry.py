"""Clip lines and rings to the paper and write them as SVG path data. Plain numbers in pixels; knows no map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]  # Left, top, right, bottom.


def clip_ring(ring: Floats, box: Box) -> Floats:
    """Cut a closed ring to box (Sutherland and Hodgman). Gives no rows when nothing is left."""
    left, top, right, bottom = box
    for axis, bound, sign in ((0, left, 1.0), (0, right, -1.0), (1, top, 1.0), (1, bottom, -1.0)):
        if len(ring) < 3:
            return ring[:0]
        ring = _clip_side(ring, axis, bound, sign)
    return ring if len(ring) >= 3 else ring[:0]


def cut_line(line: Floats, box: Box) -> list[Floats]:
    """Give the runs of a line whose pieces may touch box; what lies wholly on one side of it is left out."""
    left, top, right, bottom = box
    low, high = np.minimum(line[:-1], line[1:]), np.maximum(line[:-1], line[1:])
    seen = (low[:, 0] <= right) & (high[:, 0] >= left) & (low[:, 1] <= bottom) & (high[:, 1] >= top)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], seen.astype(np.int8), [0]))))
    return [line[start : end + 1] for start, end in edges.reshape(-1, 2).tolist()]


def path_data(lines: list[Floats], closed: bool) -> str:
    """Write lines as path data: whole tenths of pixels, each point relative to the last, none twice."""
    return "".join(_one_path(np.round(line * 10).astype(np.int64), closed) for line in lines)


def _clip_side(ring: Floats, axis: int, bound: float, sign: float) -> Floats:
    depth = (ring[:, axis] - bound) * sign
    inside = depth >= 0
    if inside.all():
        return ring
    after, depth_after = np.roll(ring, -1, axis=0), np.roll(depth, -1)
    crosses = inside != np.roll(inside, -1)
    share = (depth[crosses] / (depth[crosses] - depth_after[crosses]))[:, None]
    met = ring[crosses] + share * (after[crosses] - ring[crosses])
    order = np.concatenate((np.flatnonzero(inside) * 2, np.flatnonzero(crosses) * 2 + 1))
    clipped: Floats = np.concatenate((ring[inside], met))[np.argsort(order)]
    return clipped


def _one_path(tenths: NDArray[np.int64], closed: bool) -> str:
    moved = np.concatenate(([True], np.any(np.diff(tenths, axis=0) != 0, axis=1)))
    tenths = tenths[moved]
    if closed and len(tenths) > 1 and np.array_equal(tenths[0], tenths[-1]):
        tenths = tenths[:-1]
    if len(tenths) < (3 if closed else 2):
        return ""
    steps = np.diff(tenths, axis=0).ravel().tolist()
    start = f"M{_number(int(tenths[0, 0]))} {_number(int(tenths[0, 1]))}l"
    body = " ".join(map(_number, steps)).replace(" -", "-")
    return start + body + ("z" if closed else "")


def _number(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"
