"""The worked example: the two input workbooks of the seven towns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.sample.answers import answer_rows
from stack_planner.sample.budgets import budget_rows
from stack_planner.sample.files import stated
from stack_planner.sample.needs import answering, need_rows
from stack_planner.sample.places import municipalities, towns
from stack_planner.sample.projects import marks, project_rows, score_rows
from stack_planner.workbook.inputs import Guide, input_workbook, settings_rows

if TYPE_CHECKING:
    from pathlib import Path

STACK, NEEDS = "project_stack.xlsx", "municipal_needs.xlsx"


def example_workbooks(lang: str = "cs") -> dict[str, bytes]:
    """The contents of both workbooks by file name, the stack first."""
    guide = about(lang)
    return {
        STACK: input_workbook("stack", _stack(lang), lang, guide),
        NEEDS: input_workbook("needs", _needs(), lang, guide),
    }


def write_example(folder: Path, lang: str = "cs") -> tuple[Path, Path]:
    """Writes both workbooks into a folder, which is made where it is missing.

    Returns:
        The paths of the stack and of the needs workbook.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in example_workbooks(lang).items():
        (folder / name).write_bytes(content)
    return folder / STACK, folder / NEEDS


def _stack(lang: str) -> dict[str, Any]:
    """The rows of the stack workbook by table."""
    stack = stated("stack")
    settings = {name: (said["value"], said["note"]) for name, said in stack["settings"].items()}
    return {
        "projects": project_rows(),
        "criteria": stack["criterion"],
        "scores": score_rows(),
        "links": stack["link"],
        "programmes": stack["programme"],
        "pool": stack["pool"],
        "rules": stack["rule"],
        "weight_answers": answer_rows(),
        "settings": settings_rows(settings, lang),
        "scenarios": stated("scenarios")["change"],
    }


def _needs() -> dict[str, Any]:
    """The rows of the needs workbook by table."""
    around = stated("cooperation")
    return {
        "orps": [
            {
                "code": town.code,
                "name": town.name,
                "population": town.population,
                "town_population": town.seat.population,
                "ico": town.ico,
            }
            for town in towns()
        ],
        "municipalities": [
            {
                "code": place.code,
                "name": place.name,
                "orp": place.orp,
                "population": place.population,
            }
            for place in municipalities()
        ],
        "budgets": budget_rows(),
        "needs": need_rows(),
        "positions": sorted(
            stated("positions")["position"], key=lambda said: (said["orp"], said["project"])
        ),
        "spots": around["spot"],
        "meetings": around["meeting"],
    }


def about(lang: str) -> Guide:
    """The first sheet: what is attested, what is assumed and by which rule."""
    texts = stated("about")[lang]
    figures = _figures(texts["decimal"])
    lines = [(topic, text.format(**figures)) for topic, text in texts["lines"]]
    return Guide(texts["sheet"], texts["title"], lines)


def _figures(decimal: str) -> dict[str, str]:
    """The figures that the first sheet names, counted or taken from the rules themselves."""
    rule = stated("towns")
    budgets, answers = rule["budgets"], rule["answers"]
    count = marks()
    positions = stated("positions")["position"]
    index = (f"{percent / 100:.2f}".replace(".", decimal) for percent in budgets["index"].values())
    return {
        "projects": str(count.total()),
        "a1": str(count["A1"]),
        "a2": str(count["A2"]),
        "b": str(count["B"]),
        "capex": _number(budgets["capex"], decimal),
        "opex": _number(budgets["opex"], decimal),
        "index": "; ".join(index),
        "years": "–".join((min(budgets["index"]), max(budgets["index"]))),
        "prefinancing": str(budgets["prefinancing"]),
        "effort": str(budgets["effort"]),
        "per_day": str(budgets["inhabitants_per_day"]),
        "municipalities": str(len(municipalities())),
        "answered": str(sum(len(answering(town)) for town in towns())),
        "largest": str(answers["largest"]),
        "every": str(answers["every"]),
        "ranges": ", ".join(
            f"{stage} −{-low}/+{high}" for stage, (low, high) in stated("stack")["range"].items()
        ),
        "town": str(answers["town"]),
        "done": str(sum(position["stance"] == "done" for position in positions)),
    }


def _number(number: Any, decimal: str) -> str:  # noqa: ANN401 — an int or a fraction
    return f"{float(number):g}".replace(".", decimal)
