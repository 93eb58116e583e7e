"""Which hosts belong to one site: the part of a name that somebody registered."""

from __future__ import annotations

from kentongan.core.urls import host_of

# Second levels under which names are registered (PANDI's under .id, and those of the neighbours' outlets).
_SECOND = frozenset("co go or ac web sch desa my biz mil net com org gov edu ponpes".split())


def site_of(url: str) -> str:
    """The registered name of an address: `tempo.co` of `rss.tempo.co`, `x.go.id` of `www.x.go.id`; "" without host.

    >>> site_of("https://rss.tempo.co/nasional"), site_of("https://diskominfo.cilacapkab.go.id/")
    ('tempo.co', 'cilacapkab.go.id')
    """
    labels = host_of(url).split(".")
    if all(label.isdigit() for label in labels):
        return ".".join(labels)
    take = 3 if len(labels) > 2 and labels[-2] in _SECOND else 2
    return ".".join(labels[-take:])
