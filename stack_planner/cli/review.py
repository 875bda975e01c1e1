"""The command ``review``: a plan that an officer edited comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import (
    Force,
    Jobs,
    Json,
    Lang,
    Quiet,
    TimeLimit,
    Verbose,
    asked_inputs,
    asked_limits,
    help_words,
    read_day,
)
from stack_planner.cli.ends import DONE, UNPROVEN, USAGE, faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from stack_planner.reviewing import Replanning, Returned


@app.command(help=help_words("help.review.command"))
def review(  # noqa: PLR0913, PLR0917 — the options of both ways
    files: Annotated[list[Path], typer.Argument(help=help_words("help.review.plans"))],
    output: Annotated[
        Path, typer.Option("-o", "--output", help=help_words("help.review.folder"))
    ] = Path("outputs"),
    near: Annotated[
        Path | None, typer.Option("--near", help=help_words("help.review.near"))
    ] = None,
    by: Annotated[str, typer.Option("--by", help=help_words("help.review.by"))] = "",
    when: Annotated[str, typer.Option("--date", help=help_words("help.review.date"))] = "",
    time_limit: TimeLimit = 300,
    jobs: Jobs = None,
    lang: Lang = LANGUAGES[0],
    *,
    replan: Annotated[
        bool, typer.Option("--replan", help=help_words("help.review.replan"))
    ] = False,
    public: Annotated[bool, typer.Option("--public", help=help_words("help.public"))] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Says what an officer's decisions break, bring and cost; plans anew around them."""
    from stack_planner.reviewing import Replanning  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    order = Replanning(by, read_day(voice, when, "--date"), lang, force, public)
    returned = replace(_returned(voice, files, output, time_limit, jobs), near=near)
    if replan:
        _replan(voice, returned, order)
    elif len(returned.plans) > 1 or by or when or public:
        only = by or when or public
        voice.say(voice.words("cli.review_only_replan" if only else "cli.review_many"))
        raise typer.Exit(USAGE)
    else:
        _review(voice, returned)


def _review(voice: Voice, returned: Returned) -> None:
    """A report, which is done whatever it has to say."""
    from stack_planner import reviewing  # noqa: PLC0415
    from stack_planner.telling.review import review_lines  # noqa: PLC0415
    from stack_planner.telling.review_json import review_json  # noqa: PLC0415

    with faults_told(voice, "cli.review_stopped"):
        made = reviewing.review(returned, voice.step)
    voice.say_problems(made.problems)
    voice.show(review_lines(made, voice.words))
    voice.show_json(review_json(made, voice.words))


def _replan(voice: Voice, returned: Returned, order: Replanning) -> None:
    """A new plan, told and ended as that of ``plan``."""
    from stack_planner import reviewing  # noqa: PLC0415
    from stack_planner.results import Status  # noqa: PLC0415
    from stack_planner.telling.plans import plan_json, plan_lines  # noqa: PLC0415
    from stack_planner.telling.review import kept_lines  # noqa: PLC0415
    from stack_planner.telling.review_json import kept_json  # noqa: PLC0415

    with faults_told(voice, "cli.stopped"):
        made = reviewing.replan(returned, order, voice.step)
    plan, words = made.plan, voice.words
    voice.say_problems(plan.problems)
    voice.show(plan_lines(plan, words))
    voice.show(kept_lines(plan, made.price, words, anew=made.anew))
    if not voice.quiet:
        voice.say(words("cli.written", n=len(made.files), folder=str(returned.folder)))
        if order.public:
            voice.say(words("public.told"))
    told = plan_json(plan, voice.seconds, map(str, made.files), words)
    voice.show_json(told | kept_json(plan, made.before, made.price))
    raise typer.Exit(UNPROVEN if plan.proof.status is Status.FEASIBLE else DONE)


def _returned(
    voice: Voice, files: list[Path], folder: Path, time_limit: float, jobs: int | None
) -> Returned:
    """The files asked for: the first is a plan, and so are others that are; then the inputs."""
    from stack_planner.returning import is_plan_book  # noqa: PLC0415
    from stack_planner.reviewing import Returned  # noqa: PLC0415

    plans = [file for place, file in enumerate(files) if place == 0 or is_plan_book(file)]
    others = [file for file in files if file not in plans]
    inputs = asked_inputs(voice, next(iter(others), None), others[1:] or None)
    return Returned(tuple(plans), inputs, asked_limits(time_limit, jobs), folder)
