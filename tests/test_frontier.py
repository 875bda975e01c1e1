"""The value over the budget: every breakpoint against every plan counted one by one."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.choosing.solve import Answer, Limits, Solver, State
from stack_planner.choosing.verify import Count
from stack_planner.conflicts import Sort
from stack_planner.explaining.frontier import TOP, Frontier, frontiers
from stack_planner.explaining.held import Region
from stack_planner.explaining.lifting import grounded, lifted
from stack_planner.explaining.scaling import Limit, scaled
from stack_planner.reading import read_strategy
from stack_planner.records import REGION, Budget, Position, Stance, Strategy
from stack_planner.telling.frontier import paragraph
from stack_planner.words import load
from tests.counterfactual import tight_regions
from tests.deciding import countable_regions, options_of, plans_of
from tests.planned import REGION_BOOK, TOWN, planned
from tests.running import run
from tests.solving import by_hand, project, solved
from tests.test_ground_truth import SHARED, one_budget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl import Workbook

    from stack_planner.results import Option

REGIONS, TIGHT = 16, 12
MONEY = {Sort.CAPEX: "capex", Sort.OPEX: "opex", Sort.BURDEN: "opex"}
TODAY = Fraction(1)


def standing(strategy: Strategy, solver: Solver | None = None) -> Region:
    """The best plan of a region."""
    options, scores = options_of(strategy)
    chosen = solved(strategy).choice.chosen
    return Region(strategy, scores, options, chosen, solver or Solver(Limits(jobs=2)))


# Every plan counted


def least_factor(limits: Sequence[int], reserve: Fraction, used: int) -> Fraction | None:
    """The least factor at which scaled limits less the reserve add up to so much, step by step."""
    if used <= 0 or not sum(limits) or reserve == 1:
        return Fraction(0) if used <= 0 else None
    low = used / (1 - reserve) / sum(limits)

    def enough(factor: Fraction) -> bool:
        wholes = (factor * limit // 1 for limit in limits)
        return sum(whole * (1 - reserve) // 1 for whole in wholes) >= used

    def first(limit: int) -> Fraction:
        step = low * limit // 1
        while not enough(Fraction(step, limit)):
            step += 1
        return Fraction(step, limit)

    return min(first(limit) for limit in limits if limit)


@dataclass(frozen=True)
class Scalable:
    """A plan of a town that breaks nothing from a factor on."""

    projects: frozenset[str]
    value: int
    factor: Fraction


@dataclass(frozen=True)
class Curve:
    """Every plan of a town, the rest of the region's plan held, by the money that it needs."""

    strategy: Strategy
    base: tuple[Option, ...]
    town: str

    @cached_property
    def plans(self) -> tuple[Scalable, ...]:
        """All plans that are possible at some factor."""
        options, scores = options_of(self.strategy)
        others = tuple(option for option in self.base if option.payer != self.town)
        made = []
        for own in plans_of(options, self.town):
            count = Count(self._without_money, scores, (*others, *own))
            factor = self._factor(count)
            if factor is not None:
                projects = frozenset(option.project for option in own)
                made.append(Scalable(projects, count.town_value(self.town), factor))
        return tuple(made)

    @property
    def _without_money(self) -> Strategy:
        """The region where every given limit of the town's money is nothing."""
        budgets = tuple(
            replace(
                budget,
                capex=None if budget.capex is None else 0,
                opex=None if budget.opex is None else 0,
            )
            if budget.orp == self.town
            else budget
            for budget in self.strategy.budgets
        )
        return replace(self.strategy, budgets=budgets)

    def _factor(self, count: Count) -> Fraction | None:
        """The least factor at which nothing is broken; None where something else is."""
        factors = [Fraction(0)]
        for breach in count.breaches():
            if breach.payer != self.town or breach.sort not in MONEY:
                return None
            reserve, used = self.strategy.settings.reserve, breach.used or 0
            factor = least_factor(self._limits(breach.sort, breach.year), reserve, used)
            if factor is None:
                return None
            factors.append(factor)
        return max(factors)

    def _limits(self, sort: Sort, year: int) -> list[int]:
        carries = self.strategy.settings.carry_over
        given = [
            (budget.year, limit)
            for budget in self.strategy.limits(self.town)
            if (limit := getattr(budget, MONEY[sort])) is not None
        ]
        if sort is Sort.BURDEN:
            return [given[-1][1]]
        return [limit for y, limit in given if y == year or (carries and y < year)]

    @cached_property
    def points(self) -> list[tuple[Fraction, int]]:
        """(factor, value) of all breakpoints up to the usual one, the smallest factor first."""
        return staircase(self.plans)

    def best(self, factor: Fraction) -> int:
        """The best value at a factor."""
        return self.points[bisect_right(self.points, factor, key=lambda point: point[0]) - 1][1]


