"""The command ``compare``: what differs between two plans."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 — typer reads the annotation
from typing import Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import Force, Json, Lang, Quiet, Verbose, help_words
from stack_planner.cli.ends import faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES


@app.command(help=help_words("help.compare.command"))
def compare(  # noqa: PLR0913 — the options common to all
    a: Annotated[Path, typer.Argument(help=help_words("help.compare.a"))],
    b: Annotated[Path, typer.Argument(help=help_words("help.compare.b"))],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=help_words("help.compare.output"))
    ] = None,
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Tells what differs between two plans."""
    from stack_planner import comparing  # noqa: PLC0415
    from stack_planner.telling.compare import compare_json, compare_lines  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    with faults_told(voice, "cli.compare_stopped"):
        found, problems, files = comparing.compare(a, b, output, lang, force=force)
    voice.say_problems(problems)
    voice.show(compare_lines(found, str(a), str(b), voice.words))
    if files and not quiet:
        voice.say(voice.words("cli.written", n=len(files), folder=str(files[0].parent)))
    voice.show_json({**compare_json(found), "files": list(map(str, files))})
