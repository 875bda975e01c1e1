"""How a command speaks: data on stdout, talk on stderr."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from stack_planner.problems import Problem, Severity
from stack_planner.words import LANGUAGES, Words, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from stack_planner.standing import Standing


@dataclass
class Voice:
    """How a command speaks: its language, whether as JSON, and how much."""

    lang: str
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    _step: str = ""
    _since: float = 0.0
    _spinner: Any = None

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise typer.BadParameter(f"{self.lang}: {', '.join(LANGUAGES)}", param_hint="--lang")
        self.words: Words = load(self.lang)

    def show(self, lines: Iterable[str]) -> None:
        """Data on stdout, unless one JSON object is asked for."""
        if not self.as_json:
            for line in lines:
                typer.echo(line)

    def show_json(self, value: object) -> None:
        """The one JSON object on stdout."""
        if self.as_json:
            typer.echo(json.dumps(value, ensure_ascii=False, indent=1))

    def say(self, line: str) -> None:
        """Talk on stderr."""
        typer.echo(line, err=True)

    def say_problems(self, problems: Sequence[Problem]) -> None:
        """Problems on stderr; without ``-v`` only those that a person should act on."""
        from stack_planner.telling.problems import problem_count, problem_lines  # noqa: PLC0415

        acute = [p for p in problems if self.verbose or p.severity is not Severity.NOTICE]
        if acute:
            for line in problem_lines(acute, self.words, everything=self.verbose):
                self.say(line)
        if len(acute) < len(problems) and not self.quiet:
            hidden = [p for p in problems if p.severity is Severity.NOTICE]
            counts = problem_count(hidden, self.words)
            self.say(self.words("cli.hidden_notices", n=len(hidden), counts=counts))

    def say_standing(self, standing: Standing, folder: Path) -> None:
        """What there is to say of the plan that was asked about, and of its inputs."""
        self.say_problems(standing.problems)
        if not standing.found and not self.quiet:
            self.say(self.words("cli.standing_anew", folder=str(folder)))

    def step(self, name: str) -> None:
        """A step begins: it is told, and the time of the one before is kept."""
        now = time.monotonic()
        if self._step:
            self.seconds[self._step] = round(now - self._since, 3)
        self._step, self._since = name, now
        if self._spinner:
            self._spinner.stop()
            self._spinner = None
        if name and not self.quiet:
            text = f"{self.words(f'cli.step.{name}')} …"
            self.say(text)
            if sys.stderr.isatty():
                self._spinner = _spin()


def _spin() -> Any:  # noqa: ANN401 — rich's own status
    """A sign of life on a terminal while a step takes its time."""
    from rich.console import Console  # noqa: PLC0415 — slow to import, for terminals only

    spinner = Console(stderr=True).status("")
    spinner.start()
    return spinner
