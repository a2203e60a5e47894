"""``python data/example_office`` writes ``data/example``."""

from __future__ import annotations

import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(DATA))

from example_office.writing import write_example  # noqa: E402 - the path above must be set first

if __name__ == "__main__":
    files = write_example(DATA / "example")
    size = sum(file.stat().st_size for file in files) / 1e6
    sys.stdout.write(f"{len(files)} files, {size:.2f} MB\n")
