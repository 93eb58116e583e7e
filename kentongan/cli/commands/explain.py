"""`kentongan explain`: how one text is read, and which words decided."""

from __future__ import annotations

import click

from kentongan.cli.command import Call, Command, parameter
from kentongan.core.messages import Say


def _run(call: Call, text: str, kind: str) -> None:
    from analysis.text.language import detect
    from analysis.tone.reasons import RULES, tone_reasons

    found = tone_reasons(text, kind)
    codes, _ = detect([text])
    doubt = Say(" (ragu)", " (in doubt)") if found.unsure else Say("", "")
    head = f"{found.tone} {found.score:.2f}"
    call.screen.say(Say(f"Nada: {head}{doubt.id}", f"Tone: {head}{doubt.en}"))
    call.screen.say(Say(f"Nada terhadap instansi: {found.agency}", f"Tone toward the agency: {found.agency}"))
    if found.potential:
        call.screen.say(Say("Berpotensi negatif: ya", "May turn negative: yes"))
    _say_category(call, text, kind)
    _say_flag(call, text, kind)
    call.screen.say(Say(f"Bahasa: {codes[0]}", f"Language: {codes[0]}"))
    for reason in found.words:
        side = Say("mendukung", "for") if reason.pull > 0 else Say("melawan", "against")
        line = f"  {reason.pull:+.2f}  {reason.word}"
        call.screen.say(Say(f"{line} ({side.id})", f"{line} ({side.en})"))
    for name in found.rules:
        call.screen.say(Say(f"  {RULES[name].id}", f"  {RULES[name].en}"))


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
        parameter("text", help=Say("Teks unggahan, dalam tanda kutip.", "The text of a post, in quotes.")),
        parameter(
            "--kind",
            help=Say("Jenis unggahan.", "Kind of post."),
            type=click.Choice(["social", "news", "complaint", "message", "comment"]),
            default="social",
        ),
    ),
    example='kentongan explain "lampu jalan mati dua bulan, kapan diperbaiki?"',
)
