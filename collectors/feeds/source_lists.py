"""Lists of sources that people carry from one program to another: a CSV table of ours, or anybody's with similar columns.

Every value stays as it was written; what is usable is decided where sources are added. Written tables open in Excel
with Indonesian settings (semicolons, byte order mark), and no cell of theirs runs as a formula (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from collectors.outlets import plain_name
from collectors.texts import decode
from kentongan.core.errors import InputError
from kentongan.core.messages import Say
from kentongan.core.posts import Source

MOST_ENTRIES = 5000
MOST_BYTES = 5_000_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
# Field → names of its column, letters and digits only; the first is the one we write.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("nama", "name", "sumber", "media", "namamedia", "namasumber", "outlet", "title", "judul", "source"),
    "address": (
        *("alamat", "address", "url", "link", "tautan", "xmlurl", "feed", "feedurl", "rss", "rssurl", "alamatrss"),
        *("umpan", "alamatumpan", "situs", "website", "laman", "alamatsitus"),
    ),
    "kind": ("jenis", "kind", "type", "tipe", "jenissumber"),
    "region": ("wilayah", "region", "kodewilayah", "provinsi", "daerah", "kode", "kota"),
    "tier": ("tingkat", "tier", "level", "tingkatmedia"),
    "zone": ("zona", "zone", "zonawaktu", "timezone"),
    "official": ("resmi", "official", "kanalresmi"),
    "enabled": ("aktif", "enabled", "active", "status"),
    "options": ("opsi", "options", "keterangantambahan"),
}
YES = frozenset({"ya", "y", "yes", "true", "benar", "1", "x", "v", "aktif", "on", "resmi"})
NO = frozenset({"tidak", "tdk", "t", "no", "n", "false", "salah", "0", "-", "nonaktif", "off", "mati"})


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source as somebody wrote it down; "" where nothing was written.

    Args:
        line: where it stood, for the note on what is wrong with it; 0 when it was typed.
    """

    name: str = ""
    address: str = ""
    kind: str = ""
    region: str = ""
    tier: str = ""
    zone: str = ""
    official: str = ""
    enabled: str = ""
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    line: int = 0

    @classmethod
    def of(cls, source: Source) -> SourceEntry:
        """The entry that stands for a source."""
        return cls(
            name=source.name,
            address=source.address,
            kind=source.kind,
            region=source.region,
            tier=str(source.tier) if source.tier else "",
            zone=source.zone,
            official="ya" if source.official else "tidak",
            enabled="ya" if source.enabled else "tidak",
            options=dict(source.options),
        )


_FIELDS = tuple(f.name for f in fields(SourceEntry) if f.name != "line")


def read_source_table(body: bytes) -> tuple[SourceEntry, ...]:
    """The rows of a CSV table of sources: `;`, `,` or tab between the columns, any usual encoding, our names or others'.

    Raises:
        InputError: empty, too large, or without a column of addresses.
    """
    refuse_huge(body)
    text = decode(body).lstrip("\ufeff")
    lines = io.StringIO(text, newline="")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    try:
        rows = csv.reader(lines, delimiter=delimiter)
        header: list[str] | None = None
        places: dict[str, int] = {}
        found: list[SourceEntry] = []
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header, places = cells, _places(cells)
                continue
            values = {name: _cell(cells, at) for name, at in places.items()}
            found.append(_entry(values, rows.line_num))
            if len(found) > MOST_ENTRIES:
                raise too_many()
    except csv.Error as error:
        raise InputError(
            Say("Tabel sumber tidak terbaca.", "The table of sources cannot be read."),
            Say("Simpan ulang sebagai CSV.", "Save it as CSV again."),
        ) from error
    if header is None or "address" not in places:
        raise InputError(
            Say("Tabel sumber tidak memiliki kolom alamat.", "The table of sources has no column of addresses."),
            Say(
                "Beri baris pertama nama kolom, sedikitnya: nama;alamat.",
                "Let the first row name the columns, at least: nama;alamat.",
            ),
        )
    return tuple(found)


def write_source_table(sources: Iterable[Source]) -> bytes:
    """A CSV table of sources that Excel opens as it is and `read_source_table` reads back."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow([_COLUMNS[name][0] for name in _FIELDS])
    for source in sources:
        entry = SourceEntry.of(source)
        options = json.dumps(dict(entry.options), ensure_ascii=False) if entry.options else ""
        values = [options if name == "options" else getattr(entry, name) for name in _FIELDS]
        table.writerow([f"'{value}" if value.startswith(_FORMULA) else value for value in values])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def refuse_huge(body: bytes) -> None:
    """Say so where a list is empty or larger than any list of sources.

    Raises:
        InputError: it is.
    """
    if not body.strip():
        raise InputError(
            Say("Berkas daftar sumber kosong.", "The list of sources is empty."),
            Say("Periksa berkasnya.", "Check the file."),
        )
    if len(body) > MOST_BYTES:
        raise too_many()


def too_many() -> InputError:
    """More than a list of sources holds."""
    return InputError(
        Say(
            f"Daftar sumber terlalu besar (paling banyak {MOST_ENTRIES} sumber).",
            f"The list of sources is too large (at most {MOST_ENTRIES} sources).",
        ),
        Say("Bagi menjadi beberapa berkas.", "Split it into several files."),
    )


def read_options(text: str) -> dict[str, str]:
    """Options written as a JSON object or as `k=v` pairs parted by semicolons or commas."""
    text = text.strip()
    if text.startswith("{"):
        try:
            values = json.loads(text)
        except ValueError:
            return {}
        return {str(k): str(v) for k, v in values.items()} if isinstance(values, dict) else {}
    pairs = (part.partition("=") for part in text.replace(";", ",").split(","))
    return {key.strip(): value.strip() for key, mark, value in pairs if mark and key.strip()}


def _places(header: list[str]) -> dict[str, int]:
    """The column of each field that the header names."""
    names = [plain_name(cell) for cell in header]
    found: dict[str, int] = {}
    for name, known in _COLUMNS.items():
        column = next((one for one in known if one in names and names.index(one) not in found.values()), None)
        if column is not None:
            found[name] = names.index(column)
    return found


def _cell(cells: list[str], at: int) -> str:
    value = cells[at] if at < len(cells) else ""
    # The mark that keeps a cell from being a formula is ours, not the name's.
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value


def _entry(values: Mapping[str, str], line: int) -> SourceEntry:
    texts = {name: value.strip() for name, value in values.items() if name != "options"}
    return SourceEntry(**texts, options=read_options(values.get("options", "")), line=line)
