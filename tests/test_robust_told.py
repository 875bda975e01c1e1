"""What officers are told of robustness to weights: sentences, tables, and JSON."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from stack_planner.explaining.robust import Presence, Shift, SpaceState, Stability, Swap
from stack_planner.records import Budget, Criterion
from stack_planner.telling.robust import never_told, paragraph, space_told
from stack_planner.telling.robust_json import robust_json
from stack_planner.telling.robust_tables import robust_lines
from stack_planner.words import LANGUAGES, load
from tests.documenting import DATA, paths, rows, sections
from tests.hanging import CERTAIN, HANGING, SWAP, share, stability
from tests.solving import by_hand, project

if TYPE_CHECKING:
    from stack_planner.explaining.robust import Robustness
    from stack_planner.records import Strategy


def strategy_of(*criteria: Criterion) -> Strategy:
    """A town T with five projects; the criteria K1 … K3 unless others are given."""
    codes = [f"P{number}" for number in range(1, 6)]
    made = by_hand(
        [project(code, capex=10) for code in codes],
        dict.fromkeys(codes, 10_000),
        [Budget("T", 2027, 30)],
    )
    return replace(made, criteria=criteria or tuple(map(criterion, ("K1", "K2", "K3"))))


def criterion(code: str, low: int | None = None, rank: int | None = None) -> Criterion:
    names = {"K1": "Přínos", "K2": "Povinnost", "K3": "Dostupnost"}
    least = None if low is None else Fraction(low)
    ends = (Fraction(0), Fraction(10))
    return Criterion(code, names[code], Fraction(1), *ends, weight_min=least, rank=rank)


def told(answer: Robustness, lang: str = "cs") -> str:
    return paragraph(answer, strategy_of(), load(lang)).replace("\xa0", " ")


# The paragraph


def test_the_paragraph_says_what_is_certain_what_hangs_and_what_is_nearest() -> None:
    assert told(HANGING) == (
        "Podle toho, jaké váhy se zvolí, vycházejí nejlépe 2 různé plány. Podíl vah dnešního plánu "
        "je 62 %: v takové části zkoumaných vah je nejlepší. Proti nejlepšímu ztrácí nejvýše "
        "1,20 bodu, a to při vahách K1 40 %, K2 36 %, K3 24 %. Při všech zkoumaných vahách jsou "
        "v nejlepším plánu P1 a P2. Z dnešního plánu závisí na vahách P3 (podíl vah 62 %). "
        "Z projektů mimo dnešní plán by se při jiných vahách uplatnil P4 (podíl vah 38 %). "
        "Nejbližší změna: stačí přesunout 3,2 procentního bodu váhy z kritéria K1 (Přínos) na K3 "
        "(Dostupnost) a místo P3 přijde P4. Menší přesun, ať mezi kterýmikoli kritérii, plán "
        "nezmění. Všechno je spočteno přesně a prokázáno."
    )
    assert told(HANGING, "en") == (
        "Depending on the weights 2 different plans are the best. Today's plan has a share of "
        "weights of 62%: it is the best in that part of them. Against the best plan it loses 1.20 "
        "points at most, at the weights K1 40%, K2 36%, K3 24%. At all the weights looked at the "
        "best plan has 2 projects: P1 and P2. Of today's plan P3 (share of weights 62%) hangs on "
        "the weights. Of the projects outside of today's plan P4 (share of weights 38%) would come "
        "at other weights. The nearest change: it is enough to move 3.2 percentage points of "
        "weight from criterion K1 (Přínos) to K3 (Dostupnost), and P4 comes in place of P3. "
        "A smaller shift, between whatever criteria, does not change the plan. All of this is "
        "counted exactly and proven."
    )


def test_a_plan_that_is_best_everywhere_is_told_in_three_sentences() -> None:
    assert told(CERTAIN) == (
        "Dnešní plán je nejlepší při všech zkoumaných vahách. Žádný přesun váhy z jednoho kritéria "
        "na druhé nejlepší plán nezmění. Všechno je spočteno přesně a prokázáno."
    )
    assert told(CERTAIN, "en") == (
        "Today's plan is the best at all the weights looked at. No shift of weight from one "
        "criterion to another changes the best plan. All of this is counted exactly and proven."
    )


def test_it_may_be_best_at_all_that_is_looked_at_and_still_have_a_nearest_change() -> None:
    text = told(replace(CERTAIN, nearest=HANGING.nearest))
    assert text.startswith("Dnešní plán je nejlepší při všech zkoumaných vahách. Nejbližší změna:")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_share_of_weights_is_called_no_probability(lang: str) -> None:
    words = load(lang)
    told = " ".join(robust_lines((HANGING, CERTAIN), strategy_of(), words))
    name, wrong = {"cs": ("odíl vah", "pravděpod"), "en": ("share of weights", "probab")}[lang]
    assert told.count(name) > 3
    assert told.count(wrong) == 1, "once, to say that it is none"


def test_shares_that_are_nearly_nothing_or_all_are_not_told_as_that() -> None:
    nearly = (stability("P3", 99.9, chosen=True), stability("P4", 0.1, chosen=False))
    text = told(replace(HANGING, projects=(*HANGING.projects[:2], *nearly)))
    assert "P3 (podíl vah více než 99 %)" in text
    assert "P4 (podíl vah méně než 1 %)" in text


def test_todays_plan_may_have_no_share() -> None:
    """The region may have chosen otherwise than the town alone would."""
    others = tuple(replace(plan, today=False) for plan in HANGING.plans)
    assert "Dnešní plán nemá žádný podíl vah" in told(replace(HANGING, plans=others))
    assert "Today's plan has no share of weights" in told(replace(HANGING, plans=others), "en")
    text = told(replace(HANGING, plans=others[1:]))
    assert text.startswith("Při všech zkoumaných vahách je nejlepší jeden a týž plán, ale není")
    assert "ztrácí nejvýše 1,20 bodu" in text


def test_what_is_not_proven_is_said() -> None:
    part = replace(HANGING, exact=False, error=share(2))
    text = told(part)
    assert "vycházejí nejlépe nejméně 2 různé plány" in text
    assert "Největší nalezená ztráta proti nejlepšímu je 1,20 bodu" in text
    assert "ztrácí nejvýše" not in text
    assert "Výpočet skončil dřív" in text
    assert "spočteno přesně" not in text
    assert "at least 2 different plans" in told(part, "en")
    assert "no plan was found" in told(replace(CERTAIN, exact=False), "en")
    loose = replace(HANGING, nearest=Shift("K1", "K3", share(3.125), SWAP, proven=False))
    assert "Nejmenší přesun váhy, u kterého se našla změna: 3,2 procentního" in told(loose)
    assert "Menší přesun" not in told(loose)
    assert "Výpočet skončil dřív" in told(loose)


def test_an_error_of_shares_is_told_rounded_up() -> None:
    text = told(replace(HANGING, error=share(0.31)))
    assert "prokázáno; podíly vah mají chybu nejvýše 0,4 procentního bodu." in text
    assert "přesně" not in text


def test_an_error_that_no_place_shows_is_none_to_speak_of() -> None:
    text = told(replace(HANGING, error=Fraction(1, 10**9)))
    assert text.endswith("prokázáno; podíly vah jsou přesné na všechna uvedená místa.")


def test_a_project_that_is_only_presumably_certain_is_not_named_as_certain() -> None:
    loose = stability("P2", 100, chosen=True, settled=False)
    some = (HANGING.projects[0], loose, *HANGING.projects[2:])
    answer = replace(HANGING, projects=some)
    assert "je v nejlepším plánu P1." in told(answer)
    lines = list(robust_lines((answer,), strategy_of(), load("cs")))
    assert any(line.split()[:5] == ["P2", "ano", "100", "%", "vždy*"] for line in lines)
    assert "co má hvězdičku, není prokázáno" in told(answer)


def test_a_band_that_is_not_proven_has_an_asterisk() -> None:
    some = (replace(HANGING.intervals[0], proven=False), *HANGING.intervals[1:])
    answer = replace(HANGING, intervals=some)
    lines = " ".join(robust_lines((answer,), strategy_of(), load("cs")))
    assert "46,9 % – 100 %*" in lines
    assert "0 % – 34,5 % " in lines
    assert "co má hvězdičku, není prokázáno" in told(answer)


@pytest.mark.parametrize(
    ("turn", "cs", "en"),
    [
        (SWAP, "místo P3 přijde P4", "P4 comes in place of P3"),
        (
            Swap(("P4", "P5"), ("P1", "P3")),
            "místo P1 a P3 přijdou P4 a P5",
            "2 projects come in place of P1 and P3: P4 and P5",
        ),
        (Swap(("P4",), ()), "přibude P4", "P4 comes as well"),
        (Swap((), ("P1", "P3")), "odejdou P1 a P3", "2 projects leave: P1 and P3"),
        (Swap((), ()), "projekty zůstanou stejné", "the projects stay the same"),
    ],
)
def test_a_change_is_told_by_what_comes_and_leaves(turn: Swap, cs: str, en: str) -> None:
    answer = replace(HANGING, nearest=Shift("K1", "K3", share(3.125), turn))
    assert f"(Dostupnost) a {cs}. Menší" in told(answer)
    assert f"(Dostupnost), and {en}. A smaller" in told(answer, "en")


def test_a_tie_today_is_a_change_without_any_shift() -> None:
    answer = replace(HANGING, nearest=Shift("K1", "K3", Fraction(0), SWAP))
    assert (
        "Už při dnešních vahách je aspoň stejně dobrý plán, ve kterém místo P3 přijde P4."
        in told(answer)
    )
    assert "stačí přesunout" not in told(answer)


def test_a_plan_that_is_not_the_best_today_is_told_by_how_much() -> None:
    """Rounded values hide small differences; the region may have chosen otherwise."""
    now = Shift("K1", "K3", Fraction(0), SWAP)
    answer = replace(HANGING, nearest=now, behind=Fraction(30_001, 2), radius=Fraction(0))
    assert (
        "Už při dnešních vahách by měl nejlepší plán města o 1,50 bodu víc než dnešní: místo P3 "
        "přijde P4. Dělá to zaokrouhlení" in told(answer)
    )
    assert "worth 1.50 points more than today's: P4 comes in place of P3" in told(answer, "en")


def test_what_may_be_moved_in_whatever_way_is_rounded_down() -> None:
    answer = replace(HANGING, radius=share(2.99))
    assert (
        "Dokud se dohromady přesune méně než 2,9 procentního bodu, ať mezi kterýmikoli kritérii, "
        "zůstává dnešní plán nejlepší." in told(answer)
    )
    assert "Menší přesun" not in told(answer)
    assert "less than 2.9 percentage points are moved in all" in told(answer, "en")
    assert "Dokud se" not in told(replace(HANGING, radius=share(0.09)))


def test_what_is_nowhere_better_but_as_good_is_told_apart() -> None:
    """Plans of equal worth: the share of weights is that of the plan nearest to today's."""
    tied = (
        Stability("P1", chosen=True, share=Fraction(1), presence=Presence.SOMETIMES),
        Stability("P2", chosen=True, share=Fraction(1), presence=Presence.SOMETIMES),
        Stability("P4", chosen=False, share=Fraction(0), presence=Presence.SOMETIMES),
    )
    text = told(replace(CERTAIN, projects=tied))
    assert "Někde je stejně dobrý, ale nikde lepší plán bez P1 nebo P2." in text
    assert "Někde je stejně dobrý, ale nikde lepší plán s P4." in text
    assert "závis" not in text
    assert "without P1 or P2 is as good" in told(replace(CERTAIN, projects=tied), "en")


