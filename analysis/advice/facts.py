"""IssueFacts: everything the playbook may ask about an issue, filled by the pipeline from the steps before it."""

from __future__ import annotations

from dataclasses import dataclass

from kentongan.core.findings import Severity, Tone, VerificationState


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """One issue as the playbook sees it. All numbers concern the report's window.

    Args:
        name: as shown to people; category: its code; place: where, "" unknown.
        severity: USG with level after floor and ceiling.
        n24, n24_prev: distinct posts in the window and in the one before it.
        sources: independent sources: outlets and accounts, copies and the office's own releases folded away;
            sources_week: the same over the last seven days.
        media, platforms: distinct outlets and platforms.
        authority: nasional / provinsi / kab-kota / desa / instansi vertikal / belum jelas.
        ours: the matter is this office's; None = unclear.
        authority_body: who is responsible when it isn't ours, "" unknown.
        inside: inside the office's area.
        responded: "sudah", "belum" or "belum diketahui".
        question: the repeated question, at most 25 words; has_question: at least two posts ask.
        is_complaint: residents report something to be mended; complaints: how many posts do.
        positive: praise or achievement; positive toward the agency.
        minor_or_victim: a child or a victim is concerned; sara: tension over ethnicity, religion, race or group.
        harm: death, injury or danger now.
        media_wrong: an officer found a press report wrong; our_mistake: an officer confirmed a mistake of the agency;
            wrong_context: an officer found true material with a wrong time or place. The machine never sets these.
        owner: OPD in charge, "" to look it up by category.
        posts: ids of the evidence, best first.
    """

    name: str
    category: str
    severity: Severity
    verification: VerificationState = VerificationState.UNCHECKED
    n24: int = 0
    n24_prev: int = 0
    sources: int = 0
    sources_week: int = 0
    media: int = 0
    platforms: int = 0
    tone_agency: Tone = Tone.NEUTRAL
    tone_event: Tone = Tone.NEUTRAL
    authority: str = "belum jelas"
    ours: bool | None = None
    authority_body: str = ""
    inside: bool = True
    responded: str = "belum diketahui"
    has_question: bool = False
    question: str = ""
    is_complaint: bool = False
    complaints: int = 0
    positive: bool = False
    minor_or_victim: bool = False
    sara: bool = False
    harm: bool = False
    media_wrong: bool = False
    our_mistake: bool = False
    wrong_context: bool = False
    place: str = ""
    owner: str = ""
    posts: tuple[str, ...] = ()

    @property
    def known_sources(self) -> int:
        """Independent sources that are known of the issue: the week's, or the day's where only that was counted."""
        return max(self.sources, self.sources_week)

    @property
    def confirmed(self) -> bool:
        """A named person vouches for what is said: a verdict of the desk, or what only an officer can set."""
        decided = self.verification not in (
            VerificationState.UNCHECKED,
            VerificationState.NEEDED,
            VerificationState.UNDERWAY,
        )
        return decided or self.media_wrong or self.our_mistake or self.wrong_context
