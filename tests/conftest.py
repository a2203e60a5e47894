from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from lawstats.indicators import use_vocabulary
from lawstats.judging.claim_files import use_claims

# Time is measured in benchmarks/, never asserted here; CI draws the same examples each time, a developer new ones.
settings.register_profile("house", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference material kept beside the project, never in it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("reference material ../shared is not on this machine")
    return folder


@pytest.fixture(autouse=True)
def _packaged_words():
    """An office's own words put in use by one test are no other test's."""
    yield
    use_vocabulary()
    use_claims()
