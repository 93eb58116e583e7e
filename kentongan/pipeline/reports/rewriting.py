"""Issue summaries shortened by a language model, where the office has switched one on; else nothing happens here.

Any endpoint of OpenAI's chat-completion form will do (Ollama, vLLM, llama.cpp, hosted ones). What leaves the machine is
what the report would print anyway: cleaned sentences without private persons. Each request and what became of its answer
is written to a log in the data folder; an answer that was accepted or refused is remembered, so that a report made twice is the same.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.summaries.rewriting import Verdict, judge, may_be_shown, request
from analysis.text.differences import word_changes
from kentongan.core.errors import DeliveryError
from kentongan.core.findings import CitedSentence
from kentongan.core.messages import Say
from kentongan.delivery.wire import Message, Wire
from kentongan.pipeline.reports.wire import GuardedWire
from kentongan.pipeline.workspace import Workspace
from reports.redaction import redact

if TYPE_CHECKING:
    from kentongan.core.day import DayFindings, IssueView

LOG = "model-bahasa.jsonl"
_KEPT = "model-bahasa:"
#: An endpoint that fails so often in a row is left alone for the rest of the report.
_PATIENCE = 2


@dataclass(slots=True)
class _Count:
    """How many summaries were shortened and how many answers were refused."""

    accepted: int = 0
    refused: int = 0
    failed: int = 0


def shortened(workspace: Workspace, findings: DayFindings, wire: Wire | None = None) -> DayFindings:
    """The findings with summaries a model shortened and the check let pass; the same findings where none is switched on.

    Args:
        workspace: the office's.
        findings: of the day.
        wire: carries the requests; None = the guarded way to the network.
    """
    table = workspace.settings.tables.language_model
    if not table.address:
        return findings
    wire = wire or GuardedWire(workspace, os.environ)
    count = _Count()

    def short(issue: IssueView) -> IssueView:
        verdict = _verdict(workspace, wire, issue.summary, count)
        if verdict.reason is not None:
            return issue
        before, after = (_plain(workspace, sentences) for sentences in (issue.summary, verdict.sentences))
        changes = tuple((change.kind, change.text) for change in word_changes(before, after))
        return replace(issue, summary=verdict.sentences, rewritten=changes)

    priority, potential, positive = (
        tuple(short(i) for i in issues) for issues in (findings.priority, findings.potential, findings.positive)
    )
    said = Say(
        f"Ringkasan {count.accepted} isu dipersingkat model bahasa {table.name} dan lolos pemeriksaan otomatis; "
        f"{count.refused} jawaban ditolak dan {count.failed} permintaan gagal, di sana tertulis kalimat sumber.",
        f"Summaries of {count.accepted} issues were shortened by the language model {table.name} and passed the automatic "
        f"check; {count.refused} answers were refused and {count.failed} requests failed: there stand the source sentences.",
    )
    limitations = (*findings.limitations, said)
    return replace(findings, priority=priority, potential=potential, positive=positive, limitations=limitations)


def _verdict(workspace: Workspace, wire: Wire, summary: Sequence[CitedSentence], count: _Count) -> Verdict:
    """What to print for one summary; kept answers are not asked for again."""
    own = tuple(summary)
    masked = [replace(s, text=redact(s.text, workspace.office.official_accounts)) for s in own]
    if not may_be_shown(masked):
        return Verdict(own, Say("tidak dikirim", "not sent"))
    table, shelf = workspace.settings.tables.language_model, workspace.store.settings
    messages = request(masked)
    key = _KEPT + hashlib.sha256(json.dumps([table.address, table.name, messages]).encode()).hexdigest()[:24]
    answer = shelf.get(key)
    if not answer:
        if count.failed >= _PATIENCE:
            return Verdict(own, Say("model tidak menjawab", "the model does not answer"))
        answer = _asked(workspace, wire, messages)
        if not answer:
            count.failed += 1
            return Verdict(own, Say("model tidak menjawab", "the model does not answer"))
        shelf.put(key, answer)
    verdict = judge(masked, answer)
    if verdict.reason is None:
        count.accepted += 1
    else:
        count.refused += 1
    return verdict


def _plain(workspace: Workspace, sentences: Sequence[CitedSentence]) -> str:
    """The sentences as a report would print them, in a row."""
    return " ".join(redact(sentence.text, workspace.office.official_accounts) for sentence in sentences)


def _asked(workspace: Workspace, wire: Wire, messages: list[dict[str, str]]) -> str:
    """The model's answer; "" where there is none. Request and answer are logged either way."""
    table = workspace.settings.tables.language_model
    secret = "model" if workspace.settings.secrets(os.environ).get("model") else ""
    body = {"model": table.name, "messages": messages, "temperature": 0, "max_tokens": 400, "seed": 1}
    answer = trouble = ""
    try:
        reply = wire.post(
            Message(f"{table.address.rstrip('/')}/chat/completions", secret=secret, bearer=True, json=body)
        )
        choices = reply.data().get("choices")
        if reply.ok and isinstance(choices, list) and choices and isinstance(choices[0], dict):
            said = (choices[0].get("message") or {}).get("content")
            answer = said[:4_000] if isinstance(said, str) else ""
        trouble = "" if answer else f"HTTP {reply.status}"
    except DeliveryError as error:
        trouble = error.what.id
    line = {
        "waktu": workspace.clock.now().isoformat(),
        "alamat": table.address,
        "model": table.name,
        "dikirim": messages[1]["content"],
        "jawaban": answer,
        "gangguan": trouble,
    }
    workspace.data_folder.mkdir(parents=True, exist_ok=True)
    with (workspace.data_folder / LOG).open("a", encoding="utf-8", newline="\n") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")
    return answer
