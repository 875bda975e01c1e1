"""The command ``check``."""

from __future__ import annotations

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
from stack_planner.cli.ends import DONE, PROBLEMS
from stack_planner.cli.voice import Voice
from stack_planner.problems import has_errors
from stack_planner.words import LANGUAGES


@app.command(help=help_words("help.check"))
def check(  # noqa: PLR0913 — the options common to all
    stack: Stack = None,
    needs: Needs = None,
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    _force: Force = False,
) -> None:
    """Lists every problem of the inputs."""
    from stack_planner import planning  # noqa: PLC0415
    from stack_planner.telling.problems import (  # noqa: PLC0415
        problem_lines,
        problem_tips,
        problems_json,
    )

    voice = Voice(lang, as_json=as_json, verbose=verbose)
    problems = planning.check(asked_inputs(voice, stack, needs))
    voice.show(problem_lines(problems, voice.words, everything=verbose))
    if not quiet:
        for line in problem_tips(problems, voice.words):
            voice.say(line)
    voice.show_json({"problems": problems_json(problems, voice.words)})
    raise typer.Exit(PROBLEMS if has_errors(problems) else DONE)
