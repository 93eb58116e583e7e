"""Summaries by sumy's rankers and scores by rouge-score, run by `summary_rouge.py` in an environment that has both.

Reads from standard input {"documents": [{"sentences": [[sentence, [stem, …]], …]}], "scored": [[reference, summary], …]},
prints {"summaries": {name: [[sentence, …], …]}, "scores": [[rouge1, rouge2, rougeL], …]}. The rankers get our sentences and
our stems without stop words, so that the ranking alone is compared.
"""

from __future__ import annotations

import json
import sys
from typing import Any

LIMIT = 3


class _Stems:
    """Stands in for sumy's tokenizer, whose Indonesian needs a download."""

    def __init__(self, stems: dict[str, list[str]]) -> None:
        self.stems = stems

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The stems we counted."""
        return tuple(self.stems[sentence])


def ranked(documents: list[dict[str, Any]]) -> dict[str, list[list[str]]]:
    """Three sentences of every document by TextRank, LexRank and LSA."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    made: dict[str, list[list[str]]] = {}
    for name, rank in (("TextRank", TextRankSummarizer), ("LexRank", LexRankSummarizer), ("LSA", LsaSummarizer)):
        made[name] = []
        for document in documents:
            rows = {text: stems for text, stems in document["sentences"] if stems}
            words = _Stems(rows)
            model = ObjectDocumentModel([Paragraph([Sentence(text, words) for text in rows])])
            made[name].append([str(found) for found in rank()(model, LIMIT)] if rows else [])
    return made


def main() -> None:
    """Answer the question on standard input."""
    from rouge_score.rouge_scorer import RougeScorer

    asked = json.load(sys.stdin)
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=False)
    scores = []
    for reference, summary in asked["scored"]:
        found = scorer.score(reference, summary)
        scores.append([found[name].fmeasure for name in ("rouge1", "rouge2", "rougeL")])
    print(json.dumps({"summaries": ranked(asked["documents"]), "scores": scores}))


if __name__ == "__main__":
    main()
