"""The command ``explain``: why a project is in the plan, or is not, and what would change it."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import (
    Force,
    Json,
    Lang,
    Needs,
    Quiet,
    Stack,
    Verbose,
    asked_inputs,
    help_words,
)
from stack_planner.cli.ends import faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES


@app.command(help=help_words("help.explain.command"))
def explain(  # noqa: PLR0913, PLR0917 — the options common to all, and its own
    project: Annotated[str, typer.Argument(help=help_words("help.explain.project"))],
    stack: Stack = None,
    needs: Needs = None,
    orp: Annotated[
        list[str] | None, typer.Option("--orp", help=help_words("help.explain.orp"))
    ] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=help_words("help.explain.folder"))
    ] = Path("outputs"),
    time_limit: Annotated[float, typer.Option(min=0.1, help=help_words("help.time_limit"))] = 300,
    jobs: Annotated[int | None, typer.Option(min=1, help=help_words("help.jobs"))] = None,
    lang: Lang = LANGUAGES[0],
    *,
    region: Annotated[
        bool, typer.Option("--region", help=help_words("help.explain.region"))
    ] = False,
    rules: Annotated[bool, typer.Option("--rules", help=help_words("help.explain.rules"))] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    _force: Force = False,
) -> None:
    """Says why a project is in the plan, or is not, and what would change it."""
    from stack_planner import answering  # noqa: PLC0415
    from stack_planner.choosing.solve import Limits, processors  # noqa: PLC0415
    from stack_planner.telling.explain import explain_json, explain_lines  # noqa: PLC0415
    from stack_planner.telling.prices import (  # noqa: PLC0415
        regional_json,
        regional_lines,
        rule_lines,
        rule_price_json,
    )

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    limits = Limits(
        until=time.monotonic() + time_limit, gap=Fraction(1, 1000), jobs=jobs or processors()
    )
    inputs = asked_inputs(voice, stack, needs)
    question = answering.Question(
        project, inputs, limits, output, tuple(orp or ()), regional=region, rules=rules
    )
    with faults_told(voice, "cli.explain_stopped"):
        answer = answering.explain(question, voice.step)
    voice.say_problems(answer.problems)
    if not answer.found and not quiet:
        voice.say(voice.words("cli.explain_anew", folder=str(output)))
    strategy, words = answer.region.strategy, voice.words
    voice.show(explain_lines(answer.project, strategy, answer.passports, words))
    voice.show(regional_lines(answer.regional, answer.fairness, strategy, words))
    voice.show(rule_lines(answer.rules, strategy, words))
    told = explain_json(answer.project, answer.passports, words)
    told["region"] = regional_json(answer.regional)
    told["rules"] = [rule_price_json(price, words) for price in answer.rules]
    told["fairness"] = regional_json(answer.fairness)
    voice.show_json(told)
