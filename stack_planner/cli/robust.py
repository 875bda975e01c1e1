"""The command ``robust``: how plans hang on the weights, and what uncertain costs do to budgets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import (
    AskedOrps,
    Force,
    Jobs,
    Json,
    Lang,
    Needs,
    PlanFolder,
    Quiet,
    Stack,
    TimeLimit,
    Verbose,
    asked_inputs,
    asked_limits,
    help_words,
)
from stack_planner.cli.ends import faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES


@app.command(help=help_words("help.robust.command"))
def robust(  # noqa: PLR0913, PLR0917 — the options common to all, and its own
    stack: Stack = None,
    needs: Needs = None,
    orp: AskedOrps = None,
    output: PlanFolder = Path("outputs"),
    time_limit: TimeLimit = 300,
    jobs: Jobs = None,
    lang: Lang = LANGUAGES[0],
    *,
    region: Annotated[
        bool, typer.Option("--region", help=help_words("help.robust.region"))
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    _force: Force = False,
) -> None:
    """Says how sure the plans of towns are of the weights, and budgets of the costs."""
    from stack_planner import answering  # noqa: PLC0415
    from stack_planner.standing import Subject  # noqa: PLC0415
    from stack_planner.telling.robust_json import robust_json  # noqa: PLC0415
    from stack_planner.telling.robust_region import region_json, region_lines  # noqa: PLC0415
    from stack_planner.telling.robust_tables import robust_lines  # noqa: PLC0415
    from stack_planner.telling.uncertainty import cost_lines, costs_json  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    limits = asked_limits(time_limit, jobs)
    subject = Subject(asked_inputs(voice, stack, needs), limits, output, tuple(orp or ()))
    with faults_told(voice, "cli.robust_stopped"):
        found = answering.robust(subject, voice.step, whole=region)
    strategy = found.standing.strategy
    voice.say_standing(found.standing, output)
    voice.show(robust_lines(found.weights, strategy, voice.words))
    voice.show(region_lines(found.whole, strategy, voice.words))
    voice.show(cost_lines(found.costs, strategy, voice.words))
    told = robust_json(found.weights, strategy)
    told |= {"region": region_json(found.whole), "costs": costs_json(found.costs)}
    voice.show_json(told)