def staircase(plans: Sequence[Scalable]) -> list[tuple[Fraction, int]]:
    """Where the best value rises."""
    points: list[tuple[Fraction, int]] = []
    for plan in sorted(plans, key=lambda plan: (plan.factor, -plan.value)):
        if plan.factor <= TOP and (not points or plan.value > points[-1][1]):
            points.append((plan.factor, plan.value))
    return points


@cache
def cases() -> tuple[tuple[Curve, Frontier], ...]:
    """The curves of all towns of small regions, each with the plans counted."""
    made = []
    for strategy in (*countable_regions(REGIONS), *tight_regions(TIGHT)):
        region = standing(strategy)
        made += [(Curve(strategy, region.chosen, each.orp), each) for each in frontiers(region)]
    return tuple(made)


def test_every_breakpoint_is_that_of_the_plans_counted() -> None:
    for curve, told in cases():
        assert [(point.factor, point.value) for point in told.points] == curve.points
        assert told.proven
    steps = [len(told.points) for _, told in cases()]
    assert sum(steps) > 2 * len(steps)
    assert sum(told.points[0].factor > 0 for _, told in cases()) > 3, "not everything may be left"


def test_the_plan_of_a_point_is_one_of_the_nearest_of_its_value() -> None:
    for curve, told in cases():
        towards = [*told.points]
        today = sum(point.factor <= 1 for point in towards)
        for place, point in enumerate(towards):
            known = frozenset(told.plan)
            if place != today - 1:
                known = frozenset(towards[place + (1 if place < today else -1)].projects)
            some = [
                plan.projects
                for plan in curve.plans
                if plan.value == point.value and plan.factor <= point.factor
            ]
            mine = frozenset(point.projects)
            assert mine in some
            if today:
                assert len(mine ^ known) == min(len(each ^ known) for each in some)


def test_the_curve_goes_through_todays_plan() -> None:
    for _, told in cases():
        point = told.at(TODAY)
        assert point is not None
        assert point.value == told.value


def test_the_most_is_the_value_of_the_best_plan_at_any_factor() -> None:
    for curve, told in cases():
        assert told.most == max(plan.value for plan in curve.plans)


def test_the_strip_is_the_plans_of_the_points_turned_round() -> None:
    left = 0
    for _, told in cases():
        for point in told.points:
            held = {
                project
                for project, spans in told.strip.items()
                if any(
                    s.since <= point.factor and (s.until is None or point.factor < s.until)
                    for s in spans
                )
            }
            assert held == set(point.projects)
        left += sum(told.leaves(project) for project in told.strip)
    assert left > 3, "projects leave although there is more money"


# The order in which projects go


def _within(curve: Curve, projects: Sequence[str]) -> list[tuple[Fraction, int]]:
    """The breakpoints of plans within some projects."""
    return staircase([plan for plan in curve.plans if plan.projects <= set(projects)])


