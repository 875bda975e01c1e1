"""The application that the commands join, and what stands before a command."""

from __future__ import annotations

from typing import Annotated

import typer

from stack_planner import version
from stack_planner.cli.asked import help_words

app = typer.Typer(
    help=help_words("help.app"),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:  # noqa: FBT001 — typer calls it so
    if asked:
        typer.echo(f"stack-planner {version.VERSION}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    shown: Annotated[
        bool,
        typer.Option(
            "--version", help=help_words("help.version"), callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Takes the options that stand before a command."""