def test_differences_that_the_solver_does_not_see_are_told() -> None:
    text = told(replace(HANGING, margin=Fraction(1, 3)))
    assert "prokázáno. Plány, které se liší o méně než 0,0001 bodu, se přitom nerozlišují." in text


@pytest.mark.parametrize(
    ("amount", "shown"), [(3.125, "3,2"), (0.0001, "0,1"), (49.96, "50,0"), (3, "3,0")]
)
def test_a_shift_is_rounded_up_so_that_it_is_enough(amount: float, shown: str) -> None:
    answer = replace(HANGING, nearest=Shift("K1", "K3", share(amount), SWAP))
    assert f"stačí přesunout {shown} procentního bodu" in told(answer)


def test_many_projects_are_named_by_those_that_hang_most() -> None:
    many = tuple(stability(f"Q{number}", 90 - number, chosen=True) for number in range(9))
    text = told(replace(HANGING, projects=many))
    assert "závisí na vahách 9 projektů: Q8 (podíl vah 82 %), Q7 (83 %)" in text
    assert "Q3 (87 %) a další podle tabulky." in text
    assert "Q2" not in text


def test_projects_that_wait_are_named_from_the_likeliest_on() -> None:
    out = tuple(stability(code, part, chosen=False) for code, part in (("Q1", 20), ("Q2", 70)))
    assert "uplatnily Q2 (podíl vah 70 %) a Q1 (20 %)." in told(replace(HANGING, projects=out))


