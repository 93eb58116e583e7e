"""X: recent search, paid per post; never more than the office's own monthly budget.

$0.005 a post read (docs.x.com, pay per use, 2026). Users are not asked for, which would cost double. Reposts are left
out. The account counted here is the upper bound: X itself counts a post once a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from collectors.social.answers import MAX_ID, inside, listed, moment, number, read_object, text
from collectors.social.errors import bad_request, key_refused, not_granted, option_missing
from collectors.social.visits import Pause, Visit, over_limit, visited
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError, FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import Engagement, PostKind, RawPost, Source
from kentongan.core.runs import FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door, Fetched

SERVICE = "X"
API = "https://api.x.com/2/tweets/search/recent"
# In thousandths of a dollar.
PRICE = 5
LEAST, MOST = 10, 100
# Posts a visit, unless the source says otherwise.
USUAL, MOST_A_VISIT = 200, 10_000
_FIRST = timedelta(days=1)
# The service reaches back 7 days; an id from before that is refused.
_REACH = timedelta(days=6)


class XCollector:
    """Posts with these words.

    Options: `kata` (a query of X's own language; else the one in the address) and `anggaran` (US dollars a month, needed: "5"); `maksimum` (posts a
    visit), `bahasa` ("in", X's code for Indonesian, unless given; "semua" for all).
    """

    kind = "x"
    notice = Say(
        "Pencarian X (keadaan per November 2026). Berbayar: USD 0,005 per unggahan yang dibaca; 1.000 unggahan sehari "
        "berarti sekitar USD 5 sehari. Kentongan berhenti pada anggaran bulanan yang ditetapkan. Aturan X membatasi "
        "pemakaian oleh pemerintah: pengawasan dilarang, pandangan politik, agama, atau suku penulis tidak boleh "
        "disimpulkan, identitas tidak boleh dicocokkan dengan data lain, dan yang dihapus di X harus dihapus juga. "
        "Pemantauan langsung oleh pemerintah dilaporkan memerlukan persetujuan tertulis X. Instansi memutuskan, "
        "bersama bagian hukum: apakah tujuannya diizinkan, siapa yang menyetujui, dan berapa anggarannya.",
        "X search (as of November 2026). Paid: USD 0.005 a post read; 1,000 posts a day are about USD 5 a day. "
        "Kentongan stops at the monthly budget that is set. X's rules restrict use by governments: no surveillance, "
        "no inferring of political views, religion or ethnicity, no matching of identities with other data, and what "
        "is deleted on X must be deleted here. Live monitoring by governments reportedly needs X's written approval. "
        "The office decides with its legal bureau whether its purpose is allowed, who approves it, and the budget.",
    )

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    words, budget = visit.words(), thousandths(visit.option("anggaran"))
    if not words:
        raise option_missing("kata", "banjir samarinda")
    if not budget:
        raise option_missing("anggaran", "5")
    account = _Account(visit, budget)
    language = visit.option("bahasa", "in")
    query = {
        "query": " ".join(filter(None, (words, "" if language == "semua" else f"lang:{language}", "-is:retweet"))),
        "tweet.fields": "created_at,lang,public_metrics,author_id,note_tweet,edit_history_tweet_ids",
        **_since(visit),
    }
    left = visit.share("maksimum", MOST_A_VISIT) if visit.option("maksimum") else USUAL
    newest, page = text(visit.cursor.get("terbaru"), 30), ""
    while left > 0:
        most = min(MOST, max(LEAST, left), account.affordable())
        if most < LEAST:
            raise account.spent()
        fields = query | {"max_results": str(most)} | ({"next_token": page} if page else {})
        answer = await _ask(visit, fields)
        tweets = listed(answer.get("data"))
        account.pay(len(tweets))
        for tweet in tweets:
            visit.add(_post(tweet, visit))
            newest = max(newest, text(tweet.get("id"), 30), key=lambda one: (len(one), one))
        left -= max(1, len(tweets))
        page = text(inside(answer, "meta").get("next_token"), 500)
        if not page:
            break
    if newest:
        visit.cursor |= {"terbaru": newest, "pada": visit.now.isoformat()}
    if page:
        visit.partial = True
        visit.notes.insert(
            0,
            Say(
                "Hasil pencarian lebih banyak daripada batas per kunjungan; yang lebih lama tidak dibeli.",
                "There was more than the limit per visit; the older posts were not bought.",
            ),
        )
    visit.notes.append(account.bill())


def thousandths(dollars: str) -> int:
    """An amount like "5", "2.50" or "2,50" in thousandths; 0 for anything else."""
    whole, _, rest = dollars.strip().replace(",", ".").partition(".")
    if not whole.isdecimal() or (rest and not rest.isdecimal()) or len(whole) > 6:
        return 0
    return int(whole) * 1_000 + int((rest + "000")[:3])


class _Account:
    """What was spent this month (UTC, as X bills), kept in the cursor."""

    def __init__(self, visit: Visit, budget: int) -> None:
        self._visit, self._budget = visit, budget
        self._month = f"{visit.now.astimezone(UTC):%Y-%m}"
        held = inside(visit.cursor, "biaya")
        self._spent = (number(held.get("seperseribu")) or 0) if held.get("bulan") == self._month else 0

    def affordable(self) -> int:
        """Posts that the rest of the budget pays for."""
        return max(0, self._budget - self._spent) // PRICE

    def pay(self, posts: int) -> None:
        """Count posts that were read."""
        self._spent += posts * PRICE
        self._visit.cursor["biaya"] = {"bulan": self._month, "seperseribu": self._spent}

    def spent(self) -> Pause:
        """The budget is used up until the first of next month."""
        now = self._visit.now.astimezone(UTC)
        first = (now.replace(day=1) + timedelta(days=32)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return over_limit("anggaran X", first, self._visit.source)

    def bill(self) -> Say:
        """What the month has cost so far, at most."""
        spent, budget = f"{self._spent / 1000:.2f}", f"{self._budget / 1000:.2f}"
        return Say(
            f"Perkiraan biaya X bulan ini: USD {spent.replace('.', ',')} dari {budget.replace('.', ',')}.",
            f"Estimated cost of X this month: USD {spent} of {budget}.",
        )


def _since(visit: Visit) -> dict[str, str]:
    """From the last post on; where that is too long ago, from a moment."""
    last, newest = moment(visit.cursor.get("pada"), visit.now).at, text(visit.cursor.get("terbaru"), 30)
    if newest.isdecimal() and last and visit.now - last < _REACH:
        return {"since_id": newest}
    start = visit.now - (_REACH if last else _FIRST)
    return {"start_time": f"{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}


async def _ask(visit: Visit, query: Mapping[str, str]) -> Mapping[str, Any]:
    from collectors.door.fetch import Key

    fetched = await visit.door.get(
        f"{API}?{urlencode(query)}",
        accept="application/json",
        key=Key("x", header="Authorization", scheme="Bearer "),
        also=(400, 401, 402, 403, 429),
    )
    if fetched.status == 200:
        return read_object(fetched.body, SERVICE)
    raise _refusal(fetched, visit)


def _refusal(fetched: Fetched, visit: Visit) -> CollectError | Pause:
    body: Mapping[str, Any] = {}
    with suppress(FormatError):
        body = read_object(fetched.body, SERVICE)
    said = text(body.get("detail"), 300) or next((text(e.get("message"), 300) for e in listed(body.get("errors"))), "")
    if fetched.status == 429:
        reset = number(fetched.headers.get("x-rate-limit-reset", "").strip()) or 0
        named = datetime.fromtimestamp(reset, UTC) if 0 < reset < 10**11 else visit.now
        until = min(max(named, visit.now + timedelta(minutes=1)), visit.now + timedelta(days=1))
        return over_limit(SERVICE, until, visit.source)
    if fetched.status == 401:
        return key_refused(SERVICE, "x")
    if fetched.status == 402:
        return not_granted(SERVICE, Say("Isi saldo akun pengembang X.", "Top up the X developer account."))
    if fetched.status == 403:
        return not_granted(
            SERVICE,
            Say(
                "Daftarkan aplikasi pada proyek X yang memuat pencarian, atau minta persetujuan X.",
                "Enrol the app in an X project with search, or ask X for approval.",
            ),
        )
    return bad_request(SERVICE, said or text(body.get("title"), 100) or f"HTTP {fetched.status}")


def _post(tweet: Mapping[str, Any], visit: Visit) -> RawPost:
    """A post; an edited one has a new number and keeps its first one as its id."""
    own, history = text(tweet.get("id"), MAX_ID), tweet.get("edit_history_tweet_ids")
    first = text(history[0], MAX_ID) if isinstance(history, list) and history else ""
    counts = inside(tweet, "public_metrics")
    shared = [n for n in (number(counts.get("retweet_count")), number(counts.get("quote_count"))) if n is not None]
    dated = moment(tweet.get("created_at"), visit.now)
    return RawPost(
        external_id=first or own,
        url=f"https://x.com/_/status/{own}" if own.isdecimal() else "",
        text=(text(inside(tweet, "note_tweet").get("text")) or text(tweet.get("text"))).strip(),
        author=text(tweet.get("author_id"), 100),
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=text(tweet.get("created_at"), 100),
        kind=PostKind.SOCIAL,
        platform=SERVICE,
        official=visit.source.official,
        engagement=Engagement(
            likes=number(counts.get("like_count")),
            shares=sum(shared) if shared else None,
            comments=number(counts.get("reply_count")),
            views=number(counts.get("impression_count")),
        ),
    )
