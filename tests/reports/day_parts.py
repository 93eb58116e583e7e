"""Parts of a test day: an office, a builder of posts, an issue over posts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day

from kentongan.core.clock import report_window
from kentongan.core.day import (
    IssueView,
    PostView,
)
from kentongan.core.findings import (
    Level,
    Phase,
    PlaceRef,
    Recommendation,
    Severity,
    Tone,
    VerificationState,
)
from kentongan.core.office import Office
from kentongan.core.posts import PostKind

OUTLETS = tuple(
    f"{name} {place}"
    for name in ("Kabar", "Suara", "Warta", "Media", "Berita")
    for place in ("Contoh", "Timur", "Mekar", "Nusantara")
)[:19]
SUKAMAJU = PlaceRef("64.99.01", "Kec. Sukamaju", True)
MEKAR = PlaceRef("64.99.02", "Kec. Mekar", True)
FAR = PlaceRef("33.13.01", "Kab. Karanganyar", False)
TONE_OF = {
    "positif": Tone.POSITIVE,
    "netral": Tone.NEUTRAL,
    "berpotensi negatif": Tone.NEUTRAL,
    "negatif": Tone.NEGATIVE,
}
ROAD, QUEUE, PARKING, LAMPS = "i-jalan", "i-antre", "i-parkir", "i-lampu"


def office(zone_name: str = "WITA", **changes: object) -> Office:
    """The field guide's office."""
    base = Office(
        agency="Pemerintah Kabupaten Contoh",
        short="PEMKAB CONTOH",
        region="64.99",
        region_name="Kabupaten Contoh",
        city="Mekar",
        leader="Bupati Contoh",
        zone=zone_name,
        cut_off=time_of_day(6, 0),
        compiler="Pranata Humas Ahli Pertama",
        official_accounts=("pemkabcontoh",),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


class Builder:
    """Makes posts one after another, each an equal step later in the window."""

    def __init__(self, zone_name: str = "WITA", day: str = "2025-02-03") -> None:
        self.window = report_window(day, zone_name, time_of_day(6, 0))
        self.posts: dict[str, PostView] = {}

    def add(self, count: int, kind: PostKind, bucket: str, *, before: bool = False, **fields: object) -> list[str]:
        """`count` posts of a kind and bucket; `before` puts them into the day before. Gives their ids."""
        return [self.one(kind, bucket, before=before, **fields) for _ in range(count)]

    def one(self, kind: PostKind, bucket: str, *, before: bool = False, **fields: object) -> str:
        """One post; fields not given follow from its number."""
        n = len(self.posts)
        post_id = f"p{n:04d}"
        window = self.window.before() if before else self.window
        # Busier towards the evening, as real days are: a square spreads the minutes unevenly.
        minutes = int(1439 * (((n * 37) % 211) / 211) ** 0.8)
        platforms = {PostKind.SOCIAL: ("instagram", "tiktok", "x")[n % 3], PostKind.COMPLAINT: "lapor"}
        news = kind is PostKind.NEWS
        made: dict[str, object] = {
            "id": post_id,
            "kind": kind,
            "platform": "media daring" if news else platforms.get(kind, "whatsapp"),
            "source_name": OUTLETS[n % len(OUTLETS)] if news else platforms.get(kind, "whatsapp"),
            "tier": (3, 2)[n % 2] if news else 0,
            "url": f"https://media{n % 19}.example/berita/{n}" if news else f"https://www.instagram.com/p/C{n:05d}/",
            "title": f"Kegiatan pemerintah daerah nomor {n}" if news else "",
            "text": f"Isi unggahan nomor {n} tentang layanan di Kabupaten Contoh.",
            "published_at": (window.start + timedelta(minutes=minutes)).astimezone(UTC),
            "estimated": False,
            "tone": TONE_OF[bucket],
            "tone_event": TONE_OF[bucket],
            "bucket": bucket,
            "conflict": False,
            "category": "HUMAS" if bucket == "positif" else "LAYAN",
            "places": (),
            "outside": False,
            "copy_group": f"c-{post_id}",
            "representative": True,
            "issue_id": "",
            "reactions": None,
        }
        self.posts[post_id] = PostView(**{**made, **fields})  # type: ignore[arg-type]
        return post_id


def recommendation(deadline: datetime | None, **fields: object) -> Recommendation:
    """Advice to watch, unless given otherwise."""
    base = Recommendation("Pantau perkembangan.", "pantau saja", "Diskominfo", deadline, "data terbatas")
    return replace(base, **fields)  # type: ignore[arg-type]


def make_issue(builder: Builder, issue_id: str, posts: list[str], **fields: object) -> IssueView:
    """An issue over posts, with everything else plain unless given."""
    end = builder.window.end
    views = [builder.posts[p] for p in posts]
    news = tuple(dict.fromkeys(v.source_name for v in views if v.kind is PostKind.NEWS))
    made: dict[str, object] = {
        "id": issue_id,
        "name": "Isu tanpa nama",
        "category": "LAYAN",
        "category_name": "Pelayanan publik & PTSP",
        "phase": Phase.STEADY,
        "emerging": False,
        "emergence": "",
        "severity": Severity(2, 2, 2, Level.STABLE, "permintaan", "lingkungan setempat", "tetap"),
        "before": None,
        "day_number": 1,
        "first_seen": min((v.published_at for v in views), default=builder.window.start),
        "last_seen": max((v.published_at for v in views), default=builder.window.start),
        "posts": tuple(sorted(posts, key=lambda p: builder.posts[p].published_at, reverse=True)),
        "posts_before": (),
        "history": tuple(
            ((end - timedelta(days=d)).date().isoformat(), len(posts) if d == 0 else 0) for d in range(14, -1, -1)
        ),
        "texts": len(posts),
        "media": news,
        "platforms": tuple(dict.fromkeys(v.platform for v in views)),
        "tone_event": Tone.NEGATIVE,
        "tone_agency": Tone.NEUTRAL,
        "places": (),
        "authority": "kab-kota",
        "authority_reason": "",
        "actors": (),
        "summary": (),
        "evidence": (),
        "verification": VerificationState.UNCHECKED,
        "responded": "belum diketahui",
        "response": None,
        "owner": "Diskominfo",
        "impact": "",
        "recommendation": recommendation(None),
    }
    return IssueView(**{**made, **fields})  # type: ignore[arg-type]


def history_of(builder: Builder, counts: list[int]) -> tuple[tuple[str, int], ...]:
    """Counts a day, the last one on the report's day."""
    end = builder.window.end.date()
    return tuple(((end - timedelta(days=len(counts) - 1 - i)).isoformat(), count) for i, count in enumerate(counts))


def moment(builder: Builder, hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """An hour of the report's day, in the office's zone."""
    return (builder.window.end + timedelta(days=days)).replace(hour=hour, minute=minute).astimezone(UTC)
