"""The command line: parse, call one function of the plan's story, print, exit code.

stdout is data, stderr is talk. Exit codes: 0 done, 1 internal fault, 2 usage, 3 input has problems,
4 infeasible, 5 written but not proven, 6 a file of somebody else's would be replaced.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stack_planner import version
from stack_planner.problems import (
    ForeignFilesError,
    InfeasibleError,
    OutOfEffortError,
    Problem,
    ProblemsError,
    Severity,
    UnknownOrpError,
    UntrueAnswerError,
    has_errors,
)
from stack_planner.words import LANGUAGES, Words, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.planning import Inputs

DONE, FAULT, USAGE, PROBLEMS, INFEASIBLE, UNPROVEN, FOREIGN = range(7)
FOLDER, STACK, NEEDS = Path("inputs"), "project_stack.xlsx", "municipal_needs.xlsx"


def _asked_language(arguments: Sequence[str]) -> str:
    """The language that ``--lang`` asks for, read early so that the help speaks it too."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            asked = value or "".join(arguments[place + 1 : place + 2])
            return asked if asked in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


_words = load(_asked_language(sys.argv))

Stack = Annotated[Path | None, typer.Argument(help=_words("help.stack"))]
Needs = Annotated[list[Path] | None, typer.Argument(help=_words("help.needs"))]
Lang = Annotated[str, typer.Option("--lang", help=_words("help.lang"))]
Json = Annotated[bool, typer.Option("--json", help=_words("help.json"))]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help=_words("help.quiet"))]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help=_words("help.verbose"))]
Force = Annotated[bool, typer.Option("--force", help=_words("help.force"))]

