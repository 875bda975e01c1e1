"""The register of problem spots as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.columns.choices import SPOT_STATES, word_of
from stack_planner.coverage import Stage
from stack_planner.records import Agenda
from stack_planner.telling.coverage import counted, in_district, people_in
from stack_planner.telling.problems import problems_json
from stack_planner.telling.spots import HELD, held_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.coverage import Covered, Entry, Register
    from stack_planner.words import Words


def coverage_json(made: Covered, words: Words) -> dict[str, Any]:
    """The register and what was written."""
    register, handover = made.register, made.handover
    return {
        "on": register.on.isoformat(),
        "agendas": {agenda.value: _counts_json(register.of(agenda)) for agenda in Agenda},
        "spots": [_spot_json(register, entry, words) for entry in register.entries],
        "orps": [
            {
                "code": orp.code,
                "name": orp.name,
                **{
                    agenda.value: _counts_json(in_district(register, orp.code, agenda))
                    for agenda in Agenda
                },
            }
            for orp in register.orps
        ],
        "handover": handover
        and {
            "agenda": handover.agenda.value,
            "date": handover.day.isoformat(),
            "reference": handover.reference,
            "spots": list(made.handed),
            "recorded_before": made.before,
        },
        "problems": problems_json(made.problems, words),
        "files": list(map(str, made.files)),
    }


def _counts_json(entries: Sequence[Entry]) -> dict[str, int]:
    counts = counted(entries)
    return {**{stage.value: counts[stage] for stage in Stage}, "population": people_in(entries)}


def _spot_json(register: Register, entry: Entry, words: Words) -> dict[str, Any]:
    spot, reached = entry.spot, entry.reached
    held = entry.stage in HELD
    return {
        "code": spot.code,
        "agenda": spot.agenda.value,
        "municipality": spot.municipality,
        "name": entry.municipality.name,
        "orp": entry.municipality.orp,
        "state": word_of(reached.state, SPOT_STATES, "en"),
        "date": reached.on.isoformat() if reached.on else None,
        "reference": reached.reference,
        "age": entry.age(register.on),
        "stage": entry.stage.value,
        "lacking": list(entry.lacking) if held else [],
        "personal": list(entry.personal) if held else [],
        "reason": held_reason(entry, words) if held else "",
        "population": spot.population,
    }
