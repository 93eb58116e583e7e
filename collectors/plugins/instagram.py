"""Instagram: public posts with a hashtag, after Meta's App Review.

An account may ask for 30 different hashtags in 7 days, which are counted here; the service shows the last 24 hours, not
in order, without names. Source: developers.facebook.com, IG Hashtag Search, 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from collectors.feed_entries import web_address
from collectors.plugins.graph import ask_graph
from collectors.social.answers import MAX_ID, inside, listed, moment, number, text
from collectors.social.errors import option_missing
from collectors.social.quotas import Rolling
from collectors.social.visits import Visit, over_limit, visited
from kentongan.core.clock import Clock
from kentongan.core.messages import Say
from kentongan.core.posts import Engagement, PostKind, RawPost, Source
from kentongan.core.runs import FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door

SERVICE = "Instagram"
API = "https://graph.facebook.com"
HASHTAGS, SPAN = 30, timedelta(days=7)
MOST_PAGES = 2


class InstagramCollector:
    """Public posts with hashtags; all hashtags of one account belong into one source, so that they are counted.

    Options: `tagar` (with commas; else the one in the address), `pengguna` (number of the office's Instagram account), `versi` (of the interface).
    """

    kind = "instagram"
    notice = Say(
        "Tagar Instagram (keadaan per Agustus 2026). Perlu aplikasi Meta dengan App Review untuk Instagram Public "
        "Content Access dan akun profesional kantor. Batasnya 30 tagar berbeda dalam 7 hari (dihitung Kentongan), "
        "hanya 24 jam terakhir, tanpa nama akun. Nilainya kecil untuk pemantauan harian. Instansi memutuskan: apakah "
        "tujuan yang disetujui Meta mencakup pemantauan ini, dan siapa pemilik aplikasinya.",
        "Instagram hashtags (as of August 2026). Needs a Meta app with App Review for Instagram Public Content Access "
        "and a professional account of the office. Limits: 30 different hashtags in 7 days (counted by Kentongan), "
        "the last 24 hours only, no account names. Of little worth for daily monitoring. The office decides whether "
        "the purpose that Meta approved covers this, and who owns the app.",
    )

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    tags = list(
        dict.fromkeys(
            (visit.option("tagar") or tag_in(visit.source.address))
            .casefold()
            .replace("#", " ")
            .replace(",", " ")
            .split()
        )
    )
    user = visit.option("pengguna")
    if not tags:
        raise option_missing("tagar", "banjir")
    if not user:
        raise option_missing("pengguna", "17841400000000000")
    allowance = Rolling(visit.cursor, "tagar", HASHTAGS, SPAN, visit.now)
    base = f"{API}/{visit.option('versi', 'v23.0')}"
    left_out = []
    for tag in tags:
        if not allowance.use(tag):
            left_out.append(tag)
            continue
        number_of_tag = await _id_of(visit, base, user, tag)
        if number_of_tag:
            await _recent(visit, base, user, number_of_tag)
    if left_out and len(left_out) == len(tags):
        raise over_limit(SERVICE, allowance.free_at(), visit.source)
    if left_out:
        visit.partial = True
        named = ", ".join(left_out[:5])
        visit.notes.insert(
            0,
            Say(
                f"Batas 30 tagar dalam 7 hari tercapai; belum dibaca: {named}.",
                f"The limit of 30 hashtags in 7 days is reached; not read: {named}.",
            ),
        )


def tag_in(address: str) -> str:
    """The hashtag in `https://www.instagram.com/explore/tags/<tag>/`; "" where there is none."""
    try:
        _, found, tag = urlsplit(address).path.partition("/explore/tags/")
    except ValueError:
        return ""
    return tag.strip("/") if found else ""


async def _id_of(visit: Visit, base: str, user: str, tag: str) -> str:
    """The hashtag's number, asked for once."""
    known = inside(visit.cursor, "nomor")
    if found := text(known.get(tag), 50):
        return found
    answer = await ask_graph(
        visit, f"{base}/ig_hashtag_search?{urlencode({'user_id': user, 'q': tag})}", "instagram", SERVICE
    )
    found = next((text(one.get("id"), 50) for one in listed(answer.get("data"))), "")
    if found.isdecimal():
        visit.cursor["nomor"] = {**known, tag: found}
        return found
    return ""


async def _recent(visit: Visit, base: str, user: str, tag: str) -> None:
    query = {
        "user_id": user,
        "fields": "id,caption,permalink,timestamp,like_count,comments_count",
        "limit": "50",
    }
    for left in reversed(range(MOST_PAGES)):
        answer = await ask_graph(visit, f"{base}/{tag}/recent_media?{urlencode(query)}", "instagram", SERVICE)
        for item in listed(answer.get("data")):
            if item.get("caption"):
                visit.add(_post(item, visit))
        after = text(inside(answer, "paging", "cursors").get("after"), 1_000)
        if not after or not answer.get("data"):
            return
        query["after"] = after
        if not left:
            visit.partial = True


def _post(item: Mapping[str, Any], visit: Visit) -> RawPost:
    dated = moment(item.get("timestamp"), visit.now)
    return RawPost(
        external_id=text(item.get("id"), MAX_ID),
        url=web_address(text(item.get("permalink"), 2_000), "https://www.instagram.com/"),
        text=text(item.get("caption")).strip(),
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=text(item.get("timestamp"), 100),
        kind=PostKind.SOCIAL,
        platform=SERVICE,
        official=visit.source.official,
        engagement=Engagement(likes=number(item.get("like_count")), comments=number(item.get("comments_count"))),
    )