def test_each_step_of_the_order_is_the_best_within_the_one_before() -> None:
    steps = 0
    for curve, told in cases():
        before, factor = told.plan, TODAY
        for place, step in enumerate(told.nested.steps):
            below = [p for p in _within(curve, before) if p[0] < factor or not place]
            below = [point for point in below if point[0] <= 1]
            assert (step.factor, step.value) == below[-1]
            assert set(step.projects) | set(step.dropped) == set(before)
            before, factor = step.projects, step.factor
            steps += 1
        assert told.nested.ends
        assert not [point for point in _within(curve, before) if point[0] < factor]
    assert steps > len(cases())


def test_the_price_of_the_order_is_the_most_that_planning_anew_would_gain() -> None:
    dear = 0
    for curve, told in cases():
        ends = [TODAY, *(step.factor for step in told.nested.steps)]
        for place, step in enumerate(told.nested.steps):
            inside = [step.factor, *(f for f, _ in curve.points if step.factor <= f < ends[place])]
            best = max(curve.best(factor) for factor in inside)
            best = max(best, curve.best(TODAY)) if not place else best
            assert told.price(place) == best - step.value
            dear += best > step.value
    assert dear > 10


# Factors


def test_the_least_factor_is_enough_and_no_smaller_one_is() -> None:
    for given in ((7,), (1000,), (3, 7), (0, 5, 12), (10**9 + 7, 10**9 + 9)):
        for reserve in (Fraction(0), Fraction(1, 20), Fraction(1, 3)):
            limit = Limit("capex", "capex", 2027, {}, given, 1 - reserve)
            for part in range(1, 12):
                used = part * sum(given) // 8 + 1
                factor = limit.least(used)
                assert factor == least_factor(given, reserve, used)
                assert limit.at(factor) >= used > limit.below(factor)
                tiny = Fraction(1, 10**30)
                assert limit.below(factor) == limit.at(factor - tiny)


def test_what_is_no_money_of_the_town_is_not_scaled() -> None:
    """Staff, a limit of nothing and the pool stay; the reserve is taken off what is scaled."""
    some = [project("P1", capex=90, effort=5), project("P2", opex=7), project("P3", effort=9)]
    budgets = [Budget("T", 2027, 100, 0, effort=5), Budget(REGION, 2027, 50, 0)]
    strategy = by_hand(some, {"P1": 10_000, "P2": 20_000, "P3": 30_000}, budgets)
    strategy = replace(strategy, settings=replace(strategy.settings, reserve=Fraction(1, 20)))
    (told,) = frontiers(standing(strategy))
    assert [(point.factor, point.projects) for point in told.points] == [
        (0, ()),
        (Fraction(95, 100), ("P1",)),
    ]
    assert [point.budget for point in told.points] == [0, 95]
    assert told.next is None
    assert told.most == 10_000, "no factor makes more of nothing"


def test_what_is_mandatory_says_from_where_on_there_is_a_plan() -> None:
    some = [project("P1", capex=60), project("P2", capex=30)]
    strategy = by_hand(some, {"P1": 10_000, "P2": 20_000}, [Budget("T", 2027, 100)])
    strategy = replace(strategy, positions=(Position("T", "P1", Stance.MUST),))
    (told,) = frontiers(standing(strategy))
    assert [(point.factor, point.projects) for point in told.points] == [
        (Fraction(6, 10), ("P1",)),
        (Fraction(9, 10), ("P1", "P2")),
    ]
    assert told.begins
    assert told.at(Fraction(1, 2)) is None
    assert [step.dropped for step in told.nested.steps] == [(), ("P2",)]


def test_more_money_than_a_plan_needs_is_told_by_year() -> None:
    some = [project("P1", capex=60), project("P2", capex=70)]
    strategy = by_hand(some, {"P1": 10_000, "P2": 20_000}, [Budget("T", 2027, 100)])
    (told,) = frontiers(standing(strategy))
    assert told.next is not None
    assert (told.next.factor, told.next.projects) == (Fraction(13, 10), ("P1", "P2"))
    assert told.next.lacking == (("capex", 2027, 30),)


