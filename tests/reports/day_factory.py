"""Days to make reports of: the field guide's example (its numbers add up), an empty, a heavy and a hostile one.

Loaded by its path (see conftest). Outlets, places and people are invented; addresses end in `.example`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day

from kentongan.core.clock import report_window
from kentongan.core.day import (
    ClaimCase,
    ComplaintDigest,
    DayFindings,
    FollowUp,
    IssueView,
    PostView,
    ReleasePickup,
)
from kentongan.core.findings import (
    CitedSentence,
    ClaimMatch,
    Correction,
    FactCheck,
    Level,
    Phase,
    PlaceRef,
    Quote,
    Recommendation,
    Severity,
    Tone,
    VerificationState,
)
from kentongan.core.messages import Say
from kentongan.core.office import Office
from kentongan.core.posts import ComplaintStatus, PostKind

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


def _recommendation(deadline: datetime | None, **fields: object) -> Recommendation:
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
        "stories": len(posts),
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
        "recommendation": _recommendation(None),
    }
    return IssueView(**{**made, **fields})  # type: ignore[arg-type]


def _history(builder: Builder, counts: list[int]) -> tuple[tuple[str, int], ...]:
    end = builder.window.end.date()
    return tuple(((end - timedelta(days=len(counts) - 1 - i)).isoformat(), count) for i, count in enumerate(counts))


def _at(builder: Builder, hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    return (builder.window.end + timedelta(days=days)).replace(hour=hour, minute=minute).astimezone(UTC)


def _road(builder: Builder, complaints: list[str]) -> IssueView:
    place = {"places": (SUKAMAJU,), "category": "INFRA", "issue_id": ROAD}
    news = [
        builder.one(PostKind.NEWS, "negatif", source_name=OUTLETS[i], tier=2, title=title, text=text, **place)
        for i, title, text in (
            (
                0,
                "Jalan Ambles di Sukamaju, Warga Pasang Penanda Sendiri",
                "Ketua RT setempat mengatakan lubang terus melebar.",
            ),
            (1, "Lubang Selebar Satu Lajur di Ruas A–B Sukamaju", "Warga berharap ada rambu sementara."),
            (2, "Ruas A–B Sukamaju Ambles, Pengendara Diminta Memutar", "Belum ada pernyataan resmi."),
            (
                0,
                "Warga Sukamaju Menunggu Perbaikan Jalan Ambles",
                "Arus kendaraan tersendat pada jam berangkat sekolah.",
            ),
        )
    ]
    social = builder.add(
        14, PostKind.SOCIAL, "negatif", text="Jalan ambles di ruas A–B makin lebar, kapan diperbaiki?", **place
    )
    social += builder.add(
        6, PostKind.SOCIAL, "berpotensi negatif", text="Ruas A–B itu jalan provinsi atau kabupaten?", **place
    )
    social += builder.add(
        7, PostKind.SOCIAL, "netral", text="Hati-hati lewat ruas A–B, ada lubang selebar satu lajur.", **place
    )
    posts = [*news, *social, *complaints]
    first, second = builder.posts[news[0]], builder.posts[news[1]]
    before = builder.add(9, PostKind.SOCIAL, "netral", before=True, **place)
    return make_issue(
        builder,
        ROAD,
        posts,
        name="Jalan ambles ruas A–B, Kec. Sukamaju",
        category="INFRA",
        category_name="Infrastruktur & jalan",
        phase=Phase.GROWING,
        emerging=True,
        emergence="40 penyebutan, biasanya paling banyak 14 pada hari yang sama",
        severity=Severity(
            4,
            4,
            4,
            Level.STANDBY,
            "jalur berangkat sekolah, hari ini",
            "keselamatan pengguna jalan, satu kecamatan",
            "naik 4,4 kali (40 dari 9), 3 media, 3 platform",
        ),
        before=Level.STABLE,
        day_number=2,
        posts_before=tuple(before),
        history=_history(builder, [0] * 13 + [9, 40]),
        stories=31,
        platforms=("instagram", "tiktok", "x"),
        tone_agency=Tone.NEGATIVE,
        places=(SUKAMAJU,),
        authority="belum jelas",
        authority_reason="diduga ruas provinsi, menunggu kepastian DPUPR",
        actors=("ketua RT", "DPUPR", "Camat Sukamaju"),
        summary=(
            CitedSentence(
                "Warga mengunggah video lubang selebar satu lajur sejak Minggu sore.", (social[0], social[1])
            ),
            CitedSentence("Tiga media mengutip ketua RT.", (news[0], news[1], news[2])),
            CitedSentence("Belum ada pernyataan resmi.", (news[2],)),
        ),
        evidence=(
            Quote(
                "Lubang terus melebar, warga memasang penanda sendiri sejak sore",
                news[0],
                first.source_name,
                first.published_at,
            ),
            Quote("Kami berharap ada rambu sementara malam ini juga", news[1], second.source_name, second.published_at),
        ),
        verification=VerificationState.UNDERWAY,
        responded="belum",
        owner="DPUPR",
        impact="keselamatan pengguna jalan; kepercayaan pada penanganan jalan",
        recommendation=_recommendation(
            _at(builder, 10),
            action="Pernyataan awal jalan ambles; pasang rambu dan cek lapangan",
            form="pernyataan awal",
            owner="Diskominfo dan DPUPR",
            reason="naik 4,4 kali, dikutip tiga media",
            draft="Kami mengetahui beredarnya informasi mengenai jalan ambles di ruas A–B. Saat ini DPUPR sedang "
            "memeriksa fakta di lapangan. Perkembangan akan kami sampaikan pukul [..] melalui [kanal resmi].",
            posts=(news[0],),
            situation="unverified_spreading",
        ),
        keywords=("jalan ambles", "ruas A–B", "Sukamaju"),
        outlet_tiers={2: 3},
    )


def _queue(builder: Builder, complaints: list[str]) -> IssueView:
    place = {"category": "ADMIND", "issue_id": QUEUE}
    news = builder.one(
        PostKind.NEWS,
        "netral",
        source_name=OUTLETS[4],
        tier=3,
        title="Disdukcapil Umumkan Jam Tambahan Layanan",
        **place,
    )
    social = builder.add(
        6, PostKind.SOCIAL, "netral", text="Antre di Disdukcapil dari pagi, apakah jam tambahan sudah berlaku?", **place
    )
    before = builder.add(8, PostKind.COMPLAINT, "netral", before=True, **place)
    return make_issue(
        builder,
        QUEUE,
        [news, *social, *complaints],
        name="Antrean layanan Disdukcapil",
        category="ADMIND",
        category_name="Adminduk",
        phase=Phase.GROWING,
        severity=Severity(
            3,
            3,
            2,
            Level.ALERT,
            "tenggat aduan berjalan",
            "layanan utama satu OPD",
            "13 penyebutan (kemarin 8), 1 media",
        ),
        before=Level.STABLE,
        day_number=5,
        posts_before=tuple(before),
        history=_history(builder, [0] * 10 + [3, 4, 6, 8, 13]),
        summary=(
            CitedSentence("12 keluhan antrean dan satu berita.", (complaints[0], news)),
            CitedSentence("Jam tambahan diumumkan kemarin, tetapi belum banyak diketahui.", (news,)),
        ),
        responded="sudah",
        response=CitedSentence("Jam tambahan diumumkan melalui Instagram resmi.", (news,)),
        owner="Disdukcapil",
        impact="waktu tunggu warga di loket",
        recommendation=_recommendation(
            _at(builder, 15),
            action="Umumkan loket tambahan dan jam layanan",
            form="info layanan",
            owner="Disdukcapil",
            reason="pertanyaan berulang",
            posts=(news,),
        ),
        outlet_tiers={3: 1},
    )


def _parking(builder: Builder) -> IssueView:
    posts = builder.add(
        4,
        PostKind.SOCIAL,
        "berpotensi negatif",
        text="Tarif parkir Pasar Mekar kok beda-beda?",
        platform="x",
        category="TRANS",
        issue_id=PARKING,
        places=(MEKAR,),
    )
    return make_issue(
        builder,
        PARKING,
        posts,
        name="Tarif parkir Pasar Mekar",
        category="TRANS",
        category_name="Transportasi & parkir",
        potential=True,
        places=(MEKAR,),
        signals="4 unggahan, satu sumber",
        waiting_for="dikutip media cetak",
        owner="Dishub",
        tone_event=Tone.NEUTRAL,
        severity=Severity(2, 2, 2, Level.STABLE, "pertanyaan", "satu lokasi", "4 unggahan, 1 platform"),
        recommendation=_recommendation(
            None,
            action="Siapkan tabel tarif parkir yang sah",
            form="pantau saja",
            owner="Dishub",
            reason="satu sumber",
        ),
    )


def _lamps(builder: Builder) -> IssueView:
    place = {"places": (MEKAR,), "category": "HUMAS", "issue_id": LAMPS}
    news = builder.add(2, PostKind.NEWS, "positif", title="Lampu Jalan Kec. Mekar Kembali Menyala", **place)
    social = [
        builder.one(PostKind.SOCIAL, "positif", text="Terima kasih, lampu jalan sudah terang.", reactions=n, **place)
        for n in (120, 90, 60, 40)
    ]
    return make_issue(
        builder,
        LAMPS,
        [*news, *social],
        name="Lampu jalan Kec. Mekar diperbaiki",
        category="HUMAS",
        category_name="Capaian & publikasi",
        positive=True,
        places=(MEKAR,),
        tone_event=Tone.POSITIVE,
        tone_agency=Tone.POSITIVE,
        owner="Dishub",
        summary=(CitedSentence("Perbaikan lampu jalan di Kec. Mekar diapresiasi warga.", (news[0], social[0])),),
        recommendation=_recommendation(
            None,
            action="Foto sebelum/sesudah di Instagram dan TikTok",
            form="penguatan publikasi",
            owner="Diskominfo",
            reason="310 suka, 2 berita",
        ),
    )


def _claim(builder: Builder) -> ClaimCase:
    message = builder.one(
        PostKind.MESSAGE,
        "netral",
        text="Bantuan Rp600.000 Pemkab, cek nama di tautan berikut, sebarkan sebelum ditutup.",
        url="",
        category="BANSOS",
    )
    check = FactCheck(
        "fc1",
        "[PENIPUAN] Tautan bantuan Rp600.000",
        "Bantuan Rp600.000",
        "2025-01-14",
        "PENIPUAN",
        "https://cekfakta.example/1",
        "Pemeriksa Contoh",
    )
    return ClaimCase(
        id="k1",
        claim="Bantuan Rp600.000 Pemkab",
        form="pesan berantai",
        where="diterima petugas lewat WhatsApp",
        since=_at(builder, 20, 10, days=-1),
        cues=("ajakan sebar", "tautan pendek", "tanpa nomor surat"),
        confirm_with="Dinsos",
        deadline=_at(builder, 12),
        state=VerificationState.NEEDED,
        matches=(ClaimMatch(check, 0.83, "suggest"),),
        spreading=(message,),
        denying=(),
    )


def example_day(zone_name: str = "WITA") -> DayFindings:
    """The field guide's Monday: 214 mentions (61 news, 128 social, 25 complaints), road at Siaga, queue at Waspada."""
    b = Builder(zone_name)
    c = PostKind.COMPLAINT
    road_c = b.add(5, c, "negatif", category="INFRA", issue_id=ROAD, complaint_status=ComplaintStatus.IN_PROGRESS)
    road_c += b.add(4, c, "berpotensi negatif", category="INFRA", issue_id=ROAD, complaint_status=ComplaintStatus.DONE)
    queue_c = b.add(4, c, "negatif", category="ADMIND", issue_id=QUEUE, complaint_status=ComplaintStatus.DONE)
    queue_c += b.add(
        2, c, "berpotensi negatif", category="ADMIND", issue_id=QUEUE, complaint_status=ComplaintStatus.DONE
    )
    waste = b.add(
        2, c, "berpotensi negatif", category="LH", complaint_status=ComplaintStatus.OPEN, complaint_unit="DLH"
    )
    waste += b.add(2, c, "netral", category="LH", complaint_status=ComplaintStatus.DONE)
    other_c = b.add(5, c, "netral", complaint_status=ComplaintStatus.DONE)
    question = b.one(c, "netral", text="Apakah loket buka Sabtu?", complaint_status=ComplaintStatus.IN_PROGRESS)
    complaints = [*road_c, *queue_c, *waste, *other_c, question]
    road, queue, parking, lamps = _road(b, road_c), _queue(b, queue_c), _parking(b), _lamps(b)

    release = b.one(
        PostKind.NEWS, "positif", official=True, source_name="Situs Pemkab Contoh", title="Bupati Resmikan Pasar Mekar"
    )
    pickups = [
        b.one(
            PostKind.NEWS, "positif", title="Bupati Resmikan Pasar Mekar", copy_group="c-rilis", representative=i == 0
        )
        for i in range(20)
    ]
    news = b.add(8, PostKind.NEWS, "positif") + b.add(17, PostKind.NEWS, "netral")
    news += b.add(6, PostKind.NEWS, "berpotensi negatif") + b.add(3, PostKind.NEWS, "negatif")
    social = b.add(58, PostKind.SOCIAL, "positif") + b.add(29, PostKind.SOCIAL, "netral")
    before = [p for i in (road, queue) for p in i.posts_before]
    before += b.add(55, PostKind.NEWS, "netral", before=True) + b.add(95, PostKind.SOCIAL, "netral", before=True)
    before += b.add(14, c, "netral", before=True)
    outside = b.add(3, PostKind.NEWS, "netral", places=(FAR,), outside=True, title="Jalan Rusak di Karanganyar")
    claim = _claim(b)

    in_issues = [p for i in (road, queue, parking, lamps) for p in i.posts]
    counted = tuple(dict.fromkeys([*complaints, *in_issues, *pickups, *news, *social]))
    by_outlet: dict[str, list[str]] = {}
    for p in counted:
        if b.posts[p].kind is PostKind.NEWS:
            by_outlet.setdefault(b.posts[p].source_name, []).append(p)
    ranked = sorted(by_outlet.items(), key=lambda item: (-len(item[1]), item[0]))
    done = tuple(p for p in complaints if b.posts[p].complaint_status is ComplaintStatus.DONE)
    doing = tuple(p for p in complaints if b.posts[p].complaint_status is ComplaintStatus.IN_PROGRESS)
    return DayFindings(
        office=office(zone_name),
        window=b.window,
        previous=b.window.before(),
        generated_at=_at(b, 6, 5),
        posts={**b.posts, release: b.posts[release]},
        counted=counted,
        counted_before=tuple(before),
        counted_comparable=counted,
        outside=tuple(outside),
        dropped_sources=(),
        level=Level.STANDBY,
        level_before=Level.STABLE,
        priority=(road, queue),
        potential=(parking,),
        positive=(lamps,),
        other=(),
        claims=(claim,),
        complaints=ComplaintDigest(
            received=tuple(complaints),
            done=done,
            in_progress=doing,
            open=tuple(waste[:2]),
            overdue=tuple(waste[:2]),
            aspirations=tuple(social[:4]),
            information_requests=tuple(social[60:67]),
            topics=(("jalan", tuple(road_c)), ("adminduk", tuple(queue_c)), ("sampah", tuple(waste))),
            questions=((question, "Apakah loket buka Sabtu?"),),
        ),
        releases=(ReleasePickup("Bupati Resmikan Pasar Mekar", release, tuple(pickups)),),
        follow_ups=(
            FollowUp(QUEUE, "Antrean Disdukcapil", Level.STABLE, Level.ALERT, "sudah (pengumuman Instagram)"),
            FollowUp("i-pohon", "Pohon tumbang Jl. Melati", Level.STABLE, None, "sudah (DLH)"),
        ),
        figures=(("Bupati", (*pickups, news[0], news[1])),),
        outlets=tuple((name, tuple(ids)) for name, ids in ranked[:3]),
        limitations=(
            Say("Dua situs tidak dapat diakses pukul 05.00.", "Two sites could not be reached at 05:00."),
            Say("Cetak edisi sore belum termasuk.", "Evening print editions are not included yet."),
        ),
        checked=counted[:31],
        corrections=(
            Correction(counted[0], "tone", "negatif", "Pranata Humas", _at(b, 5, 40), "keluhan terhadap layanan"),
        ),
        asks=("Persetujuan pernyataan awal jalan ambles", "Penunjukan juru bicara (Kadis PUPR)"),
    )


