"""Days to make reports of: the field guide's example (its numbers add up), an empty, a heavy and a hostile one.

Outlets, places and people are invented; addresses end in `.example`. Tests reach it through the fixture `days`.
"""

from __future__ import annotations

from day_parts import (
    FAR,
    LAMPS,
    MEKAR,
    OUTLETS,
    PARKING,
    QUEUE,
    ROAD,
    SUKAMAJU,
    Builder,
    history_of,
    make_issue,
    moment,
    office,
    recommendation,
)
from hard_days import empty_day, heavy_day, hostile_day

from kentongan.core.day import (
    AreaCount,
    ClaimCase,
    ComplaintDigest,
    DayFindings,
    FollowUp,
    IssueView,
    ReleasePickup,
)
from kentongan.core.findings import (
    CitedSentence,
    ClaimMatch,
    Correction,
    FactCheck,
    Level,
    Phase,
    Quote,
    Severity,
    Tone,
    VerificationState,
)
from kentongan.core.messages import Say
from kentongan.core.posts import ComplaintStatus, PostKind


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
        history=history_of(builder, [0] * 13 + [9, 40]),
        texts=31,
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
        recommendation=recommendation(
            moment(builder, 10),
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
        history=history_of(builder, [0] * 10 + [3, 4, 6, 8, 13]),
        summary=(
            CitedSentence("12 keluhan antrean dan satu berita.", (complaints[0], news)),
            CitedSentence("Jam tambahan diumumkan kemarin, tetapi belum banyak diketahui.", (news,)),
        ),
        responded="sudah",
        response=CitedSentence("Jam tambahan diumumkan melalui Instagram resmi.", (news,)),
        owner="Disdukcapil",
        impact="waktu tunggu warga di loket",
        recommendation=recommendation(
            moment(builder, 15),
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
        recommendation=recommendation(
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
        recommendation=recommendation(
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
        since=moment(builder, 20, 10, days=-1),
        cues=("ajakan sebar", "tautan pendek", "tanpa nomor surat"),
        confirm_with="Dinsos",
        deadline=moment(builder, 12),
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
        generated_at=moment(b, 6, 5),
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
            Correction(counted[0], "tone", "negatif", "Pranata Humas", moment(b, 5, 40), "keluhan terhadap layanan"),
        ),
        areas=(
            AreaCount(SUKAMAJU.code, SUKAMAJU.name, road.posts, road.posts_before),
            AreaCount(MEKAR.code, MEKAR.name, (*queue.posts, *parking.posts, *lamps.posts), queue.posts_before),
        ),
        asks=("Persetujuan pernyataan awal jalan ambles", "Penunjukan juru bicara (Kadis PUPR)"),
    )


__all__ = ["empty_day", "example_day", "heavy_day", "hostile_day"]
