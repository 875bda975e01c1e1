"""The command ``example``."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 — typer reads the annotation
from typing import Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import FOLDER, Force, Json, Lang, Quiet, Verbose, help_words
from stack_planner.cli.ends import faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES


@app.command(help=help_words("help.example"))
def example(
    folder: Annotated[Path, typer.Argument(help=help_words("help.folder"))] = FOLDER,
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    _quiet: Quiet = False,
    _verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Writes the worked example."""
    from stack_planner import planning  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json)
    with faults_told(voice):
        files = [str(file) for file in planning.write_example(folder, lang, force=force)]
        voice.show(files)
        voice.show_json({"files": files})
