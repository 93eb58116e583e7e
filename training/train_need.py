"""Train ``analysis/models/need``: does a post pass on a claim of unclear origin, or ask whether one is true?

    python -m training.train_need SHARED_DATA_FOLDER [--measure]

Learnt from posts we wrote: 1,515 by three writers who each told claims from the rest of an office's day
(`training/claim_posts.tsv`), and 1,844 of the stance (`training/stance_posts.tsv`: what spreads, asks or quotes asks for a check).
Ordinary speech comes from our office posts, opinions (SmSA), customers' questions (STIF) and news sentences (NERP, NER-Grit, two
and two); texts of Mafindo 2015–2020 come with little weight, because they are captions of pictures rather than posts. News and the
newer texts of the library may not train what ships. Our own claims and their company are read three times, as they were typed, in
standard spelling, and in other everyday spellings of the same words (`analysis/data/slang.tsv`), so that less hangs on how a writer
types. Chosen by leaving one writer out: two and all the rest teach, the third is asked.
The decisions of held-out writers calibrate the score. ``--measure`` writes nothing.
"""

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from analysis.claims.cues import read_cues
from analysis.claims.need import MODEL, SPEC, log_odds, plain_texts
from analysis.claims.verification import shipped_model
from analysis.learning.files import save_model
from analysis.learning.scoring import ece
from analysis.text.tokens import slang, standard
from training.linear_training import sha256_of

HERE = Path(__file__).parent
#: Weight of a text by where it comes from; writers are told by their numbers.
WEIGHTS = {
    "1": 1.0, "2": 1.0, "3": 1.0, "stance": 0.7, "office": 0.3, "opinion": 0.1, "slang": 0.1, "news": 0.2, "mafindo": 0.02
}  # fmt: skip
#: Those learnt; what the other five bring and cost stands in docs/accuracy-claims.md.
WRITERS = ("1", "2", "3")
#: Whose texts are read in other spellings too, what such a reading weighs, and how many words it respells.
RESPELT = (*WRITERS, "stance")
AGAIN = 0.5
CASUAL = 0.6
#: n-grams of fewer texts say more about a person than about a claim.
TEXTS = 2
STRENGTH = 16.0
#: Share of posts that ask for a check in the stream for which the score is calibrated.
SHARE = 0.4
#: Chosen on held-out writers and ordinary streams: as low as the ceilings of false alarms allow.
THRESHOLD = 0.8


