"""Annex C, Metode dan Kamus Kata: how every number is made, in plain words, with the thresholds used."""

from __future__ import annotations

from reports.blocks import Column, Paragraph, Points, Section, Span, Table, Text
from reports.context import Context, cell, line


def section(ctx: Context, number: str) -> Section:
    """Method as short paragraphs; glossary as a table."""
    title = ctx.t("Lampiran C. Metode dan Kamus Kata", "Annex C. Method and Glossary")
    columns = (Column(ctx.t("Istilah", "Term"), 1.0), Column(ctx.t("Arti", "Meaning"), 3.2))
    glossary = tuple(((Span(term, strong=True),), cell(meaning)) for term, meaning in _glossary(ctx))
    lead = Paragraph((Span(ctx.t("Kamus kata", "Glossary"), strong=True),))
    return Section(
        "lampiran-c", number, title, (Points(method(ctx)), lead, Table(columns, glossary, key="kamus")), annex=True
    )


def method(ctx: Context) -> tuple[Text, ...]:
    """How the numbers come about (field guide 8 and 9)."""
    office = ctx.day.office
    lines = (*_COUNTING, *_rating(ctx.n(office.min_burst), ctx.n(office.min_ratio)))
    return tuple(
        line(Span(ctx.t(f"{name}: ", f"{name_en}: "), strong=True), ctx.t(text, text_en))
        for name, text, name_en, text_en in lines
    )


# Name and text, Indonesian and English.
_COUNTING = (
    (
        "Penyebutan",
        "setiap berita, unggahan, komentar, atau aduan publik yang membahas instansi atau wilayah dalam "
        "rentang pantauan. Salinan naskah yang sama "
        "dihitung sebagai penyebutan, tetapi hanya satu naskah. Penyebutan tentang wilayah lain tidak "
        "dihitung dan hanya dicantumkan di Lampiran A.",
        "Mentions",
        "each public news item, post, comment or complaint about the agency or the area within the window. "
        "Copies of one text are mentions "
        "but only one text. Mentions of other regions are not counted; they are listed in annex A only.",
    ),
    (
        "Perubahan",
        "dibandingkan dengan 24 jam sebelumnya, hanya dari sumber yang terpantau pada kedua hari; “baru” "
        "bila sebelumnya tidak ada.",
        "Change",
        "against the 24 hours before, from sources read on both days only; “new” when there was nothing before.",
    ),
    (
        "Nada",
        "nada terhadap instansi, bukan nada peristiwa. Urutan cetak: negatif, berpotensi negatif, lalu "
        "positif atau netral. Isi menentukan; bila judul "
        "dan isi berbeda, hal itu ditandai. Persentase dibulatkan sehingga jumlahnya tepat 100.",
        "Tone",
        "the tone toward the agency, not of the event. Precedence: negative, potentially negative, then "
        "positive or neutral. The body decides; "
        "a headline that differs is marked. Percentages are rounded so that they add up to 100.",
    ),
    (
        "Indeks sentimen",
        "(positif − negatif) ÷ semua penyebutan, dari −1 sampai 1.",
        "Sentiment index",
        "(positive − negative) ÷ all mentions, from −1 to 1.",
    ),
)


