"""`kentongan explain`: how one text is read, and which words decided."""

from __future__ import annotations

import sys

import click

from kentongan.cli.command import Call, Command, parameter
from kentongan.core.errors import UsageError
from kentongan.core.messages import Lang, Say


def _run(call: Call, text: str, kind: str) -> None:
    text = sys.stdin.read() if text == "-" else text
    if not text.strip():
        raise UsageError(
            Say("Tidak ada teks yang dibaca.", "There is no text to read."),
            Say(
                "Tulis teksnya dalam tanda kutip, atau - untuk teks tempelan.", "Write it in quotes, or - to paste it."
            ),
        )
    from analysis.text.language import detect
    from analysis.tone.reasons import RULES, tone_reasons
    from kentongan.pipeline.analysing.annotating import annotating_office
    from reports.wording import BUCKET_NAMES as TONES
    from reports.wording import number, signed

    annotating_office(call.config)  # wrong settings are told before half an answer
    found = tone_reasons(text, kind)
    codes, _ = detect([text])
    doubt = Say(" (ragu)", " (in doubt)") if found.unsure else Say("", "")
    tone, agency, lang = TONES[found.tone], TONES[found.agency], call.screen.lang
    score = number(found.score, lang, 2)
    call.screen.say(Say(f"Nada: {tone.id} {score}{doubt.id}", f"Tone: {tone.en} {score}{doubt.en}"))
    call.screen.say(Say(f"Nada terhadap instansi: {agency.id}", f"Tone toward the agency: {agency.en}"))
    if found.potential:
        call.screen.say(Say("Berpotensi negatif: ya", "May turn negative: yes"))
    _say_category(call, text, kind)
    _say_flag(call, text, kind)
    call.screen.say(Say(f"Bahasa: {_language(codes[0], 'id')}", f"Language: {_language(codes[0], 'en')}"))
    if found.words:
        call.screen.say(Say(f"Kata yang menentukan nada {tone.id}:", f"Words that decided the tone {tone.en}:"))
    for reason in found.words:
        side = Say("mendukung", "for") if reason.pull > 0 else Say("melawan", "against")
        line = f"  {signed(reason.pull, lang, 2)}  {reason.word}"
        call.screen.say(Say(f"{line} ({side.id})", f"{line} ({side.en})"))
    for name in found.rules:
        call.screen.say(Say(f"  {RULES[name].id}", f"  {RULES[name].en}"))


def _language(code: str, lang: Lang) -> str:
    """A language by its name, with the code that `correct` takes."""
    from kentongan.pipeline.search.searching import LANGUAGES

    name = LANGUAGES["mix" if code == "mixed" else code][1].to(lang) if code in {*LANGUAGES, "mixed"} else ""
    return f"{name} ({code})" if name and len(code) == 3 else name or code


def _say_flag(call: Call, text: str, kind: str) -> None:
    from analysis.claims.verification import claim_words, verification_columns
    from analysis.frame import posts_frame

    post = {"id": "1", "kind": kind, **({"title": text} if kind == "news" else {"text": text})}
    if not verification_columns(posts_frame([post]))["needs_verification"].iloc[0]:
        return
    words = ", ".join(claim_words([text]))
    told = f" ({words})" if words else ""
    call.screen.say(Say(f"Perlu verifikasi: ya{told}", f"To be verified: yes{told}"))


def _say_category(call: Call, text: str, kind: str) -> None:
    from analysis.categories.reading import CategoryJudge, category_name
    from kentongan.pipeline.analysing.annotating import annotating_office

    office = annotating_office(call.config)
    judged = CategoryJudge(office.profile, office.own_categories).judge(*((text, "") if kind == "news" else ("", text)))
    name = category_name(judged.code, office.profile, office.own_categories)
    doubt = Say(" (ragu)", " (in doubt)") if judged.unsure else Say("", "")
    words = f": {', '.join(judged.why[:6])}" if judged.code else ""
    call.screen.say(Say(f"Kategori: {name}{doubt.id}{words}", f"Category: {name}{doubt.en}{words}"))


COMMAND = Command(
    name="explain",
    help=Say(
        "Bagaimana satu teks dibaca, dan kata mana yang menentukan nadanya.",
        "How one text is read, and which words decided its tone.",
    ),
    run=_run,
    parameters=(
        parameter(
            "text",
            help=Say(
                "Teks unggahan, dalam tanda kutip; - untuk teks tempelan.",
                "The text of a post, in quotes; - for pasted text.",
            ),
        ),
        parameter(
            "--kind",
            help=Say("Jenis unggahan.", "Kind of post."),
            type=click.Choice(["social", "news", "complaint", "message", "comment"]),
            default="social",
        ),
    ),
    example='kentongan explain "lampu jalan mati dua bulan, kapan diperbaiki?"',
)
