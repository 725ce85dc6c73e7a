"""Reads cases, one a line of JSON, and prints for each what scikit-learn says of it, one a line of JSON."""

import json
import sys
import warnings

import numpy as np
from sklearn import metrics as m

warnings.simplefilter("ignore")


def classes(case):
    p = np.array(case["probabilities"])
    y = np.array(case["labels"])
    k = p.shape[1]
    said = p.argmax(axis=1)
    one_hot = np.eye(k)[y]
    result = {
        "accuracy": m.accuracy_score(y, said),
        "balanced-accuracy": m.balanced_accuracy_score(y, said),
        "precision": m.precision_score(y, said, average="macro", zero_division=0),
        "recall": m.recall_score(y, said, average="macro", zero_division=0),
        "f1": m.f1_score(y, said, average="macro", zero_division=0),
        "weighted-f1": m.f1_score(y, said, average="weighted", zero_division=0),
        "mcc": m.matthews_corrcoef(y, said),
        "kappa": m.cohen_kappa_score(y, said),
        "log-loss": m.log_loss(y, p, labels=range(k)),
        "top-k:k=2": m.top_k_accuracy_score(y, p if k > 2 else p[:, 1], k=2, labels=range(k)),
    }
    if k == 2:
        result["brier"] = 2 * m.brier_score_loss(y, p[:, 1], pos_label=1)
    if len(np.unique(y)) == k:
        result["auroc"] = m.roc_auc_score(y, p[:, 1]) if k == 2 else m.roc_auc_score(one_hot, p, average="macro")
        result["average-precision"] = (
            m.average_precision_score(y, p[:, 1]) if k == 2 else m.average_precision_score(one_hot, p, average="macro")
        )
    return result


def values(case):
    said = np.array(case["predicted"])
    y = np.array(case["targets"])
    return {
        "mse": m.mean_squared_error(y, said),
        "mae": m.mean_absolute_error(y, said),
        "median-error": m.median_absolute_error(y, said),
        "max-error": m.max_error(y, said),
        "r2": m.r2_score(y, said),
    }


def plain(number):
    return None if np.isnan(number) else float(number)


for line in sys.stdin:
    case = json.loads(line)
    said = values(case) if "targets" in case else classes(case)
    print(json.dumps({name: plain(number) for name, number in said.items()}))