def test_what_is_never_in_is_named_on_its_own() -> None:
    assert list(never_told(HANGING, load("cs"))) == [
        "Při žádných zkoumaných vahách v nejlepším plánu není P5."
    ]
    in_plan = (*HANGING.projects[:4], stability("P5", 0, chosen=True))
    assert list(never_told(replace(HANGING, projects=in_plan), load("cs"))) == []


# The space of weights


def test_the_weights_looked_at_are_said_in_words() -> None:
    words = load("cs")
    text = " ".join(space_told(HANGING, strategy_of(), words))
    assert "žádná váha neliší od dnešní o více než pětinu (±20 %)" in text
    stated = replace(HANGING, stated=True)
    ranged = strategy_of(criterion("K1", 30), criterion("K2"), criterion("K3"))
    assert " ".join(space_told(stated, ranged, words)).startswith(
        "Zkoumají se všechny váhy kritérií v mezích ze sloupců Váha min a Váha max. Podíl vah"
    )
    ordered = replace(stated, order=(("K2",), ("K1", "K3")))
    assert "které drží pořadí důležitosti, od nejdůležitějšího: K2; K1 a K3." in " ".join(
        space_told(ordered, strategy_of(), words)
    )
    both = " ".join(space_told(ordered, ranged, words))
    assert "a Váha max, které drží pořadí důležitosti, od nejdůležitějšího: K2; K1 a K3." in both
    plain = replace(ordered, order=(("K2",), ("K1",), ("K3",)))
    assert "most important first: K2, K1, K3." in " ".join(
        space_told(plain, strategy_of(), load("en"))
    )


