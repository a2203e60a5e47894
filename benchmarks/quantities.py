"""Measure how well and how fast `find_quantities` reads, beside the number readers of others where installed.

    python benchmarks/quantities.py                   # our hand-made truth only
    python benchmarks/quantities.py --labelled DIR    # and labelled sets: quantities.jsonl, peer_suites/*.jsonl

The peers (cn2an, jionlp, recognizers-text-number) are no dependencies: install them beside to compare. Since they read
bare numbers without qualifiers or measure words, the comparison counts only whether the numbers themselves were found:
every stated number, and none where nothing is a quantity.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import math
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawstats.quantities import find_quantities
from lawstats.quantities.numerals import half_width, read_numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Reader = Callable[[str], list[float]]

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold" / "quantities.csv"


def our_numbers(text: str) -> list[float]:
    """Every number a quantity states: the value, or both ends of a range."""
    numbers: list[float] = []
    for quantity in find_quantities(text):
        numbers += [quantity.low, quantity.high] if math.isnan(quantity.value) else [quantity.value]
    return numbers


def our_numeral(text: str) -> list[float]:
    """The worth of a numeral that stands alone."""
    numeral = read_numeral(half_width(text))
    return [] if numeral is None else sorted({numeral.low, numeral.high})


def peers() -> dict[str, Reader]:
    """Readers of others, those that can be imported."""
    found: dict[str, Reader] = {}
    if (cn2an := _import("cn2an")) is not None:

        def read_cn2an(text: str) -> list[float]:
            turned = cn2an.transform(text, "cn2an")
            return [number for word in _digits(turned) if (number := _float(word)) is not None]

        found["cn2an"] = read_cn2an
    if (jionlp := _import("jionlp")) is not None:

        def read_jionlp(text: str) -> list[float]:
            numbers: list[float] = []
            for money in jionlp.ner.extract_money(text, with_parsing=True):
                parsed = money["detail"]["num"]
                numbers += [float(n) for n in (parsed if isinstance(parsed, list) else [parsed])]
            return numbers

        found["jionlp"] = read_jionlp
    if (recognizers := _import("recognizers_number")) is not None:

        def read_recognizers(text: str) -> list[float]:
            results = recognizers.recognize_number(text, "zh-cn")
            return [number for r in results if (number := _float(r.resolution["value"])) is not None]

        found["recognizers-text"] = read_recognizers
    return found


def _import(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _digits(text: str) -> list[str]:
    kept = "".join(c if c.isdigit() or c in ".-" else " " for c in text)
    return kept.split()


def _float(word: str) -> float | None:
    try:
        return float(word)
    except (TypeError, ValueError):
        return None


def gold_samples() -> list[tuple[str, str, list[float]]]:
    """(class, sentence, numbers) of our hand-made truth."""
    samples: dict[str, tuple[str, str, list[float]]] = {}
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sample = samples.setdefault(row["case"], (row["class"], row["sentence"], []))
            if row["fires"] == "yes":
                sample[2].extend([float(row["value"])] if row["value"] else [float(row["low"]), float(row["high"])])
    return list(samples.values())


def labelled_samples(folder: Path) -> list[tuple[str, str, list[float]]]:
    """(category, phrase, numbers) of a labelled set."""
    samples = []
    for line in (folder / "quantities.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        numbers: list[float] = []
        for expected in row["expected"]:
            stated = [expected["low"], expected["high"]] if expected["value"] is None else [expected["value"]]
            numbers += [float(n) for n in stated]
        samples.append((row["cat"], row["input"], numbers))
    return samples


def suite_samples(path: Path) -> list[tuple[str, str, list[float]]]:
    """(kind, input, numbers) of a peer's own tests, those a report could hold."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(r["kind"], r["input"], [float(n) for n in r["core"]]) for r in rows if r["relevant"] and r["core"]]


def same(found: Iterable[float], wanted: Iterable[float]) -> bool:
    """Whether the same numbers were found, order apart."""
    a, b = sorted(found), sorted(wanted)
    return len(a) == len(b) and all(math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9) for x, y in zip(a, b, strict=True))


def accuracy(reader: Reader, samples: list[tuple[str, str, list[float]]]) -> tuple[int, int, int, int]:
    """Right and all samples that hold quantities, right and all samples that hold none."""
    fire = [same(_quietly(reader, text), numbers) for _, text, numbers in samples if numbers]
    hold = [not _quietly(reader, text) for _, text, numbers in samples if not numbers]
    return sum(fire), len(fire), sum(hold), len(hold)


def _quietly(reader: Reader, text: str) -> list[float]:
    """What a reader finds; a peer that fails on a text has found nothing there."""
    try:
        return reader(text)
    except Exception as error:  # noqa: BLE001  peers raise what they like; the failure is counted as a miss and shown
        print(f"{text!r}: {type(error).__name__}", file=sys.stderr)
        return [math.nan]


def seconds_for(reader: Reader, text: str, least: float = 0.5) -> float:
    """The best of several runs, in seconds."""
    best, spent = math.inf, 0.0
    while spent < least:
        begun = time.perf_counter()
        _quietly(reader, text)
        took = time.perf_counter() - begun
        best, spent = min(best, took), spent + took
    return best


def prose(characters: int) -> str:
    """A report-like text: our gold sentences among sentences without a number."""
    plain = "街道坚持依法行政，健全工作机制，压实各方责任，持续提升基层治理的规范化水平，群众的法治意识不断增强。"
    sentences = [text for _, text, _ in gold_samples()]
    text = "".join(sentence + "。" + plain * 3 for sentence in sentences)
    return (text * (characters // len(text) + 1))[:characters]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, help="folder with quantities.jsonl and peer_suites/")
    parser.add_argument("--characters", type=int, default=5000, help="length of the text that is timed")
    options = parser.parse_args()

    sets = {"our gold": gold_samples()}
    if options.labelled:
        sets["labelled"] = labelled_samples(options.labelled)
        for path in sorted((options.labelled / "peer_suites").glob("numbers_*.jsonl")):
            sets[f"suite of {path.stem.removeprefix('numbers_')}"] = suite_samples(path)
    readers: dict[str, Reader] = {"lawstats": our_numbers}
    if options.labelled:
        readers["lawstats, numeral alone"] = our_numeral  # what suites of single numerals ask
    readers |= peers()

    print("| reader | " + " | ".join(sets) + f" | ms per {options.characters} characters | times ours |")
    print("|---" * (len(sets) + 3) + "|")
    text = prose(options.characters)
    ours = seconds_for(our_numbers, text)
    for name, reader in readers.items():
        cells = []
        for kind, samples in sets.items():
            if name.endswith("alone") and not kind.startswith("suite"):
                cells.append("")
                continue
            fire, fires, hold, holds = accuracy(reader, samples)
            cells.append(f"{fire} of {fires}" + (f"; silent on {hold} of {holds}" if holds else ""))
        if name.endswith("alone"):
            cells += ["", ""]
        else:
            took = ours if reader is our_numbers else seconds_for(reader, text)
            cells += [f"{took * 1000:.2f}", f"{took / ours:.1f}"]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
