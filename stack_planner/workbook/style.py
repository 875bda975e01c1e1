"""The look in one place: one typeface, one accent colour, and what every kind of cell looks like.

A style is a set of traits, as ``"money input"``; later traits win over earlier ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

ACCENT = "#1B4F72"
SOFT = "#E9EFF4"
LINE = "#C9D3DB"
INPUT = "#FFF7DD"
INPUT_INK = "#1F4E9E"
MUTED, INK = "#5A656D", "#333333"
GOOD_INK, GOOD = "#1D5B36", "#E3F1E6"
BAD_INK, BAD = "#8A1C1C", "#F8E1DE"
MIDDLE, PALE, LIGHT = "#6FA3C4", "#9FB4C4", "#C4D6E2"
LOOKS: tuple[Mapping[str, Any], ...] = (
    {"fill": {"color": ACCENT}},
    {"fill": {"color": MIDDLE}},
    {"fill": {"color": LIGHT}, "border": {"color": MIDDLE, "width": 0.5}},
    {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": INK, "bg_color": "#FFFFFF"},
        "border": {"color": INK, "width": 0.5},
    },
)
"""Looks of chart series, dark to light and hatched, so that they differ in grey print too."""

FONT = "Calibri"

TRAITS: Mapping[str, Mapping[str, Any]] = {
    "plain": {"font_name": FONT, "font_size": 10, "valign": "top"},
    "title": {"font_size": 16, "bold": True, "font_color": ACCENT},
    "subtitle": {"font_size": 10, "font_color": MUTED},
    "section": {"font_size": 12, "bold": True, "font_color": ACCENT},
    "header": {
        "bold": True,
        "bg_color": SOFT,
        "font_color": ACCENT,
        "bottom": 2,
        "bottom_color": ACCENT,
        "text_wrap": True,
        "valign": "top",
    },
    "upright": {"rotation": 90, "align": "center", "valign": "bottom", "text_wrap": True},
    "steep": {},
    "right": {"align": "right"},
    "left": {"align": "left"},
    "centre": {"align": "center"},
    "indent": {"indent": 1, "align": "left"},
    "wrap": {"text_wrap": True},
    "row": {"bottom": 1, "bottom_color": LINE},
    "bold": {"bold": True},
    "total": {"bold": True, "top": 1, "top_color": ACCENT, "bg_color": SOFT},
    "muted": {"font_color": MUTED},
    "link": {"font_color": ACCENT, "underline": 1},
    "input": {"bg_color": INPUT, "font_color": INPUT_INK},
    "code": {"num_format": "@"},
    "money": {"num_format": "#,##0", "align": "right"},
    "count": {"num_format": "#,##0", "align": "right"},
    "year": {"num_format": "0", "align": "center"},
    "date": {"num_format": 14, "align": "center"},
    "flag": {"num_format": "0", "align": "center"},
    "points": {"num_format": "#,##0.00", "align": "right"},
    "degree": {"num_format": "0.000", "align": "right"},
    "position": {"num_format": "0.00000", "align": "right"},
    "measured": {"align": "right"},
    "percent": {"num_format": "0%", "align": "right"},
    "tenths": {"num_format": "0.0%", "align": "right"},
    "almost": {"num_format": '"≈ "0%', "align": "right"},
    "share": {"num_format": "0.00%", "align": "right"},
    "figure": {"font_size": 14, "bold": True, "font_color": ACCENT, "align": "left"},
    "invested": {"bg_color": ACCENT, "font_color": "#FFFFFF", "bold": True},
    "serving": {"bg_color": SOFT},
    "sustained": {"bg_color": MIDDLE, "font_color": "#000000", "bold": True},
    "arrived": {"font_color": ACCENT, "bold": True},
    "deadline": {"font_color": BAD_INK, "bold": True},
    "good": {"font_color": GOOD_INK, "bg_color": GOOD},
    "bad": {"font_color": BAD_INK, "bg_color": BAD, "bold": True},
}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __call__(self, traits: str = "") -> Format:
        """The format of a set of traits, as ``"money total"``."""
        if traits not in self._made:
            properties: dict[str, Any] = {}
            for trait in ("plain", *traits.split()):
                properties |= TRAITS[trait]
            self._made[traits] = self._workbook.add_format(properties)
        return self._made[traits]

    def mark(self, trait: str) -> Format:
        """A conditional format: only what the trait changes."""
        return self._workbook.add_format(dict(TRAITS[trait]))