def test_the_answers_are_the_same_side_by_side_and_in_any_order() -> None:
    for strategy in countable_regions(6):
        region = standing(strategy)
        turned = replace(strategy, projects=strategy.projects[::-1], budgets=strategy.budgets[::-1])
        options, scores = options_of(turned)
        other = Region(turned, scores, options[::-1], region.chosen[::-1], Solver())
        assert frontiers(other) == frontiers(region)


def test_a_lifted_model_is_worth_the_same() -> None:
    more = 0
    for strategy in (*countable_regions(REGIONS), *tight_regions(TIGHT)):
        region = standing(strategy)
        for code in strategy.orp:
            model = region.town(code).model
            weights = [column.weight for column in model.columns]
            tall, moved = lifted(model, weights)
            answer = Solver().maximise(tall, moved)
            found = grounded(answer, model).chosen
            assert found is not None
            assert model.keeps(found)
            assert model.value(found) == answer.bound
            assert model.value(found) == Solver().maximise(model).bound
            more += len(tall.columns) > len(model.columns)
    assert more > 20


@pytest.mark.slow
def test_curves_of_the_sample_are_those_of_single_budgets() -> None:
    """Another form of the same problem, budget by budget: presolve's enumeration lost plans here.

    With it HiGHS 1.16 called the problem of town 4101 infeasible below 72 % of its limits.
    """
    inputs = Path(__file__).parent.parent / "inputs"
    strategy, problems = read_strategy(
        inputs / "project_stack.xlsx", [inputs / "municipal_needs.xlsx"]
    )
    assert strategy is not None, problems
    region = standing(strategy)
    for told in frontiers(region):
        problem = scaled(region.town(told.orp))
        for share in range(2, 31):
            factor = Fraction(share, 20)
            rows = (*problem.model.rows, *problem.rows_at(factor))
            answer = Solver().maximise(replace(problem.model, rows=rows))
            point = told.at(factor)
            found = None if answer.chosen is None else problem.value(answer.chosen)
            assert (point and point.value) == found
        assert told.proven


# A solver that is not to be trusted


class Tired(Solver):
    """Gives up on every question but the first ones, with what it has."""

    def maximise(self, *args: Any, **more: Any) -> Answer:  # noqa: ANN401 — whatever is asked
        """The true answer, said to be unproven."""
        return replace(super().maximise(*args, **more), state=State.WORK, bound=None)


class Refusing(Solver):
    """Says of everything that it is not possible."""

    def maximise(self, *_: Any, **__: Any) -> Answer:  # noqa: ANN401 — whatever is asked
        """Nothing."""
        return Answer(State.INFEASIBLE, None, None)


def test_what_is_not_proven_is_said() -> None:
    strategy = one_budget([6, 4, 3], [10, 7, 6], 7)
    (true,) = frontiers(standing(strategy))
    (told,) = frontiers(standing(strategy, Tired()))
    assert [(p.factor, p.value) for p in told.points] == [(p.factor, p.value) for p in true.points]
    assert true.proven
    assert not any(point.proven for point in told.points)
    assert not told.proven
    assert told.most is None


def test_a_plan_that_is_there_is_not_called_impossible() -> None:
    (told,) = frontiers(standing(one_budget([6, 4, 3], [10, 7, 6], 7), Refusing()))
    assert [point.value for point in told.points] == [told.value]
    assert not told.points[0].proven


class Loose(Solver):
    """Takes a choice for possible that exceeds a limit by a crown, until it is cut off."""

    def maximise(self, model: Any, *args: Any, **more: Any) -> Answer:  # noqa: ANN401 — a model
        """The best choice where rows of money are a crown wider."""
        rows = tuple(
            replace(row, bound=row.bound + 1) if row.name.startswith("capex") else row
            for row in model.rows
        )
        return super().maximise(replace(model, rows=rows), *args, **more)


