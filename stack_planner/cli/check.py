"""The command ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from stack_planner.cli.ends import DONE, PROBLEMS, faults_told
from stack_planner.cli.voice import Voice
from stack_planner.copied import Asked
from stack_planner.problems import has_errors
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from stack_planner.copied import Copies


@app.command(help=help_words("help.check"))
def check(  # noqa: PLR0913 — the options common to all
    stack: Stack = None,
    needs: Needs = None,
    output: Annotated[Path, typer.Option("-o", "--output", help=help_words("help.copies"))] = Path(
        "outputs"
    ),
    lang: Lang = LANGUAGES[0],
    *,
    mark: Annotated[bool, typer.Option("--mark", help=help_words("help.mark"))] = False,
    fix: Annotated[bool, typer.Option("--fix", help=help_words("help.fix"))] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Lists every problem of the inputs; writes marked and mended copies where asked to."""
    from stack_planner import planning  # noqa: PLC0415
    from stack_planner.telling.problems import (  # noqa: PLC0415
        problem_lines,
        problem_tips,
        problems_json,
    )

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    inputs = asked_inputs(voice, stack, needs)
    problems = planning.check(inputs)
    voice.show(problem_lines(problems, voice.words, everything=verbose))
    told: dict[str, object] = {"problems": problems_json(problems, voice.words)}
    if mark or fix:
        asked = Asked(output, mark=mark, fix=fix, lang=lang, force=force)
        with faults_told(voice):
            copies = planning.write_checked(inputs, problems, asked)
        told |= _told_copies(voice, copies, asked)
    elif not quiet:
        for line in problem_tips(problems, voice.words):
            voice.say(line)
    voice.show_json(told)
    raise typer.Exit(PROBLEMS if has_errors(problems) else DONE)


def _told_copies(voice: Voice, copies: Copies, asked: Asked) -> dict[str, object]:
    """Tells of the copies; their part of the JSON object."""
    from stack_planner.telling.copies import copies_json, copies_lines  # noqa: PLC0415

    voice.show(copies_lines(copies, voice.words, fix=asked.fix, everything=voice.verbose))
    if copies.files and not voice.quiet:
        folder, count = str(asked.folder), len(copies.files)
        voice.say(voice.words("cli.written", n=count, folder=folder))
    return copies_json(copies, voice.words, fix=asked.fix)