def test_weights_without_room_outside_or_impossible_are_told() -> None:
    words, still = load("en"), share(50)
    point = replace(HANGING, bounds=(("K1", still, still), ("K2", still, still)))
    assert "no room" in " ".join(space_told(point, strategy_of(), words))
    outside = replace(HANGING, stated=True, space=SpaceState.OUTSIDE)
    assert "Today's weights are not among them" in " ".join(
        space_told(outside, strategy_of(), words)
    )
    empty = replace(outside, space=SpaceState.EMPTY)
    text = " ".join(space_told(empty, strategy_of(), words))
    assert "contradict each other" in text
    assert "probability" not in text


@pytest.mark.parametrize("space", [SpaceState.EMPTY, SpaceState.VAST])
def test_where_weights_cannot_be_gone_through_only_the_changes_are_told(space: SpaceState) -> None:
    empty = replace(CERTAIN, stated=True, space=space, exact=False, plans=(), projects=())
    empty = replace(empty, nearest=HANGING.nearest, radius=HANGING.radius)
    assert "Výpočet skončil dřív" not in told(empty)
    assert "podíly vah proto nejsou" in " ".join(space_told(empty, strategy_of(), load("cs")))
    assert told(empty).startswith("Nejbližší změna: stačí přesunout 3,2")
    lines = list(robust_lines((empty,), strategy_of(), load("cs")))
    assert not any("vždy" in line for line in lines)
    looked = "–" if space is SpaceState.EMPTY else "40"
    assert any(line.split()[:4] == ["K1", "50", "%", looked] for line in lines)


# The tables


def test_the_tables_tell_plans_projects_and_weights() -> None:
    lines = [line.split("  ") for line in robust_lines((HANGING,), strategy_of(), load("cs"))]
    cells = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    assert ["dnešní", "62 %", "60,00", "–", "–"] in cells
    assert ["2.", "38 %", "59,00", "P4", "P3"] in cells
    mine = [row[:4] for row in cells if row and row[0] in {f"P{n}" for n in range(1, 6)}]
    assert mine == [
        ["P3", "ano", "62 %", "někdy"],
        ["P4", "ne", "38 %", "někdy"],
        ["P1", "ano", "100 %", "vždy"],
        ["P2", "ano", "100 %", "vždy"],
        ["P5", "ne", "0 %", "nikdy"],
    ]
    assert ["K1", "50 %", "40 % – 60 %", "46,9 % – 100 %", "místo P3 přijde P4", "–"] in cells
    assert ["K3", "20 %", "16 % – 24 %", "0 % – 100 %", "–", "–"] in cells
    assert not any("Jádro" in row for row in cells)