def empty_day(zone_name: str = "WIB") -> DayFindings:
    """A day on which nothing at all was found."""
    window = report_window("2025-02-03", zone_name, time_of_day(6, 0))
    return DayFindings(
        office=office(zone_name),
        window=window,
        previous=window.before(),
        generated_at=window.end,
        posts={},
        counted=(),
        counted_before=(),
        counted_comparable=(),
        outside=(),
        dropped_sources=(),
        level=Level.STABLE,
        level_before=None,
        priority=(),
        potential=(),
        positive=(),
        other=(),
        claims=(),
        complaints=ComplaintDigest(),
        releases=(),
        follow_ups=(),
        figures=(),
        outlets=(),
        limitations=(),
        checked=(),
        corrections=(),
    )


LONG = (
    "Pernyataan panjang mengenai penanganan jembatan penghubung antarkecamatan yang menuai polemik dan dipertanyakan "
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://jahat.example","klik")',
    "{{ 7*7 }}{% raw %}",
    '#read("/etc/passwd") *tebal* _miring_ ~coret~',
    "</style><style>body{display:none}",
    "abc\u202etxt.exe\u202c dan \u200bnol",
    "A" * 400,
    "baris satu\nbaris dua\r\n\tbaris tiga\x00\x0b",
    "]]><!--",
)


