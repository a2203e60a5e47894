from __future__ import annotations

from pathlib import Path

import pytest

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
