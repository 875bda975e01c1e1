"""The command ``review``: a plan that an officer edited comes back."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import Json, Lang, Quiet, Verbose, asked_inputs, help_words
from stack_planner.cli.ends import USAGE, faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from stack_planner.reviewing import Returned


@app.command(help=help_words("help.review.command"))
def review(  # noqa: PLR0913 — the options common to all
    files: Annotated[list[Path], typer.Argument(help=help_words("help.review.plans"))],
    output: Annotated[
        Path, typer.Option("-o", "--output", help=help_words("help.review.folder"))
    ] = Path("outputs"),
    time_limit: Annotated[float, typer.Option(min=0.1, help=help_words("help.time_limit"))] = 300,
    jobs: Annotated[int | None, typer.Option(min=1, help=help_words("help.jobs"))] = None,
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Says what an officer's decisions break, bring and cost."""
    from stack_planner import reviewing  # noqa: PLC0415
    from stack_planner.telling.review import review_json, review_lines  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    returned = _returned(voice, files, output, time_limit, jobs)
    if len(returned.plans) > 1:
        voice.say(voice.words("cli.review_many"))
        raise typer.Exit(USAGE)
    with faults_told(voice, "cli.review_stopped"):
        made = reviewing.review(returned, voice.step)
    voice.say_problems(made.problems)
    voice.show(review_lines(made, voice.words))
    voice.show_json(review_json(made, voice.words))


def _returned(
    voice: Voice, files: list[Path], folder: Path, time_limit: float, jobs: int | None
) -> Returned:
    """The files asked for: the first is a plan, and so are others that are; then the inputs."""
    from stack_planner.choosing.solve import Limits, processors  # noqa: PLC0415
    from stack_planner.returning import is_plan_book  # noqa: PLC0415
    from stack_planner.reviewing import Returned  # noqa: PLC0415

    plans = [file for place, file in enumerate(files) if place == 0 or is_plan_book(file)]
    others = [file for file in files if file not in plans]
    inputs = asked_inputs(voice, next(iter(others), None), others[1:] or None)
    until = time.monotonic() + time_limit
    limits = Limits(until=until, gap=Fraction(1, 1000), jobs=jobs or processors())
    return Returned(tuple(plans), inputs, limits, folder)
