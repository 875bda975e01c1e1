"""The region's sheet of joint projects by town: who joins, who could, and what it saves each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.workbook.grid import Field, Formula, Grid, Value
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from stack_planner.cooperation import JointTopic, TownTopic
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

TOWNS = (
    Field("project", 8, "code"),
    Field("name", 48, "wrap"),
    Field("orp", 8, "code"),
    Field("town", 20),
    Field("joins", 19, "wrap"),
    Field("start", 11, "year"),
    Field("value", 12, "points"),
    Field("pays", 16, "money"),
    Field("alone", 16, "money"),
    Field("saved", 16, "money"),
    Field("point", 14, "count"),
    Field("known", 14, "indent"),
)
NOTES = ("pays", "alone", "others", "point")


def pairs_of(account: Account) -> tuple[tuple[JointTopic, TownTopic], ...]:
    """Every joint project worth talking about, with each of its towns."""
    return tuple((topic, town) for topic in account.topics.joint for town in topic.towns)


def joint_grid(account: Account) -> Grid:
    """Where the table lies."""
    return account.grid("joint_towns", TOWNS, len(pairs_of(account)))


def joins_of(account: Account, topic: JointTopic, town: TownTopic) -> str:
    """Whether a town joins by the plan, could join what runs, or could do what does not run."""
    key = "joins" if town.joins else "could" if topic.runs else "outside"
    return account.words(f"joint_towns.state.{key}")


def write_joint_towns(book: Book, account: Account) -> None:
    """The sheet."""
    words, grid = account.words, joint_grid(account)
    page = Page(book, grid.sheet, [field.width for field in TOWNS])
    page.titles(words("joint_towns.title"), words("joint_towns.subtitle"))
    page.table(grid, TOWNS, page.headings(TOWNS, "joint_towns"), frozen=2)
    rows = [_cells(account, grid, index, *pair) for index, pair in enumerate(pairs_of(account))]
    for index, cells in enumerate(rows):
        page.line(grid, index, TOWNS, cells)
    page.subtotals(grid, TOWNS, rows)
    for row, key in enumerate(NOTES, grid.last + 2):
        page.write(row, 0, words(f"joint_towns.note.{key}"), "muted")


def _cells(
    account: Account, grid: Grid, index: int, topic: JointTopic, town: TownTopic
) -> dict[str, Value]:
    here = {key: grid.here(key, index) for key in ("value", "pays", "alone")}
    point = town.cost_of_point
    return {
        "project": topic.project,
        "name": account.strategy.project[topic.project].name,
        "orp": town.orp,
        "town": account.strategy.orp[town.orp].name,
        "joins": joins_of(account, topic, town),
        "start": topic.start,
        "value": points(town.value),
        "pays": town.pays,
        "alone": town.alone,
        "saved": Formula(f"={here['alone']}-{here['pays']}", town.saved),
        "point": Formula(
            f'=IF({here["value"]}>0,{here["pays"]}/{here["value"]},"")',
            "" if point is None else float(point),
        ),
        "known": account.words(f"joint_towns.cost.{'stated' if town.stated else 'counted'}"),
    }
