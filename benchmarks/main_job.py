"""The phases of the main job on the shipped sample, each timed on its own."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from stack_planner import planning
from stack_planner.choosing import Limits, choose_plan
from stack_planner.words import load
from stack_planner.workbook.writing import plan_workbooks, workbook_names

INPUTS = Path(__file__).parent.parent / "inputs"


def main() -> None:
    """Prints the seconds of each phase and the proof."""
    marks = [("read and check", time.perf_counter())]
    inputs = planning.Inputs(INPUTS / "project_stack.xlsx", [INPUTS / "municipal_needs.xlsx"])
    strategy, scores, problems = planning.score(inputs)
    names = {
        "solve": "solve the region",
        "ties": "look for other plans",
        "alone": "solve each town alone",
        "together": "what planning together adds",
        "fairness": "the fairest plan",
    }

    def step(name: str) -> None:
        marks.append((names[name], time.perf_counter()))

    plan = choose_plan(strategy, scores, problems, Limits(gap=Fraction(1, 1000)), step)
    marks.append(("make the workbooks", time.perf_counter()))
    plan_workbooks(plan, load("cs"), workbook_names(strategy))
    marks.append(("", time.perf_counter()))
    for (name, start), (_, end) in pairwise(marks):
        print(f"{end - start:8.2f} s  {name}")
    proof = plan.proof
    print(f"{proof.status}, gap {float(proof.gap):.2e}, {proof.solves} solves, {proof.nodes} nodes")


if __name__ == "__main__":
    main()
