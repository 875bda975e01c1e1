"""Weights of criteria from what people answer: rating, swing, rank order, AHP, BWM; groups."""

from stack_planner.scoring.eliciting.ahp import ACCEPTED, Entry, Triad, ahp, places_told
from stack_planner.scoring.eliciting.answered import elicit
from stack_planner.scoring.eliciting.opinions import Elicited, Opinion, Spread

__all__ = [
    "ACCEPTED",
    "Elicited",
    "Entry",
    "Opinion",
    "Spread",
    "Triad",
    "ahp",
    "elicit",
    "places_told",
]