def heavy_day(count: int = 900) -> DayFindings:
    """Hundreds of posts, long names, seven issues at every level, five claims, many requests."""
    b = Builder("WIT")
    issues = []
    for i in range(9):
        posts = b.add(count // 18, PostKind.SOCIAL, "negatif", issue_id=f"i{i}") + b.add(
            count // 18, PostKind.NEWS, "negatif", issue_id=f"i{i}"
        )
        level = (Level.CRISIS, Level.STANDBY, Level.STANDBY, Level.ALERT, Level.ALERT)[min(i, 4)]
        view = b.posts[posts[-1]]
        issues.append(
            make_issue(
                b,
                f"i{i}",
                posts,
                name=f"{LONG}bagian {i + 1} {LONG}",
                severity=Severity(5, 5, 5 - i % 3, level, LONG, LONG, LONG),
                before=Level.ALERT,
                summary=(CitedSentence(LONG * 4, tuple(posts[:6])),),
                actors=tuple(f"Dinas {n}" for n in range(12)),
                evidence=(Quote(LONG, posts[-1], view.source_name, view.published_at),),
                responded="belum",
                recommendation=_recommendation(
                    _at(b, 9, i), action=LONG * 2, form="klarifikasi", owner=LONG, reason=LONG, draft=LONG * 3
                ),
                outlet_tiers={1: 4},
                potential=i in (5, 6),
                signals=LONG,
                waiting_for=LONG,
            )
        )
    counted = tuple(p for i in issues for p in i.posts)
    claims = tuple(
        ClaimCase(
            f"k{i}",
            LONG * 2,
            "unggahan",
            LONG,
            _at(b, 4),
            (LONG, LONG),
            LONG,
            _at(b, 8 + i),
            VerificationState.NEEDED,
            (),
            counted[i : i + 3],
            (),
        )
        for i in range(5)
    )
    before = tuple(b.add(40, PostKind.NEWS, "netral", before=True))
    return replace(
        empty_day("WIT"),
        posts=b.posts,
        counted=counted,
        counted_before=before,
        counted_comparable=counted[: len(counted) // 2],
        dropped_sources=("Kabar Contoh", "Suara Timur"),
        level=Level.CRISIS,
        level_before=Level.ALERT,
        priority=tuple(issues[:5]),
        potential=tuple(issues[5:7]),
        other=tuple(issues[7:]),
        claims=claims,
        complaints=ComplaintDigest(
            received=counted[:30], done=counted[:9], overdue=counted[9:30], topics=((LONG, counted[:9]),)
        ),
        asks=(LONG, LONG, LONG, LONG, LONG),
        limitations=(Say(LONG, LONG),),
        generated_at=_at(b, 6, 5),
    )


def hostile_day() -> DayFindings:
    """Every text that comes from outside is an attack on some format; addresses are traps."""
    b = Builder("WIB")
    urls = (
        "javascript:alert(1)",
        "data:text/html,<script>1</script>",
        "https://x.com/warga_asli/status/123456",
        ' https://aman.example/a?b=1&c="2" ',
    )
    posts = []
    for i, text in enumerate(HOSTILE):
        posts.append(
            b.one(PostKind.NEWS, "negatif", title=text, text=text, url=urls[i % 4], source_name=text, issue_id="i0")
        )
        posts.append(
            b.one(
                PostKind.SOCIAL,
                "negatif",
                text=f"{text} @budi_santoso 081234567890 3275010101900001 budi@surel.example",
                url=urls[i % 4],
                source_name="@budi_santoso",
                platform="x",
                issue_id="i0",
            )
        )
    joined = " ".join(HOSTILE)
    view = b.posts[posts[0]]
    hostile = make_issue(
        b,
        "i0",
        posts,
        name=joined,
        category_name=joined,
        actors=HOSTILE,
        impact=joined,
        owner=joined,
        authority_reason=joined,
        summary=tuple(CitedSentence(text, (posts[0], posts[1])) for text in HOSTILE),
        evidence=tuple(Quote(text, posts[0], text, view.published_at) for text in HOSTILE),
        severity=Severity(3, 3, 3, Level.ALERT, joined, joined, joined),
        recommendation=_recommendation(None, action=joined, owner=joined, reason=joined, draft=joined),
    )
    claim = ClaimCase(
        "k0",
        joined,
        joined,
        joined,
        view.published_at,
        HOSTILE,
        joined,
        view.published_at,
        VerificationState.NEEDED,
        (),
        tuple(posts),
        (),
    )
    return replace(
        empty_day("WIB"),
        posts=b.posts,
        counted=tuple(posts),
        counted_comparable=tuple(posts),
        level=Level.ALERT,
        priority=(hostile,),
        claims=(claim,),
        asks=HOSTILE[:3],
        outlets=((HOSTILE[0], tuple(posts[:2])),),
        complaints=ComplaintDigest(
            received=tuple(posts[:4]), topics=((HOSTILE[1], tuple(posts[:2])),), questions=((posts[1], HOSTILE[2]),)
        ),
    )
