"""Read the packed table of unit postcodes: every live and terminated unit of Great Britain, with its district.

The file is memory-mapped, so that loading costs nothing and all workers share its pages; a look-up reads one
sector's row, one bitmap and a few bytes. Written by scripts/build_places.py; scale: 4 decimals (at most 8 m off).
Centroids: OS Code-Point Open and ONS Postcode Directory, OGL v3. Holds no Northern Ireland unit (see docs/places.md).
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from signpost.errors import PlaceError
from signpost.places.postcodes import UNIT_LETTERS

MAGIC = b"SPUNITS1"
SCALE = 10_000  # Degrees are kept as whole ten-thousandths.
BITMAP_BYTES = 50  # One bit for each of the 20 x 20 pairs of unit letters.
FILE = Path(__file__).parent / "data" / "postcodes.bin"
HEADER = np.dtype([("magic", "S8"), ("bytes", "<u4"), ("sectors", "<u4"), ("districts", "<u4")])
SECTOR = np.dtype(
    [
        ("name", "S6"),  # "M33 6"
        ("start", "<u4"),  # Where its block begins, counted from the end of this directory.
        ("latitude_min", "<i4"),
        ("longitude_min", "<i4"),
        ("latitude_bits", "u1"),
        ("longitude_bits", "u1"),
        ("district_bits", "u1"),
        ("palette", "u1"),  # How many districts its units lie in; their numbers follow the bitmap.
        ("latitude", "<i4"),  # The mean of its live units, or of all where none is live.
        ("longitude", "<i4"),
        ("radius_metres", "<u4"),  # Nine in ten live units lie within it.
        ("district", "<u2"),  # That of most of its units.
    ]
)
_LETTER = {letter: number for number, letter in enumerate(UNIT_LETTERS)}


@dataclass(frozen=True, slots=True)
class Point:
    """latitude, longitude: degrees; area_code: current code of the district (or nation) that holds it."""

    latitude: float
    longitude: float
    area_code: str
    radius_metres: int = 0


class UnitTable:
    """The packed table. Safe to use from several threads."""

    def __init__(self, path: Path = FILE) -> None:
        """Map path. Raises PlaceError when the file is missing or is not such a table."""
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read_directory()
        except (OSError, ValueError) as error:
            mend = "reinstall Signpost, or run scripts/build_places.py"
            raise PlaceError(f"{path}: {error}; {mend}") from error

    def _read_directory(self) -> None:
        header = np.frombuffer(self._bytes, HEADER, 1)[0]
        if bytes(header["magic"]) != MAGIC or int(header["bytes"]) != len(self._bytes):
            raise ValueError("not a whole table of postcodes")
        codes = np.frombuffer(self._bytes, "S9", int(header["districts"]), HEADER.itemsize)
        self.districts = tuple(code.decode() for code in codes.tolist())
        directory_at = HEADER.itemsize + codes.nbytes
        self.sectors: NDArray[np.void] = np.frombuffer(
            self._bytes, SECTOR, int(header["sectors"]), directory_at
        )
        self._names = self.sectors["name"]
        self._blocks_at = directory_at + self.sectors.nbytes

    def sector(self, sector: str) -> Point | None:
        """Give the middle of a sector ("M33 6"), or None when there is none of this name."""
        row = self._row(sector)
        if row is None:
            return None
        return Point(
            int(row["latitude"]) / SCALE,
            int(row["longitude"]) / SCALE,
            self.districts[row["district"]],
            int(row["radius_metres"]),
        )

    def unit(self, unit: str) -> Point | None:
        """Give the point of a normalised unit postcode ("M33 6WT"), or None when it is not in the table."""
        row = self._row(unit[:-2])
        if row is None:
            return None
        _, start, lat, lon, lat_bits, lon_bits, district_bits, palette, *_ = row.item()
        at = self._blocks_at + start
        bitmap = int.from_bytes(self._bytes[at : at + BITMAP_BYTES], "little")
        place = _LETTER[unit[-2]] * 20 + _LETTER[unit[-1]]
        if not bitmap >> place & 1:
            return None
        number = (bitmap & ((1 << place) - 1)).bit_count()
        at += BITMAP_BYTES
        bit = number * (lat_bits + lon_bits + district_bits)
        byte = at + 2 * palette + (bit >> 3)
        value = int.from_bytes(self._bytes[byte : byte + 6], "little") >> (bit & 7)
        lat += value & ((1 << lat_bits) - 1)
        lon += value >> lat_bits & ((1 << lon_bits) - 1)
        at += 2 * (value >> (lat_bits + lon_bits) & ((1 << district_bits) - 1))
        district = int.from_bytes(self._bytes[at : at + 2], "little")
        return Point(lat / SCALE, lon / SCALE, self.districts[district])

    def block(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Unpack one sector by its number: latitudes and longitudes in ten-thousandths, numbers of districts."""
        row = self.sectors[number]
        at = self._blocks_at + int(row["start"])
        bitmap = int.from_bytes(self._bytes[at : at + BITMAP_BYTES], "little")
        palette = np.frombuffer(self._bytes, "<u2", int(row["palette"]), at + BITMAP_BYTES)
        widths = (int(row["latitude_bits"]), int(row["longitude_bits"]), int(row["district_bits"]))
        count, width = bitmap.bit_count(), sum(widths)
        at += BITMAP_BYTES + palette.nbytes
        packed = np.frombuffer(self._bytes[at : at + (count * width + 7) // 8], np.uint8)
        bits = np.unpackbits(packed, bitorder="little", count=count * width).reshape(count, width)
        lat, lon, district = (
            part @ (1 << np.arange(part.shape[1], dtype=np.int64))
            for part in np.split(bits.astype(np.int64), (widths[0], widths[0] + widths[1]), axis=1)
        )
        return (
            lat + int(row["latitude_min"]),
            lon + int(row["longitude_min"]),
            palette[district].astype(np.int64),
        )

    def _row(self, sector: str) -> np.void | None:
        name = sector.encode("ascii", "replace")
        number = int(np.searchsorted(self._names, name))  # Sorted by the bytes of its name.
        if number == len(self._names) or self._names[number] != name:
            return None
        row: np.void = self.sectors[number]
        return row


@cache
def unit_table() -> UnitTable:
    """Give the table that is shipped, mapped once per process."""
    return UnitTable()
