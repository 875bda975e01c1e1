"""The command ``weights``: which weights of criteria count, and what people say of them."""

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


@app.command(help=help_words("help.weights"))
def weights(  # noqa: PLR0913 — the options common to all
    stack: Stack = None,
    needs: Needs = None,
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    _force: Force = False,
) -> None:
    """Says which weights count, how consistent answers are and how far people are apart."""
    from stack_planner import judging  # noqa: PLC0415
    from stack_planner.telling.problems import problems_json  # noqa: PLC0415
    from stack_planner.telling.weights import weight_lines, weights_json  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    inputs = asked_inputs(voice, stack, needs)
    with faults_told(voice, "cli.weights_stopped"):
        weighing, problems = judging.weigh(inputs)
    voice.say_problems(problems)
    voice.show(weight_lines(weighing, voice.words))
    voice.show_json(weights_json(weighing, problems_json(problems, voice.words)))
