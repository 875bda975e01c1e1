"""Rows that no region says but the search makes: what a listening solver is given to solve."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.choose import choose
from stack_planner.choosing.comparing.needed import least_lack
from stack_planner.choosing.conflict.ground import make_ground
from stack_planner.choosing.conflict.repair import least_repair
from stack_planner.choosing.fairness import lift
from stack_planner.choosing.keeping import keeping_decisions
from stack_planner.choosing.search.closing import close
from stack_planner.choosing.search.mixture import Mixture
from stack_planner.choosing.search.pricing import PRICE_UNIT, Blocks
from stack_planner.choosing.search.rounds import Rounds
from stack_planner.choosing.solve import Solver
from stack_planner.choosing.ties import find_ties
from stack_planner.decided import Kept, Matter
from stack_planner.records import REGION, Budget, Link, Position, Relation, Scope, Stance
from stack_planner.scoring import score_projects
from tests.doubles import Asked, Double
from tests.formulating import Case, kind_of, region_model
from tests.solving import by_hand, modelled, project, solved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.choosing.model import Model
    from stack_planner.choosing.solve import Answer, Relaxed
    from stack_planner.records import Strategy


@dataclass(frozen=True)
class Listener(Double):
    """A solver that notes what it was given, the objective included.

    It may be deaf to rows whose names begin in a certain way.
    """

    deaf_to: str = "nothing"
    heard: list[Model] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        """The best choice within the rows that were heard."""
        model = asked.model if asked.weights is None else weighed(asked.model, asked.weights)
        self.heard.append(model)
        return self.usual(replace(asked, model=model, weights=None).without(self.deaf_to))

    def relax(self, model: Model, unit: int = 1) -> Relaxed | None:
        """The linear relaxation as ever."""
        self.heard.append(model)
        return super().relax(model, unit)

    def heard_of(self, kind: str) -> list[Model]:
        """The models with rows of a kind, in the order in which they were given."""
        return [model for model in self.heard if kind in map(kind_of, model.rows)]


def weighed(model: Model, weights: Sequence[int]) -> Model:
    """The model with another objective."""
    columns = zip(model.columns, weights, strict=True)
    return replace(model, columns=tuple(replace(c, weight=weight) for c, weight in columns))


def preferring(strategy: Strategy) -> Model:
    """The last stage of the order of preference."""
    listener = Listener()
    solved(strategy, listener)
    return listener.heard_of("keep")[-1]


def cutting(strategy: Strategy) -> Model:
    """What a solver that does not hear of limits is given once its answer was counted again."""
    listener = Listener(deaf_to="capex")
    solved(strategy, listener)
    return listener.heard_of("cut")[0]


def pricing(strategy: Strategy) -> Model:
    """The model with what the first town's own problem proves at a price of 1 on the pool."""
    model = region_model(strategy)
    first, prices = Blocks(model).parts[0], {"capex[region,2027]": PRICE_UNIT}
    bound = first.priced(prices, Solver(), 1).bound
    assert bound is not None
    return replace(model, rows=(first.cut(prices, bound, 0),))


def mixing(strategy: Strategy) -> Model:
    """Two known choices of each town, nothing and all that it can do, and the region's runs."""
    return mixture(strategy).model


def exceeding(strategy: Strategy) -> Model:
    """The same with the region's runs held, to be relaxed."""
    listener, known = Listener(), mixture(strategy)
    known.prices(frozenset(runs(known.blocks.model)), listener, 1)
    (relaxed,) = listener.heard
    return relaxed


def mixture(strategy: Strategy) -> Mixture:
    """Of each town two known choices: nothing, and all that it can do."""
    blocks = Blocks(region_model(strategy))
    choices: Mapping[str, Sequence[frozenset[int]]] = {
        block.name: (frozenset(), frozenset(range(len(block.places))))
        for block in blocks.parts
        if block.name != REGION
    }
    return Mixture(blocks, choices)


def runs(model: Model) -> list[int]:
    """The columns of the region."""
    return [i for i, column in enumerate(model.columns) if column.block == REGION]


def differing(strategy: Strategy) -> Model:
    """The question whether there is another plan."""
    found, listener = solved(strategy), Listener()
    find_ties(strategy, found.model, found.choice, listener)
    return listener.heard_of("differs")[0]