def test_the_core_is_told_only_where_it_is_known() -> None:
    some = tuple(
        replace(each, core_index=Fraction(number, 4))
        for number, each in enumerate(HANGING.projects)
    )
    cored = replace(HANGING, projects=some, nondominated=4)
    assert "Plánů, které žádný jiný nepředčí při všech zkoumaných vahách, je 4" in told(cored)
    lines = list(robust_lines((cored,), strategy_of(), load("cs")))
    assert any("Jádro" in line for line in lines)
    assert any(line.split()[:7] == ["P3", "ano", "62", "%", "někdy", "50", "%"] for line in lines)


def test_of_very_many_plans_the_largest_are_told_and_how_many_more_there_are() -> None:
    many = tuple(replace(HANGING.plans[1], share=Fraction(1, 20)) for _ in range(12))
    lines = list(robust_lines((replace(HANGING, plans=many),), strategy_of(), load("cs")))
    assert any(line.startswith("  8.") for line in lines)
    assert not any(line.startswith("  9.") for line in lines)
    last = next(place for place, line in enumerate(lines) if line.startswith("  8."))
    assert lines[last + 1] == "  … a ještě 4 plány s menším podílem vah"


def test_the_weights_looked_at_are_told_once_for_all_towns() -> None:
    lines = list(robust_lines((HANGING, HANGING), strategy_of(), load("cs")))
    assert sum("Vstupy neříkají" in line for line in lines) == 1
    assert sum("ORP T T: citlivost plánu na váhy" in line for line in lines) == 2
    assert list(robust_lines((), strategy_of(), load("cs")))[-1].endswith("stejném poměru.")


# JSON


def test_json_has_the_fields_that_others_rely_on() -> None:
    (town,) = robust_json((HANGING,), strategy_of())["orps"]
    assert (town["code"], town["plans"], town["exact"]) == ("T", 2, True)
    assert [(p["project"], p["share"], p["class"]) for p in town["projects"]] == [
        ("P1", 1, "always"),
        ("P2", 1, "always"),
        ("P3", 0.625, "sometimes"),
        ("P4", 0.375, "sometimes"),
        ("P5", 0, "never"),
    ]
    assert [{k: w[k] for k in ("criterion", "weight", "low", "high")} for w in town["weights"]] == [
        {"criterion": "K1", "weight": 0.5, "low": 0.46875, "high": 1},
        {"criterion": "K2", "weight": 0.3, "low": 0, "high": 0.345},
        {"criterion": "K3", "weight": 0.2, "low": 0, "high": 1},
    ]
    assert (town["share"], town["loss"], town["loss_at"]["K1"]) == (0.625, 1.20005, 0.4)
    assert town["weights"][0]["below"] == {"comes": ["P4"], "leaves": ["P3"]}
    assert town["best_plans"][1]["comes"] == ["P4"]
    assert town["nearest"]["amount_exact"] == "1/32"


def test_json_of_a_certain_plan_and_of_impossible_weights_has_nulls() -> None:
    (certain,) = robust_json((CERTAIN,), strategy_of())["orps"]
    assert (certain["nearest"], certain["share"], certain["loss"]) == (None, 1, 0)
    none = replace(CERTAIN, space=SpaceState.EMPTY, plans=(), projects=())
    (empty,) = robust_json((none,), strategy_of())["orps"]
    assert (empty["todays_weights"], empty["share"], empty["loss"]) == ("empty", None, None)
    assert (empty["plans"], empty["projects"]) == (0, [])
    nowhere = replace(HANGING, plans=HANGING.plans[1:])
    assert robust_json((nowhere,), strategy_of())["orps"][0]["share"] == 0


def test_every_field_is_documented_and_every_documented_field_is_there() -> None:
    text = sections(DATA.read_text(encoding="utf-8"))["`robust --json`"]
    described = {row[0] for row in rows(text) if row[0] != "costs"}
    one = replace(HANGING, loss_at=HANGING.loss_at[:1])
    told = paths(robust_json((one,), strategy_of()))
    assert {path.replace(".loss_at.K1", ".loss_at.<criterion>") for path in told} == described
