"""The command ``template``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import Force, Json, Lang, Quiet, Verbose, asked_inputs, help_words
from stack_planner.cli.ends import USAGE, faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES

TEMPLATES = Path("templates")


@app.command(help=help_words("help.template"))
def template(  # noqa: PLR0913 — the options common to all
    folder: Annotated[Path, typer.Argument(help=help_words("help.folder"))] = TEMPLATES,
    stack: Annotated[Path | None, typer.Option(help=help_words("help.known_stack"))] = None,
    needs: Annotated[list[Path] | None, typer.Option(help=help_words("help.known_needs"))] = None,
    plan: Annotated[Path | None, typer.Option(help=help_words("help.known_plan"))] = None,
    lang: Lang = LANGUAGES[0],
    *,
    per_orp: Annotated[bool, typer.Option("--per-orp", help=help_words("help.per_orp"))] = False,
    as_json: Json = False,
    _quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Writes input workbooks for others to fill in."""
    from stack_planner import asking  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, verbose=verbose)
    if (stack or needs or plan) and not per_orp:
        voice.say(voice.words("cli.only_per_orp"))
        raise typer.Exit(USAGE)
    with faults_told(voice, "cli.not_asked"):
        if per_orp:
            inputs = asked_inputs(voice, stack, needs)
            written, told = asking.write_questionnaires(folder, inputs, lang, plan, force=force)
            voice.say_problems(told)
        else:
            written = asking.write_templates(folder, lang, force=force)
        files = [str(file) for file in written]
        voice.show(files)
        voice.show_json({"files": files})
