"""Texts to sparse term counts, fast: what copies, stories, issues and names are computed from.

A headline counts twice and a body with its first 500 characters, because the event stands at the top of a news item
(the inverted pyramid) and the rest of an article is background that it shares with other events. Links, account names
and "RT" are dropped, #JalanRusak becomes two words, "banjiiir" becomes "banjir", stop words go. Words are folded to
their Indonesian stem. Everything that depends on a word alone is computed once per distinct word and not once per
occurrence; that is where the speed comes from.

Terms are hashed (the "hashing trick", Weinberger et al. 2009), so a partition needs no shared vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import Stemmer

from analysis.speed.parallel import spread
from analysis.stories.kinds import ARTICLE, POST, document_frequencies, kinds_of
from analysis.text.word_set import word_set
from analysis.text.word_slices import Slices, hash_slices, word_slices

BUCKET_BITS = 22
"""Terms are hashed into 2^22 buckets: with half a million words a rare word meets another in one pair of texts of
some twenty thousand."""

LEAD_CHARS = 500
PSEUDO_TEXTS = 1_000
"""How many texts of general Indonesian the posts at hand are weighed against when a word's rarity is judged."""

UNSEEN = 2e-5
"""Share of general texts that contain a word which the background table does not know."""

CHUNK = 20_000

_END = "\0"
# Each begins with plain characters, which the regular expression engine looks for ten times faster than for \b or \w.
_NOISE = tuple(
    re.compile(pattern) for pattern in (r"https?://[^\s\0]+", r"www\.[^\s\0]+", r"@\w+", r"RT(?<=\bRT)\b", r"&\w{2,6};")
)
_DOMAIN = re.compile(r"\.(?:com|co\.id|id|net)\b")
_LAST_WORD = re.compile(r"\w+\Z")
_LONGEST_NAME = 64
_HASHTAG = re.compile(r"#(\w+)")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TOKEN = re.compile(r"[^\W_]+")
_REPEAT = re.compile(r"([^\W\d_])\1{2,}")

STOP_WORDS: frozenset[str] = word_set(
    """
ada adalah adanya agar akan aku anda antara apa apabila apakah atas atau bagai bagaimana bagi bahkan bahwa baik banyak
baru bagian banget beberapa begini begitu belum berada berbagai berikut bersama bila bisa boleh buat bukan cukup cuma
dalam dan dapat dari daripada dengan demi demikian depan di dia diri dirinya dong dua dulu engga gak ga gue guna hal
hanya harus hari hingga ia ialah ikut ini itu jadi jangan jika juga jelas kalau kali kamu kami kan karena kata katanya
ke kemudian kembali kepada ketika khusus kini kita klo kok lagi lah lain lainnya lalu lama lebih lewat lo loh luar lu
maka makin mana masih masing maupun melakukan melalui memang memiliki menjadi mengatakan mengenai menurut mereka
merupakan meski mulai mungkin namun nanti nih nya oleh orang pada padahal para pasti per perlu pernah pun saat saja sama
sambil sampai sana sangat satu saya se seakan sebab sebagai sebagian sebelum sebuah secara sedang segera sehingga sejak
sejumlah sekarang sekitar selain selalu selama selanjutnya seluruh semua sendiri seorang seperti sering serta sesuai
setelah setiap si siapa soal suatu sudah supaya tahun tak tanggal tapi tau telah tempat tentang tentu terhadap terkait
terlalu termasuk tersebut tetap tetapi tiap tidak tiga turut udah ujar ujarnya umum untuk usai waktu wib wita wit ya
yaitu yakni yang yg dgn utk tdk sdh krn dr pd jg aja deh sih nggak enggak kalo biar gitu gini
senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober
november desember
the of and to in is it for on that this with as at by an be are was were from has have had not but or its his her
their they you your we our he she them will would can could do does did been being if so no just about out up all me my
what when who how which there than then into after over amp via im dont
"""
)

_ACRONYM_LENGTH = 4

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Terms:
    """Term occurrences of n texts, one after another.

    Args:
        buckets: hashed term of every occurrence, in reading order (int32, 0 … 2^22 - 1).
        starts: n + 1 offsets into `buckets`.
    """

    buckets: npt.NDArray[np.int32]
    starts: IntArray

    def __len__(self) -> int:
        return len(self.starts) - 1


