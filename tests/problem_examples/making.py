"""Makers of examples: what spoils the small region, and how its problems are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from stack_planner.adopting.map_file import read_map
from stack_planner.planning import Inputs, check
from stack_planner.problems import ProblemsError
from tests.changing import NEEDS, STACK, both, more, problems_of
from tests.foreign import adopt, write_xlsx
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from stack_planner.adopting import Adopted
    from stack_planner.problems import Problem


@dataclass(frozen=True)
class Example:
    """How an input is spoiled: its tables, then its files; and how its problems are found."""

    change: Callable[[Tables], object] = lambda _: None
    damage: Callable[[Path], object] = lambda _: None
    found: Callable[[Path], Iterable[Problem]] = problems_of


def problems_in(folder: Path, example: Example) -> Iterable[Problem]:
    """The problems of an example, made in an empty folder."""
    write_small(folder, example.change)
    example.damage(folder / "inputs")
    return example.found(folder)


def tables(*changes: Callable[[Tables], object]) -> Example:
    """Changed rows."""
    return Example(both(*changes))


def edited(file: str, sheet: str, edit: Callable[[Any], object]) -> Example:
    """A sheet of a finished workbook, edited."""

    def damage(inputs: Path) -> None:
        book = load_workbook(inputs / file)
        edit(book[sheet])
        book.save(inputs / file)

    return Example(damage=damage)


def cells(file: str, sheet: str, **values: object) -> Example:
    """Changed cells of a finished workbook."""
    return edited(file, sheet, lambda page: _write(page, values))


def row(file: str, sheet: str, place: int, *values: object) -> Example:
    """A row put in before another one."""

    def edit(page: Any) -> None:  # noqa: ANN401 — a sheet of openpyxl
        page.insert_rows(place)
        for column, value in enumerate(values, start=1):
            page.cell(place, column, value)

    return edited(file, sheet, edit)


def merged(file: str, sheet: str, cells: str) -> Example:
    """Merged cells."""
    return edited(file, sheet, lambda page: page.merge_cells(cells))


def renamed(file: str, sheet: str, name: str) -> Example:
    """A sheet of another name."""
    return edited(file, sheet, lambda page: setattr(page, "title", name))


def written(name: str, write: Callable[[Path], object]) -> Example:
    """Another file in place of the stack, written at its path."""

    def found(folder: Path) -> Iterable[Problem]:
        return check(Inputs(folder / "inputs" / name, [folder / "inputs" / NEEDS]))

    return Example(damage=lambda inputs: write(inputs / name), found=found)


def stack(name: str, content: bytes) -> Example:
    """Another file in place of the stack."""
    return written(name, lambda path: path.write_bytes(content))


def in_folder(add: Callable[[Path], object]) -> Example:
    """The needs in a folder, with something else beside them."""

    def damage(inputs: Path) -> None:
        (inputs / "obce").mkdir()
        (inputs / NEEDS).rename(inputs / "obce" / NEEDS)
        add(inputs / "obce")

    def found(folder: Path) -> Iterable[Problem]:
        return check(Inputs(folder / "inputs" / STACK, [folder / "inputs" / "obce"]))

    return Example(damage=damage, found=found)


def two_files(*changes: Callable[[Tables], object]) -> Example:
    """The needs, and a second workbook of them with changed rows."""

    def damage(inputs: Path) -> None:
        other = inputs / "other"
        other.mkdir()
        write_small(other, both(*changes))
        (other / "inputs" / NEEDS).rename(inputs / "obec.xlsx")

    def found(folder: Path) -> Iterable[Problem]:
        needs = [folder / "inputs" / NEEDS, folder / "inputs" / "obec.xlsx"]
        return check(Inputs(folder / "inputs" / STACK, needs))

    return Example(damage=damage, found=found)


def listed(
    *rows: Sequence[object],
    mapping: str = "",
    edit: Callable[[Any], object] = lambda _: None,
    **asked: object,
) -> Example:
    """A foreign list of these rows, adopted; with the text of a mapping by this."""

    def found(folder: Path) -> Iterable[Problem]:
        path = write_xlsx(folder / "seznam.xlsx", rows)
        book = load_workbook(path)
        edit(book["List1"])
        book.save(path)
        kept = folder / "seznam.map.toml"
        kept.write_text(mapping, encoding="utf-8")
        return adoption(lambda: adopt(path, map=read_map(kept) if mapping else None, **asked))

    return Example(found=found)


def adoption(adopted: Callable[[], Adopted]) -> Iterable[Problem]:
    """The problems of an adoption, whether it came about or not."""
    try:
        return adopted().problems
    except ProblemsError as error:
        return error.problems


def needs(orp: str, area: str, **more_of_it: object) -> Callable[[Tables], object]:
    """An answer of a town or of one of its municipalities."""
    return more("needs", orp=orp, area=area, urgency=1, **more_of_it)


def _write(page: Any, values: dict[str, object]) -> None:  # noqa: ANN401 — a sheet of openpyxl
    for address, value in values.items():
        page[address] = value