def test_a_choice_that_exceeds_a_limit_by_a_crown_is_cut_off() -> None:
    strategy = one_budget([6, 4, 3, 7, 2, 5, 1], [10, 7, 6, 9, 4, 8, 3], 13)
    (true,) = frontiers(standing(strategy))
    (told,) = frontiers(standing(strategy, Loose()))
    assert [(p.factor, p.value) for p in told.points] == [(p.factor, p.value) for p in true.points]
    assert told.proven


# In words and as JSON


def paragraph_of(strategy: Strategy, lang: str = "cs") -> str:
    """The paragraph of a region's only town."""
    (told,) = frontiers(standing(strategy))
    return paragraph(told, load(lang))


def test_the_paragraph_says_what_is_bought_and_what_goes() -> None:
    costs, values = {"P1": 50, "P2": 40, "P3": 30}, {"P1": 100_000, "P2": 90_000, "P3": 80_000}
    some = [project(code, capex=cost) for code, cost in costs.items()]
    strategy = by_hand(some, values, [Budget("T", 2027, 90)])
    assert paragraph_of(strategy) == (
        "Za dnešních limitů (90 Kč za všechny roky) má nejlepší plán města 19,00 bodu. Víc peněz "
        "hodnotu zvýší teprve od 133,34 % dnešních limitů (o 30 Kč víc za všechny roky): o 8,00 "
        "bodu na 27,00 bodu. Přišel by P3. Ve skutečnosti k tomu v limitech po odečtení rezervy "
        "chybí 30 Kč (investice 2027: 30 Kč). Kdyby přišlo jen 80 % peněz, měl by nejlepší plán "
        "17,00 bodu, o 2,00 bodu méně. Odešel by P1. Přišel by P3. Při postupném krácení, kdy se z "
        "plánu jen ubírá, by odcházely v tomto pořadí: P2 (pod 100 %), P1 (pod 55,56 %). Při 80 % "
        "by tak zbylo 10,00 bodu, o 7,00 bodu méně, než kdyby se plánovalo znovu. S vyšším "
        "rozpočtem z nejlepšího plánu někde odejdou: P1, P2 a P3."
    )


def test_where_more_money_buys_nothing_it_is_said() -> None:
    one = [project("P1", capex=50)]
    rich = by_hand(one, {"P1": 10_000}, [Budget("T", 2027, 90)])
    assert "Vyšší limity už hodnotu nezvýší, ani kdyby vzrostly mnohonásobně." in paragraph_of(rich)
    poor = by_hand(one, {"P1": 10_000}, [Budget("T", 2027, 10)])
    assert "Až do 150 % dnešních limitů víc peněz hodnotu nezvýší" in paragraph_of(poor)
    must = replace(rich, positions=(Position("T", "P1", Stance.MUST),))
    text = paragraph_of(must, "en")
    assert (
        "Below 55.56% of the limits no plan of the town keeps duties, rules and joint projects."
        in text
    )
    assert "nothing to be taken from the plan" in text


def test_the_command_tells_every_town(tmp_path: Path) -> None:
    planned(tmp_path)
    ended = run(tmp_path, "frontier", "-q")
    assert (ended.code, ended.err) == (0, "")
    assert "ORP 1001 Větší: hodnota plánu podle rozpočtu" in ended.out
    assert "ORP 1002 Menší: hodnota plánu podle rozpočtu" in ended.out
    assert "zbytek plánu kraje se nemění" in ended.out


