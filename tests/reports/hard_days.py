"""Days at the edges: nothing at all, far too much, and texts that attack."""

from __future__ import annotations

from dataclasses import replace
from datetime import time as time_of_day

from day_parts import Builder, make_issue, moment, office, recommendation

from kentongan.core.clock import report_window
from kentongan.core.day import (
    ClaimCase,
    ComplaintDigest,
    DayFindings,
)
from kentongan.core.findings import (
    CitedSentence,
    Level,
    Quote,
    Severity,
    VerificationState,
)
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind


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
                recommendation=recommendation(
                    moment(b, 9, i), action=LONG * 2, form="klarifikasi", owner=LONG, reason=LONG, draft=LONG * 3
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
            moment(b, 4),
            (LONG, LONG),
            LONG,
            moment(b, 8 + i),
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
        generated_at=moment(b, 6, 5),
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
        recommendation=recommendation(None, action=joined, owner=joined, reason=joined, draft=joined),
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
