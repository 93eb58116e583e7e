"""Office: who the monitoring is for, as analysis and reports need to know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time as time_of_day


@dataclass(frozen=True, slots=True)
class Unit:
    """A regional agency (OPD) and the issue categories it owns."""

    name: str
    categories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnCategory:
    """What an office adds to a category list: a category of its own, or words for one that is there.

    Args:
        code: of a new category, or of one of the profile.
        name, owner: "" keeps those of the profile.
        strong, words, weak: phrases that say the category almost alone, speak for it, count beside others only.
        without: phrases of the profile that do not count for it in this office.
    """

    code: str
    name: str = ""
    owner: str = ""
    strong: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signs a report.

    Args:
        position: as "Kepala Dinas Komunikasi dan Informatika".
        name: with academic titles.
        identity: staff number (NIP), without the word; `rank` as "Pembina (IV/a)".
        role: the word above the position ("Mengetahui"); "" for none.
    """

    position: str
    name: str
    identity: str = ""
    rank: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The office a report is written for.

    Args:
        agency: full name, e.g. "Pemerintah Kabupaten Wanasari".
        short: as used in a brief's title, e.g. "PEMKAB WANASARI".
        kind: "kabupaten", "kota", "provinsi", "kanwil", "kankemenag", "kementerian" or "lainnya".
        region: official code of the region ("" for a ministry): "64.72".
        region_name: "Kabupaten Wanasari".
        city: where letters are signed.
        leader: how the leader is addressed, e.g. "Bupati Wanasari".
        leader_names: names and nicknames of leaders, named persons in public office.
        aliases: other names of the agency and the region.
        watch_words: what the office follows beside its own name.
        units: OPD with the categories they own.
        official_accounts: the office's own accounts, hosts, e-mail addresses and phone numbers (never masked).
        zone: "WIB", "WITA" or "WIT".
        cut_off: when the daily window closes.
        profile: category list: "pemda" or "kemenag"; `own_categories`: what the office adds to it.
        compiler, checker: name and position of those who compile and check the report ("" = to be filled in).
        report_number: number pattern of the report ("" = to be filled in); `classification`: Biasa/Terbatas/Segera.
        signatories: who signs, in printed order from the left; () = the compiler alone.
        min_burst, min_ratio: USG minimums (field guide 9.2); `national_outlets_for_g5`: national outlets that make G=5.
        false_alarms_per_week: how many false alarms a week the officer accepts.
        early_signs_per_week: how many surprising words a week may be chance for an early sign; 0 = no early signs.
    """

    agency: str
    short: str
    kind: str = "kabupaten"
    region: str = ""
    region_name: str = ""
    city: str = ""
    leader: str = "Pimpinan"
    leader_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    watch_words: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    official_accounts: tuple[str, ...] = ()
    zone: str = "WIB"
    cut_off: time_of_day = time_of_day(6, 0)
    profile: str = "pemda"
    own_categories: tuple[OwnCategory, ...] = ()
    compiler: str = ""
    checker: str = ""
    report_number: str = ""
    classification: str = "Terbatas"
    min_burst: int = 50
    min_ratio: int = 5
    national_outlets_for_g5: int = 1
    false_alarms_per_week: float = 7.0
    early_signs_per_week: float = 0.1
    signatories: tuple[Signatory, ...] = ()