def test_json_has_the_documented_fields(tmp_path: Path) -> None:
    planned(tmp_path)
    told = run(tmp_path, "frontier", "--orp", "1002", "--to", "2", "--json", "-q").json
    (town,) = told["orps"]
    page = (Path(__file__).parent.parent / "docs" / "frontier.md").read_text(encoding="utf-8")
    objects = [town, *town["points"], town["next"], *town["strip"], *town["nested"]]
    assert all(f"`{key}`" in page for each in objects for key in each)
    assert (town["code"], town["to"], town["complete"], town["proven"]) == ("1002", 2, True, True)
    factors = [point["factor"] for point in town["points"]]
    values = [point["value"] for point in town["points"]]
    assert factors == sorted(factors)
    assert values == sorted(set(values))
    today = next(p for p in reversed(town["points"]) if Fraction(p["factor_exact"]) <= 1)
    plan = run(tmp_path, "plan", "--json", "-q", "--dry-run").json["orps"][1]
    assert today["value"] == plan["value"] == town["value"]
    assert today["chosen"] == sorted(entry["project"] for entry in plan["chosen"])
    assert town["next"]["factor"] == min(factor for factor in factors if factor > 1)


def test_what_cannot_be_asked_ends_with_its_code(tmp_path: Path) -> None:
    planned(tmp_path)
    assert run(tmp_path, "frontier", "--orp", "9", "-q").code == 2
    assert run(tmp_path, "frontier", "--to", "0.5", "-q").code == 2
    assert run(tmp_path, "frontier", "none.xlsx", "-q").code in {2, 3}


# In workbooks


