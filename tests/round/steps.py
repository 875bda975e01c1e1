"""The numbered folders of the round as their pages tell them: commands with exit codes, typing."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.round.tables import rows
from tests.round.typing_in import type_decisions
from tests.running import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.round.tables import Cells
    from tests.running import Ended

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
ENDS = re.compile(r"# ends with (\d)")


@dataclass(frozen=True)
class Command:
    """A command of ``stack-planner`` as a page shows it, and the exit code that it promises."""

    line: str
    code: int

    @property
    def arguments(self) -> list[str]:
        """What follows the program's name."""
        return shlex.split(self.line)[1:]


@dataclass(frozen=True)
class Step:
    """A numbered folder: what is typed into plans first, then the commands in order."""

    name: str
    typed: tuple[Cells, ...]
    commands: tuple[Command, ...]


def steps_of(examples: Path) -> Iterator[Step]:
    """The folders of the round, from the second on: the first one is a job of its own."""
    for folder in sorted(examples.glob("[0-9]*"))[1:]:
        text = (folder / "README.md").read_text(encoding="utf-8")
        typed = tuple(row for row in rows(text.splitlines()) if "Workbook" in row)
        yield Step(folder.name, typed, tuple(commands_of(text)))


def commands_of(text: str) -> Iterator[Command]:
    """The commands in the sh blocks of a page; a line that ends with a backslash goes on."""
    for block in SHELL.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("stack-planner "):
                told = ENDS.search(line)
                command = " ".join(line.partition(" #")[0].split())
                yield Command(command, int(told[1]) if told else 0)


@dataclass(frozen=True)
class Gone:
    """The examples after everybody went through them, and how each command ended, in order."""

    folder: Path
    ended: tuple[tuple[str, Command, Ended], ...]

    def of(self, step: str) -> tuple[Ended, ...]:
        """How the commands of one folder ended."""
        return tuple(ended for name, _, ended in self.ended if name == step)


def nothing(_step: str, _copy: Path) -> None:
    """What people fill in lies in the folders already."""


def go_through(folder: Path, type_in: Callable[[str, Path], object] = nothing) -> Gone:
    """Runs every command of the round in a copy of the examples, typing what the pages tell.

    ``type_in`` may write what people fill in, given the step and the copy: before its commands and
    after each of them. A command that ends otherwise than its page says stops the round.
    """
    copy = folder / "examples"
    shutil.copytree(EXAMPLES, copy, ignore=shutil.ignore_patterns("outputs"))
    ended = []
    for step in steps_of(copy):
        type_in(step.name, copy)
        type_decisions(copy, step.typed)
        for each in step.commands:
            gone = run(copy, *each.arguments)
            assert gone.code == each.code, f"{each.line}\n{gone.err}"
            ended.append((step.name, each, gone))
            type_in(step.name, copy)
    return Gone(copy, tuple(ended))
