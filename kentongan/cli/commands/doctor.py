"""`kentongan doctor`: what works, what does not, what to do about it."""

from __future__ import annotations

from kentongan.cli.command import Call, Command
from kentongan.core.messages import Say


def _run(call: Call) -> int:
    from kentongan.pipeline.health import Verdict, examine

    marks = {Verdict.GOOD: "✓", Verdict.WARNING: "!", Verdict.BAD: "✗"}
    checks = examine(call.config)
    for check in checks:
        line = f"{marks[check.verdict]} {check.name.to(call.screen.lang)}: {check.finding.to(call.screen.lang)}"
        call.screen.say(line if check.do is None else f"{line} → {check.do.to(call.screen.lang)}")
    bad = sum(check.verdict is Verdict.BAD for check in checks)
    warnings = sum(check.verdict is Verdict.WARNING for check in checks)
    call.screen.say(
        Say(
            f"{len(checks) - bad - warnings} baik, {warnings} perlu perhatian, {bad} bermasalah.",
            f"{len(checks) - bad - warnings} good, {warnings} to watch, {bad} broken.",
        )
    )
    return 1 if bad else 0


COMMAND = Command(
    name="doctor",
    help=Say(
        "Memeriksa apa yang berjalan, apa yang tidak, dan apa yang perlu dilakukan.",
        "Check what works, what does not, and what to do about it.",
    ),
    run=_run,
)