def sheet(book: Workbook, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet's main table by heading."""
    rows = list(book[name].iter_rows(min_row=6, values_only=True))
    width = next((n for n, heading in enumerate(rows[0]) if heading is None), len(rows[0]))
    heads = [str(heading) for heading in rows[0][:width]]
    filled = (row[:width] for row in rows[1:] if row[0] is not None)
    return [dict(zip(heads, row, strict=True)) for row in filled]


def test_the_sheets_hold_what_the_command_tells(tmp_path: Path) -> None:
    planned(tmp_path)
    assert run(tmp_path, "plan", "-q").code == 0
    told = {town["code"]: town for town in run(tmp_path, "frontier", "--json", "-q").json["orps"]}
    book = load_workbook(tmp_path / "outputs" / TOWN, data_only=True)
    curve = sheet(book, "Křivka rozpočtu")
    assert [row["Hodnota [body]"] for row in curve] == [p["value"] for p in told["1001"]["points"]]
    factors = [row["Limity od [%]"] for row in curve]
    assert all(
        0 <= shown - point["factor"] < 1e-4
        for shown, point in zip(factors, told["1001"]["points"], strict=True)
    )
    assert [row["Proti dnešku [Kč]"] for row in curve] == [
        point["budget"] - told["1001"]["budget"] for point in told["1001"]["points"]
    ]
    assert "dnešní limity" in [row["Poznámka"] for row in curve]
    steps = sheet(book, "Graf křivky rozpočtu")
    assert len(steps) == 2 * len(curve) + 1
    order = sheet(book, "Pořadí při krácení")
    assert [row["Odejde"] for row in order[1:]] == [
        ", ".join(step["dropped"]) for step in told["1001"]["nested"][1:]
    ]
    strip = sheet(book, "Projekty podle rozpočtu")
    assert {row["Projekt"] for row in strip} == {s["project"] for s in told["1001"]["strip"]}
    assert all(row["100 %"] == "■" for row in strip if row["Při růstu odejde"] == "ne")
    region = load_workbook(tmp_path / "outputs" / REGION_BOOK, data_only=True)
    side = {row["ORP"]: row for row in sheet(region, "Křivky rozpočtů")}
    assert side["1002"]["O kolik víc [Kč]"] == told["1002"]["next"]["more"]
    assert side["1002"]["Přijde"] == ", ".join(told["1002"]["next"]["comes"])
    assert side["1001"]["O kolik víc [Kč]"] is None


def test_there_are_no_sheets_where_nothing_is_explained(tmp_path: Path) -> None:
    planned(tmp_path)
    assert run(tmp_path, "plan", "-q", "--no-explain").code == 0
    for name in (TOWN, REGION_BOOK):
        names = load_workbook(tmp_path / "outputs" / name).sheetnames
        assert not [each for each in names if "Křivk" in each]


# Ground truth: shared/cases/open


def published() -> Iterator[dict[str, Any]]:
    """Curves by full enumeration, the first one also here."""
    yield {
        "value": [10, 7, 6, 9, 4, 8, 3],
        "cost": [6, 4, 3, 7, 2, 5, 1],
        "budget": 13,
        "budget_value_curve": [
            {"budget": budget, "value": value}
            for budget, value in enumerate(
                (0, 3, 4, 7, 9, 10, 13, 14, 16, 17, 20, 21, 23, 24, 26, 28, 30, 31, 32, 34, 35)
            )
        ],
    }
    file = SHARED / "counterfactuals_and_budget_curve.json"
    if file.exists():
        yield from json.loads(file.read_text(encoding="utf-8"))["instances"]


@pytest.mark.parametrize("case", list(published()), ids=lambda case: str(case.get("id", "here")))
def test_published_curves(case: dict[str, Any]) -> None:
    strategy = one_budget(case["cost"], case["value"], case["budget"])
    told = case["budget_value_curve"]
    top = Fraction(told[-1]["budget"], case["budget"])
    (made,) = frontiers(standing(strategy), top=top)
    for entry in told:
        point = made.at(Fraction(entry["budget"], case["budget"]))
        assert point is not None
        assert point.value == entry["value"]
    rises = {b["budget"] for a, b in pairwise(told) if b["value"] > a["value"]}
    assert {point.budget for point in made.points} == {0} | rises


SMALL_KNAPSACK: dict[str, Any] = {
    "capacity": 9,
    "weights": [3, 4, 5, 2],
    "values": [[4, 1], [5, 6], [3, 7], [1, 5]],
}


def knapsacks() -> Iterator[dict[str, Any]]:
    """Knapsacks with two values; their best compromises are known."""
    for file in sorted((SHARED / "multiobjective" / "mokp").glob("*2d_25_*.json")):
        yield {"id": file.stem} | json.loads(file.read_text(encoding="utf-8"))


def two_values(case: dict[str, Any]) -> Strategy:
    """A knapsack with two values as a budget.

    Weights are staff. The second value is saved of running costs: a mandatory project costs all
    that can be saved, so that the least factor with which a first value is reached tells the
    most that is saved with it.
    """
    values, weights = case["values"], case["weights"]
    whole = sum(second for _, second in values)
    must = project("P000", opex=whole)
    items = [
        project(f"P{n:03d}", effort=weight, opex_saved=saved)
        for n, (weight, (_, saved)) in enumerate(zip(weights, values, strict=True), 1)
    ]
    worth = {f"P{n:03d}": first for n, (first, _) in enumerate(values, 1)}
    budget = Budget("T", 2027, None, whole, effort=case["capacity"])
    strategy = by_hand([must, *items], {"P000": 0} | worth, [budget])
    return replace(strategy, positions=(Position("T", "P000", Stance.MUST),))


def compromises(case: dict[str, Any]) -> list[list[int]]:
    """The non-dominated values that the curve tells, the least first value first."""
    (made,) = frontiers(standing(two_values(case)))
    whole = sum(second for _, second in case["values"])
    return [[point.value, whole - point.budget] for point in made.points]


def test_compromises_of_two_values() -> None:
    every = [
        (sum(v[0] for v in some), sum(v[1] for v in some))
        for places in range(16)
        for some in [[v for n, v in enumerate(SMALL_KNAPSACK["values"]) if places >> n & 1]]
        if sum(w for n, w in enumerate(SMALL_KNAPSACK["weights"]) if places >> n & 1) <= 9
    ]
    best = [v for v in every if not any(o != v and o[0] >= v[0] and o[1] >= v[1] for o in every)]
    assert compromises(SMALL_KNAPSACK) == sorted(map(list, best))


@pytest.mark.parametrize("case", list(knapsacks()), ids=lambda case: str(case["id"]))
def test_published_compromises(case: dict[str, Any]) -> None:
    assert compromises(case) == sorted(case["nondominated"])
