"""Officers' decisions about issues, read into constraints that hold in every run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kentongan.core.findings import Correction, KnownIssue


@dataclass(slots=True)
class Edits:
    """The constraints.

    Args:
        merged: issue → the issue that a person merged it into.
        parted: pairs of issues that a person said are not the same.
        banned: (post, issue) that a person said do not belong together.
        moved: post → issue that a person put it into ("" = into none).
        split_off: (posts, issue they left).
        fields: issue → its fields that a person set, with the person's name.
    """

    merged: dict[str, str] = field(default_factory=dict)
    parted: set[frozenset[str]] = field(default_factory=set)
    banned: set[tuple[str, str]] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    split_off: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    fields: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def apart(self, one: str, other: str, issues: Mapping[str, KnownIssue]) -> bool:
        """May these two never merge?"""
        return frozenset((one, other)) in self.parted or other in issues[one].apart or one in issues[other].apart

    def restored(self, issues: Mapping[str, KnownIssue]) -> Iterator[tuple[str, str]]:
        """(survivor, issue) merges of the machine that a person took back."""
        for issue in issues.values():
            if issue.merged_into and frozenset((issue.id, issue.merged_into)) in self.parted:
                yield issue.merged_into, issue.id

    def applied(self, issue: KnownIssue) -> KnownIssue:
        """The issue with what a person set."""
        partners = {other for pair in self.parted if issue.id in pair for other in pair - {issue.id}}
        if not partners <= {*issue.apart}:
            issue = replace(issue, apart=tuple(sorted({*issue.apart, *partners})))
        for name, (value, by) in self.fields.get(issue.id, {}).items():
            if name == "name":
                issue = replace(issue, name=value, named_by=by)
            elif name == "category":
                issue = replace(issue, category=value)
            else:
                issue = replace(issue, owner=value)
        return issue


def read_corrections(corrections: Sequence[Correction]) -> Edits:
    """All decisions in the order of their time; a later one outranks an earlier one."""
    edits = Edits()
    for one in sorted(corrections, key=lambda c: (c.at, c.subject, c.field_name, c.value)):
        subject, value = one.subject.strip(), one.value.strip()
        if one.field_name == "merge" and value and value != subject:
            edits.merged.pop(value, None)
            edits.merged[subject] = value
            edits.parted.discard(frozenset((subject, value)))
        elif one.field_name == "not_same" and value:
            if subject.startswith("i-"):
                edits.parted.add(frozenset((subject, value)))
                _unmerge(edits, subject, value)
            else:
                edits.banned.add((subject, value))
        elif one.field_name == "split":
            ids = tuple(sorted(set(value.replace(",", " ").split())))
            if ids:
                edits.split_off.append((ids, subject))
        elif one.field_name == "issue":
            edits.moved[subject] = value
        elif one.field_name in ("name", "category", "owner") and value:
            edits.fields.setdefault(subject, {})[one.field_name] = (value, one.by)
    return edits


def _unmerge(edits: Edits, one: str, other: str) -> None:
    for gone, into in ((one, other), (other, one)):
        if edits.merged.get(gone) == into:
            del edits.merged[gone]
