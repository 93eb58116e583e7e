"""Train ``analysis/models/need``: does a post pass on a claim of unclear origin, or ask whether one is true?

    python -m training.train_need SHARED_DATA_FOLDER [--measure]

Learnt from posts that strangers wrote who told claims from the rest of an office's day (`training/claim_posts*.tsv`, sixteen writers), from an
office's days by ten more (`day_posts*.tsv`), 1,844 of the stance (`stance_posts.tsv`: what spreads, asks or quotes asks for a check) and
the half for choosing of the older exam. Ordinary speech comes from our office posts, opinions (SmSA), customers' questions (STIF) and news sentences (NERP, NER-Grit, two
and two); texts of Mafindo 2015–2020 come with little weight, because they are captions of pictures rather than posts. News and the
newer texts of the library may not train what ships. Our own claims and their company are read three times, as they were typed, in
standard spelling, and in other everyday spellings of the same words (`analysis/data/slang.tsv`), so that less hangs on how a writer
types. Chosen by leaving one writer out: all others teach, he is asked.
The decisions of held-out writers, and what n-grams say of their spreading (as `training/train_stance_ngrams.py` learns it),
calibrate the score. What they say of a denial is kept beside. ``--measure`` writes nothing.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from analysis.claims.need import MODEL, SPEC, plain_texts
from analysis.learning.files import save_model
from analysis.learning.scoring import ece
from analysis.stance.model import ANSWERS
from training.command import arguments
from training.linear_training import idf_scaled, sha256_of
from training.news_sentences import news_sentences
from training.respelling import AGAIN, respelt
from training.strangers import CLAIMS, DAYS, posts_of
from training.train_stance_ngrams import Material, material
from training.train_stance_ngrams import fit as fit_stances
from training.train_stance_ngrams import held_out as held_out_stances

HERE = Path(__file__).parent
#: Weight of a text by where it comes from; that of a stranger's post is one.
WEIGHTS = {"chosen": 2.0, "stance": 0.7, "office": 2.0, "opinion": 4.0, "slang": 1.0, "news": 12.0, "mafindo": 0.2}
#: Its half for choosing is learnt, too, and says no more than that nothing is lost.
EXAM = HERE.parent / "analysis" / "data" / "measure" / "verification_posts.tsv"
#: n-grams of fewer texts say more about a person than about a claim.
TEXTS = 2
STRENGTH = 16.0
#: Share of posts that ask for a check in the stream for which the score is calibrated.
SHARE = 0.4
#: Chosen on held-out writers and ordinary streams: as low as the ceilings of false alarms allow.
THRESHOLD = 0.86
#: Of what n-grams say of the stance, this alone is weighed beside: with all five, titles of news are flagged twice as often.
SPREADS = ANSWERS.index("spreads")
#: Posts that these n-grams take for a denial aren't flagged.
DENIES = ANSWERS.index("denies")


def main() -> None:
    """Measure on held-out writers, then train on everything and write the model with its card."""
    given = arguments(__doc__)
    table = texts(given.shared)
    matrix = SPEC.matrix(table.plain.tolist())
    stances = material(given.shared)
    signs = held_out(table, matrix, stances)
    mixing, offset = calibrate(table, signs)
    scores = 1 / (1 + np.exp(-(signs @ mixing + offset)))
    figures = {writer: measured(table, scores, (table.origin == writer) & ~table.again) for writer in writers(table)}
    figures["all"] = measured(table, scores, table.origin.isin(writers(table)) & ~table.again)
    print(json.dumps(figures, indent=1))
    if given.measure:
        return
    own, bias = fit(table, matrix, np.ones(len(table), bool))
    # Both are sums over the same n-grams, so that they ship as one.
    spreading, least = fit_stances(stances, np.ones(len(stances.table), bool))
    weights = mixing[0] * own + mixing[1] * spreading[:, SPREADS]
    offset += mixing[0] * bias + mixing[1] * float(least[SPREADS])
    both = np.stack([weights, spreading[:, DENIES]])
    scale = np.abs(both).max(axis=1) / 127
    packed = np.round(both / scale[:, None]).astype(np.int8)
    save_model(
        Path("analysis/models"),
        MODEL,
        {
            "weights": packed[0],
            "denial": packed[1],
            "scale": scale.astype(np.float32),
            "bias": np.array([offset, least[DENIES]], np.float32),
        },
        {
            "version": "2",
            "task": "score of a post that passes on a claim of unclear origin or asks whether one is true; whether it denies one",
            "licence": "Apache-2.0 (weights); texts of others are not included",
            "trained_on": {
                "training/claim_posts*.tsv, day_posts*.tsv, stance_posts.tsv, office_posts*.tsv, agency_posts.tsv": "our own",
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
    parts = []
    written = posts_of(*CLAIMS, *DAYS)
    parts.append(pd.DataFrame({"origin": written.writer, "need": written.need == "y", "text": written.text}))
    exam = pd.read_csv(EXAM, sep="\t", dtype=str, keep_default_na=False, quoting=3)
    exam = exam[exam.split == "choose"]
    parts.append(pd.DataFrame({"origin": "chosen", "need": exam.need == "y", "text": exam.text}))
    stances = pd.read_csv(HERE / "stance_posts.tsv", sep="\t", quoting=3)
    told = stances.stance.isin(["spreads", "asks", "quotes"])
    parts.append(pd.DataFrame({"origin": "stance", "need": told, "text": stances.text}))
    names = ("office_posts.tsv", "office_posts_2.tsv", "agency_posts.tsv")
    parts += [ordinary("office", pd.read_csv(HERE / name, sep="\t", quoting=3).text) for name in names]
    smsa = pd.read_csv(shared / "sentiment" / "smsa_train.tsv", sep="\t", header=None, quoting=3)[0]
    parts.append(ordinary("opinion", smsa.sample(3000, random_state=0)))
    lines = (shared / "lexicon" / "stif_informal_formal" / "train.inf").read_text("utf-8").splitlines()
    parts.append(ordinary("slang", [" ".join(re.sub(r"xxx[a-z]+xxx", " ", line).split()) for line in lines]))
    parts.append(ordinary("news", news_sentences(shared)))
    mafindo = pd.read_csv(shared / "hoax" / "mafindo_labelled_train.csv").fillna("").narrative
    parts.append(pd.DataFrame({"origin": "mafindo", "need": True, "text": mafindo}))
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(
        need=table.need.astype(int), text=table.text.str.replace("\\n", "\n", regex=False), again=False
    )
    table["plain"] = plain_texts(table.text.tolist())
    ours = table[(table.origin.isin(writers(table)) | (table.origin == "stance"))].assign(again=True)
    twice = pd.concat([ours, ours], ignore_index=True)
    return pd.concat([table, twice.assign(plain=respelt(ours.plain.tolist()))], ignore_index=True)


def writers(table: pd.DataFrame) -> list[str]:
    """The strangers who told claims apart: they have a digit for a name."""
    return sorted(origin for origin in table.origin.unique() if origin.isdigit())


def ordinary(origin: str, those: Any) -> pd.DataFrame:
    """Texts that ask for nothing."""
    return pd.DataFrame({"origin": origin, "need": False, "text": list(those)})


def fit(table: pd.DataFrame, matrix: Any, those: Any) -> tuple[Any, float]:
    """Logistic regression over hashed n-grams; IDF is folded into the weights."""
    kept, factors, scaled = idf_scaled(matrix[those], TEXTS)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    weight = table.origin.map(WEIGHTS).fillna(1.0).to_numpy() * np.where(table.again, AGAIN, 1.0)
    model.fit(scaled, table.need[those], sample_weight=weight[those])
    weights = np.zeros(matrix.shape[1])
    weights[kept] = factors * model.coef_[0]
    return weights, float(model.intercept_[0])


def held_out(table: pd.DataFrame, matrix: Any, spreading: Material) -> Any:
    """Of each writer's posts, by models of all other texts: decision, and how much they spread."""
    signs = np.zeros((len(table), 2))
    stances = held_out_stances(spreading)
    for writer in writers(table):
        own = (table.origin == writer).to_numpy()
        asked = own & ~table.again.to_numpy()
        weights, bias = fit(table, matrix, ~own)
        signs[asked, 0] = matrix[asked] @ weights + bias
        signs[asked, 1] = [stances[text][SPREADS] for text in table.text[asked]]
    return signs


def calibrate(table: pd.DataFrame, signs: Any) -> tuple[Any, float]:
    """What each sign counts, and the offset: Platt scaling of all on held-out writers, weighed to the stated share."""
    those = (table.origin.isin(writers(table)) & ~table.again).to_numpy()
    model = LogisticRegression(C=1e6, max_iter=2000)
    model.fit(signs[those], table.need[those], sample_weight=mass(table.need[those].to_numpy()))
    return model.coef_[0], float(model.intercept_[0])


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
