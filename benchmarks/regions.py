"""Made-up regions as hard as real ones: start windows, financing, delayed grants, a tight pool.

Seven towns and 45 projects, 8 of them joint and 4 of the region: about 800 options and 360 rows,
70 of them shared. A seed always makes the same region.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stack_planner import planning
from stack_planner.choosing.options import make_options
from stack_planner.choosing.rows import make_model
from stack_planner.records import (
    REGION,
    Budget,
    Criterion,
    Need,
    Orp,
    Programme,
    Project,
    Scope,
    Score,
    Settings,
    Strategy,
)
from stack_planner.scoring import score_projects

if TYPE_CHECKING:
    from stack_planner.choosing.model import Model
    from stack_planner.results import Scores

INPUTS = Path(__file__).parent.parent / "inputs"
POPULATIONS = (17_611, 49_917, 87_001, 13_001, 23_906, 27_373, 74_502)
PROJECTS, JOINT, REGIONAL, AREAS = 45, 8, 4, 12
FIRST_YEAR, YEARS = 2027, 4
LEAST_ELIGIBLE = 400_000
POOL, ALLOCATION = Fraction(2, 100), Fraction(10, 100)
"""Of all that the towns wish for: the pool of one year, the programme's allocation."""


@dataclass(frozen=True)
class Draw:
    """The numbers of a region by project and by town, drawn by a seed."""

    area: np.ndarray
    need: np.ndarray
    score: np.ndarray
    fixed: np.ndarray
    per_inhabitant: np.ndarray
    duration: np.ndarray
    earliest: np.ndarray
    latest: np.ndarray
    aided: np.ndarray
    granted: np.ndarray
    effort: np.ndarray

    def wishes(self, town: int) -> float:
        """What a town's own projects cost, all of them together."""
        costs = self.fixed + self.per_inhabitant * POPULATIONS[town]
        return float(costs[self._wanted(town)].sum())

    def running(self, town: int) -> float:
        """What they would cost to run, a year."""
        return float((0.12 * self.fixed)[self._wanted(town)].sum())

    def days(self, town: int) -> float:
        """The person-days that they take."""
        return float(self.effort[self._wanted(town)].sum())

    def _wanted(self, town: int) -> np.ndarray:
        wanted: np.ndarray = self.need[town, self.area] > 0
        wanted[: JOINT + REGIONAL] = False
        return wanted


def draw(seed: int) -> Draw:
    """The numbers of a seed; costs are log-normal, half of the projects cost by inhabitants too."""
    dice = np.random.default_rng(seed)
    area = dice.integers(0, AREAS, PROJECTS)
    need = dice.integers(0, 6, (len(POPULATIONS), AREAS))
    score = dice.uniform(20, 95, PROJECTS)
    fixed = np.exp(dice.normal(13.6, 1.0, PROJECTS)).astype(int)
    half = dice.random(PROJECTS) < 1 / 2
    per_inhabitant = np.where(half, dice.uniform(5, 60, PROJECTS), 0)
    duration = dice.choice([1, 1, 1, 2], PROJECTS)
    earliest = dice.integers(0, YEARS - 1, PROJECTS)
    latest = np.minimum(earliest + dice.integers(0, 3, PROJECTS), YEARS - duration)
    return Draw(
        area=area,
        need=need,
        score=score,
        fixed=fixed,
        per_inhabitant=per_inhabitant,
        duration=duration,
        earliest=np.minimum(earliest, latest),
        latest=latest,
        aided=dice.random(PROJECTS) < 4 / 10,
        granted=dice.random(PROJECTS) < 35 / 100,
        effort=dice.integers(5, 60, PROJECTS),
    )


def hard_region(seed: int) -> Strategy:
    """The region of a seed."""
    drawn = draw(seed)
    towns = range(len(POPULATIONS))
    wishes = sum(drawn.wishes(town) for town in towns)
    years = range(FIRST_YEAR, FIRST_YEAR + YEARS)
    projects = tuple(_project(drawn, number) for number in range(PROJECTS))
    return Strategy(
        settings=Settings(FIRST_YEAR, YEARS, FIRST_YEAR),
        projects=projects,
        criteria=(Criterion("K", "K", Fraction(1), Fraction(0), Fraction(100)),),
        scores=tuple(
            Score(project.code, None, "K", Fraction(round(10 * score), 10))
            for project, score in zip(projects, drawn.score, strict=True)
        ),
        links=(),
        programmes=(_programme(int(wishes * ALLOCATION)),),
        pool=tuple(Budget(REGION, year, int(wishes * POOL)) for year in years),
        rules=(),
        pairwise=(),
        orps=tuple(Orp(_town(n), _town(n), POPULATIONS[n]) for n in towns),
        municipalities=(),
        budgets=tuple(_budget(drawn, town, year) for town in towns for year in years),
        needs=tuple(
            Need(_town(town), None, f"A{area:02d}", Fraction(int(drawn.need[town, area])))
            for town in towns
            for area in range(AREAS)
        ),
        positions=(),
    )


def named_region(name: str) -> tuple[Strategy, Scores]:
    """The shipped sample by the name ``sample``, or the region of a seed, with its scores."""
    if name == "sample":
        inputs = planning.Inputs(INPUTS / "project_stack.xlsx", [INPUTS / "municipal_needs.xlsx"])
        strategy, scores, _ = planning.score(inputs)
        return strategy, scores
    strategy = hard_region(int(name))
    return strategy, score_projects(strategy)


def hard_model(seed: int) -> Model:
    """The rows and columns of a seed's region."""
    strategy = hard_region(seed)
    scores = score_projects(strategy)
    return make_model(strategy, scores, make_options(strategy, scores)[0])


def _town(number: int) -> str:
    return f"T{number + 1}"


def _programme(allocation: int) -> Programme:
    return Programme(
        "F1",
        "F1",
        Fraction(85, 100),
        min_eligible=LEAST_ELIGIBLE,
        allocation=allocation,
        delay=1,
        with_regional_grant=False,
    )


def _budget(drawn: Draw, town: int, year: int) -> Budget:
    return Budget(
        orp=_town(town),
        year=year,
        capex=int(drawn.wishes(town) / YEARS * 0.35),
        opex=int(drawn.running(town) * 0.24),
        effort=int(drawn.days(town) / YEARS * 0.8),
    )


def _project(drawn: Draw, number: int) -> Project:
    """The first ones are joint, of one start year; then come the region's, then the towns' own."""
    joint, own = number < JOINT, number >= JOINT + REGIONAL
    size = 2.5 if joint else 1.0 if own else 1.5
    scope = Scope.JOINT if joint else Scope.ORP if own else Scope.REGION
    earliest = FIRST_YEAR + int(drawn.earliest[number])
    return Project(
        code=f"P{number + 1:02d}",
        name=f"P{number + 1:02d}",
        area=f"A{drawn.area[number]:02d}",
        scope=scope,
        capex=int(drawn.fixed[number] * size),
        duration=1 if joint else int(drawn.duration[number]),
        earliest=earliest,
        latest=earliest if joint else FIRST_YEAR + int(drawn.latest[number]),
        capex_per_inhabitant=Fraction(int(100 * drawn.per_inhabitant[number] * own), 100),
        opex=int(0.12 * drawn.fixed[number] * own),
        effort=int(drawn.effort[number]),
        programmes=("F1",) if own and drawn.aided[number] else (),
        regional_grant=Fraction(4, 10) if own and drawn.granted[number] else Fraction(0),
    )