app = typer.Typer(
    help=_words("help.app"),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
            self.say(problem_count([p for p in problems if p not in acute], self.words))

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


@contextmanager
def _faults_told(voice: Voice) -> Iterator[None]:
    """Whatever keeps a plan from being made becomes a sentence and an exit code."""
    from stack_planner.telling.conflicts import infeasible_lines  # noqa: PLC0415
    from stack_planner.telling.plans import failure_json  # noqa: PLC0415

    words = voice.words
    try:
        try:
            yield
        finally:
            voice.step("")
    except ProblemsError as error:
        voice.say_problems(error.problems)
        voice.say(words("cli.stopped"))
        voice.show_json(failure_json("problems", words, error.problems))
        raise typer.Exit(PROBLEMS) from None
    except UnknownOrpError as error:
        voice.say(words("cli.unknown_orp", code=error.code, known=", ".join(error.known)))
        raise typer.Exit(USAGE) from None
    except InfeasibleError as error:
        voice.say_problems(error.problems)
        voice.say(words("cli.infeasible"))
        for line in infeasible_lines(error, words):
            voice.say(line)
        voice.show_json(failure_json("infeasible", words, error.problems, error))
        raise typer.Exit(INFEASIBLE) from None
    except OutOfEffortError:
        voice.say(words("cli.out_of_effort"))
        voice.show_json(failure_json("feasible", words))
        raise typer.Exit(UNPROVEN) from None
    except ForeignFilesError as error:
        names = ", ".join(str(file) for file in error.files)
        voice.say(words("cli.foreign", files=names))
        problems = [Problem("file_foreign", Severity.ERROR, str(file)) for file in error.files]
        voice.show_json(failure_json("problems", words, problems))
        raise typer.Exit(FOREIGN) from None
    except UntrueAnswerError as error:
        voice.say(words("cli.fault", text=str(error)))
        raise typer.Exit(FAULT) from None
    except OSError as error:
        voice.say(words("cli.not_written", text=f"{error.strerror}: {error.filename}"))
        raise typer.Exit(FAULT) from None


def _inputs(voice: Voice, stack: Path | None, needs: list[Path] | None) -> Inputs:
    """The files asked for, or those of the folder ``inputs``."""
    from stack_planner.planning import Inputs  # noqa: PLC0415

    for given, name in ((stack, STACK), (needs, NEEDS)):
        if given is None and not (FOLDER / name).exists():
            voice.say(voice.words("cli.no_inputs", file=name))
            raise typer.Exit(USAGE)
    return Inputs(stack or FOLDER / STACK, needs or [FOLDER / NEEDS])


@app.command(help=_words("help.example"))
def example(
    folder: Annotated[Path, typer.Argument(help=_words("help.folder"))] = FOLDER,
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    _quiet: Quiet = False,
    _verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Writes the worked example."""
    from stack_planner import planning  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json)
    with _faults_told(voice):
        files = [str(file) for file in planning.write_example(folder, lang, force=force)]
        voice.show(files)
        voice.show_json({"files": files})


@app.command(help=_words("help.check"))
def check(
    stack: Stack = None,
    needs: Needs = None,
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    _quiet: Quiet = False,
    verbose: Verbose = False,
    _force: Force = False,
) -> None:
    """Lists every problem of the inputs."""
    from stack_planner import planning  # noqa: PLC0415
    from stack_planner.telling.problems import problem_json, problem_lines  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, verbose=verbose)
    problems = planning.check(_inputs(voice, stack, needs))
    voice.show(problem_lines(problems, voice.words, everything=verbose))
    voice.show_json({"problems": [problem_json(problem, voice.words) for problem in problems]})
    raise typer.Exit(PROBLEMS if has_errors(problems) else DONE)


@app.command(help=_words("help.score"))
def score(  # noqa: PLR0913 — the options common to all
    stack: Stack = None,
    needs: Needs = None,
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    _force: Force = False,
) -> None:
    """Lists the value of every project for every town."""
    from stack_planner import planning  # noqa: PLC0415
    from stack_planner.telling.plans import score_json, score_lines  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    with _faults_told(voice):
        strategy, scores, problems = planning.score(_inputs(voice, stack, needs))
        voice.say_problems(problems)
        voice.show(score_lines(strategy, scores, voice.words))
        voice.show_json(score_json(strategy, scores, problems, voice.words))


@app.command(help=_words("help.plan"))
def plan(  # noqa: PLR0913, PLR0917 — the options of the main job
    stack: Stack = None,
    needs: Needs = None,
    output: Annotated[Path, typer.Option("-o", "--output", help=_words("help.output"))] = Path(
        "outputs"
    ),
    orp: Annotated[list[str] | None, typer.Option("--orp", help=_words("help.orp"))] = None,
    time_limit: Annotated[float, typer.Option(min=0.1, help=_words("help.time_limit"))] = 300,
    gap: Annotated[float, typer.Option(min=0, max=1, help=_words("help.gap"))] = 0.001,
    jobs: Annotated[int | None, typer.Option(min=1, help=_words("help.jobs"))] = None,
    lang: Lang = LANGUAGES[0],
    *,
    verify: Annotated[bool, typer.Option("--verify", help=_words("help.verify"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_words("help.dry_run"))] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Makes the plans and writes their workbooks."""
    from stack_planner import planning  # noqa: PLC0415
    from stack_planner.choosing.solve import Limits, processors  # noqa: PLC0415
    from stack_planner.results import Status  # noqa: PLC0415
    from stack_planner.telling.plans import plan_json, plan_lines  # noqa: PLC0415
    from stack_planner.telling.proof import options_line  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    order = planning.Order(
        inputs=_inputs(voice, stack, needs),
        limits=Limits(
            until=time.monotonic() + time_limit, gap=Fraction(str(gap)), jobs=jobs or processors()
        ),
        folder=None if dry_run else output,
        orps=tuple(orp or ()),
        lang=lang,
        force=force,
        verify=verify,
    )
    with _faults_told(voice):
        made, files = planning.plan(order, voice.step)
    voice.say_problems(made.problems)
    if verbose:
        voice.say(options_line(made, voice.words))
    voice.show(plan_lines(made, voice.words))
    if files and not quiet:
        voice.say(voice.words("cli.written", n=len(files), folder=str(output)))
    voice.show_json(plan_json(made, voice.seconds, map(str, files), voice.words))
    raise typer.Exit(UNPROVEN if made.proof.status is Status.FEASIBLE else DONE)


def _print_version(asked: bool) -> None:  # noqa: FBT001 — typer calls it so
    if asked:
        typer.echo(f"stack-planner {version.VERSION}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    shown: Annotated[
        bool,
        typer.Option(
            "--version", help=_words("help.version"), callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Takes the options that stand before a command."""


def main(arguments: Sequence[str] | None = None) -> Any:  # noqa: ANN401 — never returns
    """Runs the command line."""
    return app(args=arguments)