def _rating(burst: str, ratio: str) -> tuple[tuple[str, str, str, str], ...]:
    """How issues are rated, with the office's own minimums."""
    return (
        (
            "USG",
            "jumlah kemendesakan (U), keseriusan (S), dan pertumbuhan (G), masing-masing 1–5. 3–6 Stabil, 7–9 "
            "Waspada, 10–12 Siaga, 13–15 Krisis. "
            "Korban jiwa atau luka, keracunan massal, dan kekerasan SARA paling rendah Siaga; kabar satu sumber "
            "yang belum terverifikasi paling tinggi Waspada.",
            "USG",
            "the sum of urgency (U), seriousness (S) and growth (G), 1–5 each. 3–6 stable, 7–9 alert, 10–12 "
            "standby, 13–15 crisis. Death or injury, "
            "mass poisoning and SARA violence: at least standby; an unverified single-source rumour: at most alert.",
        ),
        (
            "Pertumbuhan (G)",
            f"G5: sedikitnya 5 kali kebiasaan enam jam dan {burst} penyebutan, atau media nasional, ajakan aksi, "
            "salinan terkoordinasi. G4: naik 3 kali "
            f"dengan sedikitnya {ratio} penyebutan dan 3 media atau 3 platform. G3: naik 2 kali atau 3 media. G1: "
            "paling banyak 3 penyebutan dari satu "
            "media. Selain itu G2.",
            "Growth (G)",
            f"G5: at least 5 times the usual six hours and {burst} mentions, or national media, a call for "
            "action, coordinated copies. G4: 3 "
            f"times with at least {ratio} mentions and 3 outlets or platforms. G3: 2 times, or 3 outlets. G1: at "
            "most 3 mentions of one outlet. Else G2.",
        ),
        (
            "Perlu verifikasi",
            "tanda pada kalimat atau bentuk pesan, bukan penetapan. Penetapan hoaks memerlukan bukti serta dua "
            "petugas yang disebut namanya.",
            "To verify",
            "signs in wording or form, not a verdict. A verdict needs evidence and two named officers.",
        ),
        (
            "Perlindungan data",
            "akun warga tidak ditampilkan; NIK, nomor telepon, dan surel disamarkan. Yang dipantau adalah isu, "
            "bukan orang.",
            "Data protection",
            "citizens' accounts are not shown; identity numbers, phone numbers and e-mail addresses are masked. "
            "Issues are watched, not people.",
        ),
    )


def _glossary(ctx: Context) -> tuple[tuple[str, str], ...]:
    return (
        (
            ctx.t("Stabil", "Stable"),
            ctx.t("dicatat; dipantau sampai laporan berikut", "logged; watched until the next report"),
        ),
        (
            ctx.t("Waspada", "Alert"),
            ctx.t(
                "dapat membesar; data dan bahan jawaban disiapkan pada hari yang sama",
                "may grow; data and answers are prepared the same day",
            ),
        ),
        (
            ctx.t("Siaga", "Standby"),
            ctx.t(
                "diperdebatkan publik atau diliput media; pernyataan awal paling lambat 3 jam",
                "public debate or media interest; first statement within 3 hours",
            ),
        ),
        (
            ctx.t("Krisis", "Crisis"),
            ctx.t(
                "reputasi atau keselamatan dipertaruhkan; pernyataan awal 15–60 menit, juru bicara tunggal",
                "reputation or safety at stake; statement in 15–60 minutes, single spokesperson",
            ),
        ),
        (
            ctx.t("Berpotensi negatif", "Potentially negative"),
            ctx.t(
                "belum negatif, tetapi mengandung keraguan, pertanyaan, atau keresahan",
                "not negative yet, but doubtful, questioning or uneasy",
            ),
        ),
        (
            ctx.t("Naskah berbeda", "Distinct texts"),
            ctx.t("banyaknya teks setelah salinan digabung", "number of texts after copies are folded"),
        ),
        (
            ctx.t("Pemuatan", "Pickup"),
            ctx.t("siaran pers instansi yang dimuat media", "an own release carried by a medium"),
        ),
        (ctx.t("Tingkat media", "Tier"), ctx.t("nasional, regional, atau lokal", "national, regional or local")),
        (
            ctx.t("Kewenangan", "Authority"),
            ctx.t(
                "pihak yang berwenang menurut pembagian urusan: desa, kabupaten/kota, provinsi, nasional, atau "
                "instansi vertikal",
                "who is responsible: village, regency/city, province, nation or a vertical body",
            ),
        ),
        (ctx.t("Nihil", "None"), ctx.t("tidak ada", "nothing was found")),
        (
            ctx.t("Dalam pendataan", "Being established"),
            ctx.t("belum diketahui dan sedang dikumpulkan", "not known yet"),
        ),
    )