def lacking(strategy: Strategy) -> Model:
    """The question what a town lacks to be worth 20."""
    listener = Listener()
    least_lack(strategy, score_projects(strategy), 20, listener)
    return listener.heard_of("value")[0]


def raising(strategy: Strategy) -> Model:
    """The first question of a repair: with how little money."""
    return asked_for_repair(strategy)[0]


def dropping(strategy: Strategy) -> Model:
    """The last question of a repair: which of equally few rules."""
    return asked_for_repair(strategy)[-1]


def asked_for_repair(strategy: Strategy) -> list[Model]:
    """All questions of a repair."""
    listener = Listener()
    least_repair(make_ground(strategy, score_projects(strategy), listener))
    return listener.heard


def lifting(strategy: Strategy) -> Model:
    """The second level of fairness where each of two towns would reach 10 alone."""
    return asked_for_fairness(strategy).heard_of("sum")[1]


def holding(strategy: Strategy) -> Model:
    """The order of preference among fair plans."""
    return asked_for_fairness(strategy).heard_of("worth")[-1]


def asked_for_fairness(strategy: Strategy) -> Listener:
    """All questions on the way to the fairest plan."""
    return lifted(strategy, Listener())


def refusing(strategy: Strategy) -> Model:
    """What a solver that does not hear of limits is asked again on the way to the fairest plan."""
    return lifted(strategy, Listener(deaf_to="capex")).heard_of("refused")[0]


def lifted(strategy: Strategy, listener: Listener) -> Listener:
    """A solver that was asked for the fairest plan where each town would reach 10 alone."""
    found = solved(strategy)
    lift(strategy, found.scores, found.model, found.choice, {"T": 10, "U": 10}, listener)
    return listener


def improving(strategy: Strategy) -> Model:
    """The last stretch of a region's search, beginning from doing nothing."""
    listener, model = Listener(), region_model(strategy)
    close(Rounds(Blocks(model), Solver(), plan=frozenset()), listener)
    return listener.heard_of("better")[-1]


def deciding(strategy: Strategy) -> Model:
    """The region in which A starts when it was decided to, and B is not done."""
    model = region_model(strategy)
    keys = {code: [c.name for c in model.columns if c.name[0] == code] for code in "AB"}
    begun = tuple(keys["A"][:1])
    first = Kept(Matter.PROJECT, "A", "T", begun, chosen=True, start=2027, financing="own")
    second = Kept(Matter.PROJECT, "B", "T", tuple(keys["B"]), chosen=False)
    return keeping_decisions(model, (first, second))


def nearing(strategy: Strategy) -> Model:
    """The question for the most of an earlier plan, which had both in the second year."""
    heard = near_to(strategy, "A|T|2028|", "B|T|2028|")
    return next(model for model in heard if {c.weight for c in model.columns} == {0, 1})


def staying(strategy: Strategy) -> Model:
    """The last question once A is where the earlier plan had it."""
    return near_to(strategy, "A|T|2028|")[-1]


def near_to(strategy: Strategy, *before: str) -> list[Model]:
    """What a solver is asked on the way to a plan that is near to an earlier one."""
    listener = Listener()
    choose(strategy, *modelled(strategy), listener, before)
    return listener.heard


def two_ways() -> Strategy:
    """A for 9 in either year, B for 7 in the first; 10 a year."""
    projects = [project("A", capex=9), project("B", capex=7, latest=2027)]
    return by_hand(projects, {"A": 10, "B": 10}, [Budget("T", y, 10) for y in (2027, 2028)])


def either_year() -> Strategy:
    """A for 9 and B for 7 in either year; 10 a year."""
    pair = [project("A", capex=9), project("B", capex=7)]
    return by_hand(pair, {"A": 10, "B": 10}, [Budget("T", y, 10) for y in (2027, 2028)])


def one_of_two() -> Strategy:
    """A for 9 and B for 7, alike in value; 10 in the one year."""
    return by_hand(
        [project("A", capex=9), project("B", capex=7)], {"A": 10, "B": 10}, [Budget("T", 2027, 10)]
    )


def sharing() -> Strategy:
    """J, joint, for 8, shared by two towns of 10 people; the pool has 4."""
    budgets = [Budget(payer, 2027, 5) for payer in ("T", "U")]
    return by_hand(
        [project("J", Scope.JOINT, capex=8)], {"J": 10}, [*budgets, Budget(REGION, 2027, 4)]
    )


