"""What three invented roles answer on the weights of criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.sample.files import stated

if TYPE_CHECKING:
    from collections.abc import Iterator


def answer_rows() -> list[dict[str, Any]]:
    """A row for each answer, person by person."""
    return [
        {
            "person": said["person"],
            "method": said["method"],
            "criterion": criterion,
            "against": against,
            "value": value,
        }
        for said in stated("stack")["answers"]
        for criterion, against, value in _answers(said)
    ]


def _answers(said: dict[str, Any]) -> Iterator[tuple[str, str | None, int]]:
    """(criterion, the one that it is compared with, the answer)."""
    yield from ((code, None, value) for code, value in said.get("alone", {}).items())
    yield from ((said["best"], code, value) for code, value in said.get("to_others", {}).items())
    yield from ((code, said["worst"], value) for code, value in said.get("to_worst", {}).items())
