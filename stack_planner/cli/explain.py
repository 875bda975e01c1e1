"""The command ``explain``: why a project is in the plan, or is not, and what would change it."""

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


@app.command(help=help_words("help.explain.command"))
def explain(  # noqa: PLR0913, PLR0917 — the options common to all, and its own
    project: Annotated[str, typer.Argument(help=help_words("help.explain.project"))],
    stack: Stack = None,
    needs: Needs = None,
    orp: AskedOrps = None,
    output: PlanFolder = Path("outputs"),
    time_limit: TimeLimit = 300,
    jobs: Jobs = None,
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
    from stack_planner.standing import Subject  # noqa: PLC0415
    from stack_planner.telling.explain import explain_json, explain_lines  # noqa: PLC0415
    from stack_planner.telling.prices import (  # noqa: PLC0415
        regional_json,
        regional_lines,
        rule_lines,
        rule_price_json,
    )

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    limits = asked_limits(time_limit, jobs)
    subject = Subject(asked_inputs(voice, stack, needs), limits, output, tuple(orp or ()))
    with faults_told(voice, "cli.explain_stopped"):
        question = answering.Question(project, subject, regional=region, rules=rules)
        answer = answering.explain(question, voice.step)
    voice.say_standing(answer.standing, output)
    strategy, words = answer.standing.strategy, voice.words
    voice.show(explain_lines(answer.project, strategy, answer.passports, words))
    voice.show(regional_lines(answer.regional, answer.fairness, strategy, words))
    voice.show(rule_lines(answer.rules, strategy, words))
    told = explain_json(answer.project, answer.passports, words)
    told["region"] = regional_json(answer.regional)
    told["rules"] = [rule_price_json(price, words) for price in answer.rules]
    told["fairness"] = regional_json(answer.fairness)
    voice.show_json(told)
