"""How a run ends: its exit code, and a sentence for whatever keeps a plan from being made."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from stack_planner.problems import (
    ForeignFilesError,
    HandoverError,
    InfeasibleError,
    NoScenariosError,
    OutOfEffortError,
    ProblemsError,
    UnknownOrpError,
    UnknownProjectError,
    UntrueAnswerError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.cli.voice import Voice

DONE, FAULT, USAGE, PROBLEMS, INFEASIBLE, UNPROVEN, FOREIGN = range(7)
UNTOLD = {FAULT: "fault", USAGE: "usage"}
"""The exit codes of which only stderr says more, with the status that JSON gives them."""


@contextmanager
def faults_told(voice: Voice, stopped: str = "cli.stopped") -> Iterator[None]:
    """Whatever keeps a run from its end becomes a sentence and an exit code.

    ``stopped`` is the key of what is said where the inputs have errors.
    """
    from stack_planner.telling.conflicts import infeasible_lines  # noqa: PLC0415
    from stack_planner.telling.plans import failure_json  # noqa: PLC0415

    words = voice.words
    try:
        with _usage_told(voice):
            yield
    except ProblemsError as error:
        voice.say_problems(error.problems)
        voice.say(words(stopped))
        voice.show_json(failure_json("problems", words, error.problems))
        raise typer.Exit(PROBLEMS) from None
    except InfeasibleError as error:
        voice.say_problems(error.problems)
        voice.say(words("cli.infeasible_kept" if error.has_decisions else "cli.infeasible"))
        for line in infeasible_lines(error, words):
            voice.say(line)
        voice.show_json(failure_json("infeasible", words, error.problems, error))
        raise typer.Exit(INFEASIBLE) from None
    except OutOfEffortError:
        voice.say(words("cli.out_of_effort"))
        voice.show_json(failure_json("feasible", words))
        raise typer.Exit(UNPROVEN) from None
    except ForeignFilesError as error:
        names = ", ".join(str(file) for file in error.files)
        voice.say(words("cli.foreign", files=names))
        voice.show_json(failure_json("problems", words, error.problems))
        raise typer.Exit(FOREIGN) from None
    except UntrueAnswerError as error:
        voice.say(words("cli.fault", text=str(error)))
        raise typer.Exit(FAULT) from None
    except OSError as error:
        voice.say(words("cli.not_written", text=f"{error.strerror}: {error.filename}"))
        raise typer.Exit(FAULT) from None


@contextmanager
def _usage_told(voice: Voice) -> Iterator[None]:
    """Whoever asks for what the inputs do not have is told so; the step that was begun ends."""
    words = voice.words
    try:
        try:
            yield
        finally:
            voice.step("")
    except UnknownOrpError as error:
        voice.say(words("cli.unknown_orp", code=error.code, known=", ".join(error.known)))
        raise typer.Exit(USAGE) from None
    except UnknownProjectError as error:
        voice.say(words("cli.unknown_project", code=error.code, known=", ".join(error.known)))
        raise typer.Exit(USAGE) from None
    except NoScenariosError:
        voice.say(words("cli.no_scenarios"))
        raise typer.Exit(USAGE) from None
    except HandoverError as error:
        from stack_planner.telling.coverage import refused_line  # noqa: PLC0415

        voice.say(refused_line(error, words))
        raise typer.Exit(USAGE) from None
