"""The sample's own files: what they state, as plain values with exact decimals."""

from __future__ import annotations

import csv
import tomllib
from fractions import Fraction
from importlib.resources import files
from typing import Any


def stated(name: str) -> dict[str, Any]:
    """What ``name.toml`` states; decimal numbers are exact fractions."""
    return tomllib.loads(_text(f"{name}.toml"), parse_float=Fraction)


def listed(name: str) -> list[dict[str, str]]:
    """The rows of ``name.csv`` by its headings."""
    return list(csv.DictReader(_text(f"{name}.csv").splitlines()))


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
