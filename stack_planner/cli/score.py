"""The command ``score``."""

from __future__ import annotations

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


@app.command(help=help_words("help.score"))
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
    with faults_told(voice):
        strategy, scores, problems = planning.score(asked_inputs(voice, stack, needs))
        voice.say_problems(problems)
        voice.show(score_lines(strategy, scores, voice.words))
        voice.show_json(score_json(strategy, scores, problems, voice.words))