def main() -> None:
    """Measure on held-out writers, then train on everything and write the model with its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    table = texts(given.shared)
    matrix = SPEC.matrix(table.plain.tolist())
    decision, checked = held_out(table, matrix)
    own, other, offset = calibration = calibrate(table, decision, checked)
    scores = 1 / (1 + np.exp(-(own * decision + other * checked + offset)))
    figures = {writer: measured(table, scores, (table.origin == writer) & ~table.again) for writer in WRITERS}
    figures["all"] = measured(table, scores, table.origin.isin(WRITERS) & ~table.again)
    print(json.dumps(figures, indent=1))
    if given.measure:
        return
    weights, bias = fit(table, matrix, np.ones(len(table), bool))
    scale = np.abs(weights).max() / 127
    save_model(
        Path("analysis/models"),
        MODEL,
        {
            "weights": np.round(weights / scale).astype(np.int8),
            "scale": np.array([scale], np.float32),
            "bias": np.array([bias], np.float32),
            "calibration": np.array(calibration, np.float32),
        },
        {
            "version": "1",
            "task": "score of a post that passes on a claim of unclear origin or asks whether one is true",
            "licence": "Apache-2.0 (weights); texts of others are not included",
            "trained_on": {
                "training/claim_posts.tsv, stance_posts.tsv, office_posts*.tsv, agency_posts.tsv": "our own",
                "mafindo_labelled_train.csv": sha256_of(given.shared / "hoax" / "mafindo_labelled_train.csv"),
                "smsa_train.tsv": sha256_of(given.shared / "sentiment" / "smsa_train.tsv"),
                "stif train.inf": sha256_of(given.shared / "lexicon" / "stif_informal_formal" / "train.inf"),
                "nerp, nergrit train": "IndoNLU",
            },
            "mix": SHARE,
            "threshold": THRESHOLD,
            "measured": figures,
            "limits": "Few writers; regional speech is thinly covered; complaints that accuse somebody score high. Never a verdict.",
        },
    )


def texts(shared: Path) -> pd.DataFrame:
    """Training texts with ``origin`` and ``need`` (0 or 1), ``plain`` as it is counted, and ``again`` for other spellings."""
    written = pd.read_csv(HERE / "claim_posts.tsv", sep="\t", dtype=str, keep_default_na=False, quoting=3)
    written = written[written.writer.isin(WRITERS)]
    parts = [pd.DataFrame({"origin": written.writer, "need": written.need == "y", "text": written.text})]
    stances = pd.read_csv(HERE / "stance_posts.tsv", sep="\t", quoting=3)
    told = stances.stance.isin(["spreads", "asks", "quotes"])
    parts.append(pd.DataFrame({"origin": "stance", "need": told, "text": stances.text}))
    names = ("office_posts.tsv", "office_posts_2.tsv", "agency_posts.tsv")
    parts += [ordinary("office", pd.read_csv(HERE / name, sep="\t", quoting=3).text) for name in names]
    smsa = pd.read_csv(shared / "sentiment" / "smsa_train.tsv", sep="\t", header=None, quoting=3)[0]
    parts.append(ordinary("opinion", smsa.sample(3000, random_state=0)))
    lines = (shared / "lexicon" / "stif_informal_formal" / "train.inf").read_text("utf-8").splitlines()
    parts.append(ordinary("slang", [" ".join(re.sub(r"xxx[a-z]+xxx", " ", line).split()) for line in lines]))
    for name in ("nerp_ner-prosa_train.txt", "nergrit_ner-grit_train.txt"):
        blocks = (shared / "ner" / name).read_text("utf-8").split("\n\n")
        said = [" ".join(line.split("\t")[0] for line in block.splitlines()) for block in blocks if block]
        parts.append(ordinary("news", [" ".join(said[i : i + 2]) for i in range(0, len(said) - 1, 2)]))
    mafindo = pd.read_csv(shared / "hoax" / "mafindo_labelled_train.csv").fillna("").narrative
    parts.append(pd.DataFrame({"origin": "mafindo", "need": True, "text": mafindo}))
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(
        need=table.need.astype(int), text=table.text.str.replace("\\n", "\n", regex=False), again=False
    )
    table["plain"] = plain_texts(table.text.tolist())
    ours = table[table.origin.isin(RESPELT)].assign(again=True)
    formal = [" ".join(standard(text.split(" "))) for text in ours.plain]
    return pd.concat([table, ours.assign(plain=formal), ours.assign(plain=casual(formal))], ignore_index=True)


def casual(those: list[str]) -> list[str]:
    """Texts in standard spelling with everyday spellings of many of their words, drawn by the same dice every time."""
    known = defaultdict(list)
    for form, word in slang().items():
        if form.isalpha() and " " not in word:
            known[word].append(form)
    # The shortest spellings are those that people type.
    short = {word: sorted(forms, key=lambda form: (len(form), form))[:4] for word, forms in known.items()}
    dice = random.Random(1)

    def spelt(word: str) -> str:
        return dice.choice(short[word]) if word in short and dice.random() < CASUAL else word

    return [" ".join(map(spelt, text.split(" "))) for text in those]


def ordinary(origin: str, those: Any) -> pd.DataFrame:
    """Texts that ask for nothing."""
    return pd.DataFrame({"origin": origin, "need": False, "text": list(those)})


def fit(table: pd.DataFrame, matrix: Any, those: Any) -> tuple[Any, float]:
    """Logistic regression over hashed n-grams; IDF is folded into the weights."""
    x = matrix[those]
    count = np.bincount(x.indices, minlength=x.shape[1])
    idf = np.where(count >= TEXTS, np.log((1 + x.shape[0]) / (1 + count)) + 1, 0)
    scaled = x @ sparse.diags(idf)
    scale = 1 / np.sqrt(scaled.multiply(scaled).sum(axis=1).mean())
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    weight = table.origin.map(WEIGHTS).to_numpy() * np.where(table.again, AGAIN, 1.0)
    model.fit(scaled * scale, table.need[those], sample_weight=weight[those])
    return idf * scale * model.coef_[0], float(model.intercept_[0])


def held_out(table: pd.DataFrame, matrix: Any) -> tuple[Any, Any]:
    """Decisions of each writer's posts by a model of all other texts, and the log-odds of their scores as checked texts."""
    decision, checked = np.zeros(len(table)), np.zeros(len(table))
    for writer in WRITERS:
        own = (table.origin == writer).to_numpy()
        asked = own & ~table.again.to_numpy()
        weights, bias = fit(table, matrix, ~own)
        decision[asked] = matrix[asked] @ weights + bias
        said = table.text[asked].tolist()
        checked[asked] = log_odds(shipped_model().scores(said, [read_cues(text) for text in said]))
    return decision, checked


def calibrate(table: pd.DataFrame, decision: Any, checked: Any) -> tuple[float, float, float]:
    """Platt scaling of both on held-out writers, weighed to the stated share."""
    those = (table.origin.isin(WRITERS) & ~table.again).to_numpy()
    model = LogisticRegression(C=1e6)
    model.fit(np.c_[decision, checked][those], table.need[those], sample_weight=mass(table.need[those].to_numpy()))
    return float(model.coef_[0, 0]), float(model.coef_[0, 1]), float(model.intercept_[0])


def mass(need: Any) -> Any:
    """Weights under which the stated share asks for a check."""
    return np.where(need == 1, SHARE / need.mean(), (1 - SHARE) / (1 - need.mean()))


def measured(table: pd.DataFrame, scores: Any, those: Any) -> dict[str, float]:
    """Ranking, and what the threshold flags, of held-out posts; precision under the stated share."""
    need, own = table.need[those].to_numpy(), scores[np.asarray(those)]
    said, weight = own >= THRESHOLD, mass(need)
    found, false = said[need == 1].mean(), said[need == 0].mean()
    return {
        "n": len(need),
        "auc": round(float(roc_auc_score(need, own)), 3),
        "recall": round(float(found), 3),
        "flagged_of_others": round(float(false), 4),
        "precision": round(float(weight[said & (need == 1)].sum() / max(weight[said].sum(), 1e-9)), 3),
        "ece": round(ece(need, own), 3),
    }


if __name__ == "__main__":
    sys.exit(main())