def demanded_beyond_means() -> Strategy:
    """A for 60, decided on; a limit of 50 of which a tenth is kept in reserve."""
    strategy = by_hand([project("A", capex=60)], {"A": 10}, [Budget("T", 2027, 50)])
    return replace(
        strategy,
        positions=(Position("T", "A", Stance.MUST),),
        settings=replace(strategy.settings, reserve=Fraction(1, 10)),
    )


def demanded_and_refused() -> Strategy:
    """A, decided on, requires B, which the town refuses."""
    strategy = by_hand([project("A"), project("B")], {"A": 10, "B": 10}, [Budget("T", 2027, 0)])
    return replace(
        strategy,
        links=(Link("A", Relation.REQUIRES, "B"),),
        positions=(Position("T", "A", Stance.MUST), Position("T", "B", Stance.REFUSES)),
    )


ON_THE_WAY = [
    Case(
        "keep",
        "keep",
        "A stage loses nothing of the stages before: here the least own money (the objective), the"
        " value and the earliness kept.",
        two_ways(),
        preferring,
    ),
    Case(
        "near",
        "",
        "Of plans worth as much the one with the most options of an earlier plan (the objective),"
        " here of A and B in the second year.",
        either_year(),
        nearing,
        section="near",
    ),
    Case(
        "near-stays",
        "near",
        "While the rest is made earlier and cheaper, what the two have in common stays.",
        either_year(),
        staying,
    ),
    Case(
        "cut",
        "cut",
        "Of a choice that broke a row in integers: of all that pushed the row over its bound one is"
        " given up, or something is taken that pulls it back.",
        one_of_two(),
        cutting,
    ),
    Case(
        "price",
        "price",
        "No choice of a town is worth more at some prices of shared rows than its own problem"
        " says: Σ ⌊weight − Σ price · use⌋ x ≤ bound, the solver's tolerance added and rounded up"
        " (here the pool's row at a price of 1).",
        sharing(),
        pricing,
    ),
    Case(
        "choice",
        "",
        "The restricted master: every town takes one of its known choices `o|n` as a whole, within"
        " the shared rows; the region's columns stay.",
        sharing(),
        mixing,
        section="choice",
    ),
    Case(
        "choice-exceeded",
        "",
        "For its prices it is relaxed, the region's runs held, with paid excess of shared rows.",
        sharing(),
        exceeding,
        section="choice",
    ),
    Case(
        "differs",
        "",
        "A plan worth no less that differs in at least one project, in the fewest (the objective).",
        one_of_two(),
        differing,
        section="differs",
    ),
    Case(
        "value",
        "",
        "The value is reached (here 20 in units of 10⁻⁴ point) with the least money (`extra…`, in"
        " 1,000 CZK) above the limits.",
        one_of_two(),
        lacking,
        section="value",
    ),
    Case(
        "leximin",
        "",
        "The k smallest ratios V_o / S_o (here S_o = 10) in a sum as great as can be: k·t less what"
        " each ratio is below t (`gap`), the sums before it kept (`sum`), and no more value given"
        " up than allowed (`loss`).",
        sharing(),
        lifting,
        section="leximin",
    ),
    Case(
        "worth",
        "worth",
        "While a fair plan is made earlier and cheaper, no town's value falls.",
        sharing(),
        holding,
    ),
    Case(
        "refused",
        "refused",
        "A choice that is untrue when counted in integers is not to be given again.",
        one_of_two(),
        refusing,
    ),
    Case(
        "better",
        "",
        "The last stretch: a plan worth at least a unit more than the best one known (here nothing)"
        " with some of the region's runs fixed (here J runs: its column is gone from the rows).",
        sharing(),
        improving,
        section="better",
    ),
    Case(
        "repair-limit",
        "",
        "A limit gets a slack `more`; the cell has to `rise` by so much that it counts after the"
        " reserve: 10 more ≤ 9 rise, for the cell's 50 count for 45.",
        demanded_beyond_means(),
        raising,
        section="repair",
    ),
    Case(
        "repair-dropped",
        "",
        "Every other rule is lifted whole by its `drop[n]`; each question keeps what the ones"
        " before reached: rules, CZK, person-days, and of equal ones the softest (the objective).",
        demanded_and_refused(),
        dropping,
        section="repair",
    ),
    Case(
        "kept",
        "kept",
        "An officer's decision: exactly one of some options (here A in 2027), or none (B).",
        two_ways(),
        deciding,
    ),
]
