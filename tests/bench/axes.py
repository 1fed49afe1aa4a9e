"""Fit the axes that sentence vectors are first held against one another along: extractors/axes.npy.

    python -m tests.bench.axes FOLDER

FOLDER holds articles.jsonl, as for the bench of copies. The axes are the principal ones of all its sentences, not centred:
a function of the encoder and hardly of the texts. They belong to the encoder; another one needs others.
"""

import argparse
from pathlib import Path

import numpy as np

from extractors import vectors
from extractors.deduplicate import Text

from .goldcopies import load

AXES = 64


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder")
    rows = load(Path(options.parse_args().folder)).articles
    read = np.concatenate([Text(row["url"], row["language"], row["text"]).vectors for row in rows])
    axes = np.linalg.eigh((read.T @ read).astype(np.float64))[1][:, ::-1][:, :AXES].T
    np.save(Path(vectors.__file__).with_name("axes.npy"), axes.astype(np.float16))


if __name__ == "__main__":
    main()