class _Folder:
    """Word → bucket, remembered by the word's hash; -1 for a word that carries nothing."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}
        self._one_at_a_time = Lock()
        self._stem = Stemmer.Stemmer("indonesian", 0)

    def buckets(self, found: Slices) -> npt.NDArray[np.int32]:
        """The bucket of every word."""
        codes, distinct = pd.factorize(hash_slices(found.data, found.starts, found.ends))
        first = np.empty(len(distinct), dtype=np.int64)
        first[codes[::-1]] = np.arange(len(codes))[::-1]
        known, values = self._known, distinct.tolist()
        with self._one_at_a_time:
            fresh = [place for place, value in enumerate(values) if value not in known]
            folded = [self.fold(found.word(number)) for number in first[fresh].tolist()]
            hashed = pd.util.hash_array(np.array(folded, dtype=object), categorize=False)
            buckets = (hashed >> np.uint64(64 - BUCKET_BITS)).astype(np.int64).tolist()
            known.update({values[p]: (b if f else -1) for p, f, b in zip(fresh, folded, buckets, strict=True)})
        return np.fromiter((known[value] for value in values), dtype=np.int32, count=len(values))[codes]

    def fold(self, word: str) -> str:
        """The form under which a word counts; "" for a stop word."""
        if len(word) > 2:
            word = _REPEAT.sub(r"\1", word)
        if len(word) < 2 or word in STOP_WORDS:
            return ""
        if len(word) <= _ACRONYM_LENGTH or not word.isalpha():
            return word
        return str(self._stem.stemWord(word))


@lru_cache(maxsize=1)
def _shared_folder() -> _Folder:
    """One folder for `fold_words`, which works on small tables only."""
    return _Folder()


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """The form under which a lower-case word counts: `memperbaikiii` → its stem; "" for a stop word."""
    return _shared_folder().fold(word)


@lru_cache(maxsize=200_000)
def bucket_of(stem: str) -> int:
    """The bucket of a folded word: the column that `hash_terms` counts it in."""
    hashed = pd.util.hash_array(np.array([stem], dtype=object), categorize=False)
    return int(hashed[0] >> np.uint64(64 - BUCKET_BITS))


def lead_text(title: str, text: str) -> str:
    """What an item says at its top: headline twice, then the first 500 characters, cut between words."""
    lead = text[:LEAD_CHARS]
    if len(text) > LEAD_CHARS and " " in lead:
        lead = lead[: lead.rindex(" ")]
    return f"{title} . {title} . {lead}" if title else lead


def lead_texts(posts: pd.DataFrame) -> list[str]:
    """`lead_text` of every post of the frame."""
    return [lead_text(title, text) for title, text in zip(posts["title"].tolist(), posts["text"].tolist(), strict=True)]


def clean_join(texts: Sequence[str]) -> str:
    """The texts as one lower-case string, noise out, each closed by the end mark."""
    joined = f" {_END} ".join(text.replace(_END, " ") for text in texts) + f" {_END}"
    if not joined.isascii():
        joined = unicodedata.normalize("NFKC", joined)
    for noise in _NOISE:
        joined = noise.sub(" ", joined)
    joined = _without_domains(joined)
    if "#" in joined:
        joined = _HASHTAG.sub(lambda match: _CAMEL.sub(" ", match.group(1)), joined)
    return joined.lower()


def _without_domains(joined: str) -> str:
    """The text without "detik.com" and the like: from the end of the name back to its beginning."""
    parts, done = [], 0
    for match in _DOMAIN.finditer(joined):
        before = joined[max(done, match.start() - _LONGEST_NAME) : match.start()]
        name = _LAST_WORD.search(before)
        if name:
            parts += [joined[done : match.start() - len(name[0])], " "]
            done = match.end()
    return "".join(parts) + joined[done:] if parts else joined


def words_of(text: str) -> list[str]:
    """The words of one text in reading order, noise out, unfolded, lower case."""
    return _TOKEN.findall(clean_join([text]))


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), CHUNK):
        yield texts[start : start + CHUNK]


def hash_terms(texts: Sequence[str]) -> Terms:
    """Tokenise, fold and hash; the answer does not depend on how texts are cut into partitions."""
    folder = _Folder()
    chunks = list(_chunks(texts))
    none = np.zeros(0, dtype=np.int32)
    parts: list[npt.NDArray[np.int32]] = [none, *[none] * len(chunks)]
    lengths: list[IntArray] = [np.zeros(1, dtype=np.int64), *[none.astype(np.int64)] * len(chunks)]

    def read(number: slice) -> None:
        found = word_slices(clean_join(chunks[number.start]))
        buckets = folder.buckets(found)
        kept = np.concatenate([[0], np.cumsum(buckets >= 0)])
        lengths[number.stop] = np.diff(kept[found.texts])
        parts[number.stop] = buckets[buckets >= 0]

    spread(read, len(chunks), 1, large=1)
    return Terms(np.concatenate(parts), np.cumsum(np.concatenate(lengths)))


@cache
def background() -> npt.NDArray[np.float32]:
    """Probability of every bucket in general Indonesian text (`training/build_word_background.py`)."""
    share = np.full(1 << BUCKET_BITS, UNSEEN, dtype=np.float32)
    table = resources.files("analysis").joinpath("data", "word_background.tsv").read_text("utf-8")
    for line in table.splitlines()[1:]:
        word, per_thousand = line.split("\t")
        share[bucket_of(word)] += float(per_thousand) / 1000
    return share


def rarity(df: npt.NDArray[Any], n: float, buckets: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """-ln of the probability that a text contains a term: among the n texts at hand and `PSEUDO_TEXTS` general ones.

    With few texts the general language decides which words tell something, with many the texts themselves.
    """
    seen = df + PSEUDO_TEXTS * background()[buckets].astype(np.float64)
    return np.asarray(np.log((n + PSEUDO_TEXTS) / seen), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Weighted:
    """TF-IDF rows, what their columns are, and how each kind of text sees them (`analysis.stories.kinds`).

    Args:
        rows: scipy CSR, float32, every row at length 1 (or empty).
        counts: of the same structure (indices and pointers are shared), how often a term stands in a text.
        kinds: post or article, per row.
        rarity: 2 × columns (`rarity`).
        df: 2 × columns, texts that contain each column.
        texts: how many texts each kind sees.
    """

    rows: Any
    counts: Any
    kinds: IntArray
    rarity: npt.NDArray[np.float64]
    df: npt.NDArray[np.float64]
    texts: npt.NDArray[np.float64]

    def weighed(self, weights: npt.NDArray[Any]) -> Weighted:
        """The same texts with another weight for each entry of `counts`."""
        from scipy.sparse import csr_matrix

        counts = self.counts
        rows = csr_matrix((weights.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
        return replace(self, rows=normalise_rows(rows))

    def of_entries(self, table: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        """The value of a 2 × columns table for every entry of `counts`, by the kind of its text."""
        kinds = np.repeat(self.kinds, np.diff(self.counts.indptr))
        return np.asarray(table.astype(np.float32)[kinds, self.counts.indices])


def tfidf(terms: Terms) -> Weighted:
    """L2-normalised TF-IDF; columns are the buckets in use, in bucket order.

    The weight of a term is (1 + ln tf) · (1 + rarity). A text without terms is an empty row.
    """
    from scipy.sparse import csr_matrix

    used = used_buckets(terms)
    column = np.zeros(1 << BUCKET_BITS, dtype=np.int32)
    column[used] = np.arange(len(used), dtype=np.int32)
    ones = np.ones(len(terms.buckets), dtype=np.float32)
    counts = csr_matrix((ones, column[terms.buckets], terms.starts), shape=(len(terms), len(used)))
    counts.sum_duplicates()
    kinds = kinds_of(counts)
    return weigh(counts, kinds, *document_frequencies(counts, kinds), used)


def used_buckets(terms: Terms) -> IntArray:
    """The buckets that occur, in order."""
    used = np.zeros(1 << BUCKET_BITS, dtype=bool)
    used[terms.buckets] = True
    return np.flatnonzero(used).astype(np.int64)


def bucket_counts(terms: Terms) -> Any:
    """CSR, texts × all buckets: how often a term stands in a text."""
    from scipy.sparse import csr_matrix

    ones = np.ones(len(terms.buckets), dtype=np.float32)
    counts = csr_matrix((ones, terms.buckets.copy(), terms.starts), shape=(len(terms), 1 << BUCKET_BITS))
    counts.sum_duplicates()
    return counts


def weigh(
    counts: Any,
    kinds: IntArray,
    df: npt.NDArray[np.float64],
    texts: npt.NDArray[np.float64],
    buckets: npt.NDArray[Any],
) -> Weighted:
    """TF-IDF of counted terms by frequencies that may come from more texts than these.

    Args:
        counts: CSR, texts × columns.
        kinds: post or article, per row.
        df: 2 × columns, texts that contain each column, as each kind sees them.
        texts: how many texts each kind sees.
        buckets: the bucket of each column.
    """
    rare = np.stack([rarity(df[kind], texts[kind], buckets) for kind in (POST, ARTICLE)])
    plain = Weighted(counts, counts, kinds, rare, df, texts)
    return plain.weighed((1 + np.log(counts.data)) * plain.of_entries(1 + rare))


def normalise_rows(matrix: Any) -> Any:
    """The rows of a CSR matrix at length 1, in place; empty rows stay empty."""
    # not scikit-learn's, whose import costs more than three hundred posts do
    filled = np.flatnonzero(np.diff(matrix.indptr))
    if len(filled):
        squares = np.add.reduceat(np.square(matrix.data, dtype=np.float64), matrix.indptr[filled])
        lengths = np.sqrt(squares).astype(np.float32)
        lengths[lengths == 0] = 1
        matrix.data /= np.repeat(lengths, np.diff(matrix.indptr)[filled])
    return matrix
