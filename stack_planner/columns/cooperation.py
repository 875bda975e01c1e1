"""The sheets of the cooperation around the plan: problem spots of coverage, and joint visits."""

from __future__ import annotations

from stack_planner.columns.choices import AGENDAS, SPOT_STATES, TASK_STATES, TECHNOLOGIES, TROUBLES
from stack_planner.columns.table import Column, Kind, Table

SPOTS = Table(
    "spots",
    "Pokrytí",
    "Coverage",
    workbook="needs",
    columns=(
        Column("code", "Kód", "Code", Kind.CODE, required=True),
        Column("agenda", "Agenda", "Agenda", Kind.CHOICE, required=True, choices=AGENDAS),
        Column(
            "municipality",
            "Obec",
            "Municipality",
            Kind.CODE,
            required=True,
            codes_of="municipalities",
        ),
        Column("part", "Část obce", "Part of municipality"),
        Column("settlement", "Kód ZSJ", "Settlement unit code", Kind.CODE),
        Column("address", "Adresa", "Address"),
        Column("address_point", "Kód RÚIAN", "RUIAN code", Kind.CODE),
        Column("latitude", "Zeměpisná šířka [°]", "Latitude [°]", Kind.DEGREE, low=48, high=52),
        Column("longitude", "Zeměpisná délka [°]", "Longitude [°]", Kind.DEGREE, low=12, high=19),
        Column("description", "Popis", "Description", required=True),
        Column("trouble", "Druh potíží", "Kind of trouble", usual=TROUBLES),
        Column("operator", "Operátor", "Operator"),
        Column("operators", "Počet operátorů", "Number of operators", Kind.COUNT),
        Column("technology", "Technologie", "Technology", usual=TECHNOLOGIES),
        Column("backbone", "Páteřní síť", "Backbone", Kind.YESNO),
        Column("speed", "Naměřeno [Mbit/s]", "Measured [Mbit/s]", Kind.NUMBER, low=0, high=100_000),
        Column("signal", "Signál [dBm]", "Signal [dBm]", Kind.NUMBER, low=-160, high=0),
        Column("measured_on", "Datum měření", "Date of measurement", Kind.DATE),
        Column("category", "Kategorie MPO (rok)", "Ministry category (year)"),
        Column("population", "Dotčených obyvatel", "Inhabitants affected", Kind.COUNT),
        Column("state", "Stav", "State", Kind.CHOICE, required=True, choices=SPOT_STATES),
        Column("state_date", "Datum stavu", "Date of state", Kind.DATE),
        Column("reference", "Č. j.", "Reference no."),
        Column("note", "Poznámka", "Note"),
    ),
)

MEETINGS = Table(
    "meetings",
    "Jednání",
    "Meetings",
    workbook="needs",
    asked=("orp", "project"),
    columns=(
        Column("held_on", "Datum", "Date", Kind.DATE, required=True),
        Column("orp", "ORP", "ORP", Kind.CODE, required=True, codes_of="orps"),
        Column("participants", "Účastníci", "Participants"),
        Column("topic", "Téma", "Topic", required=True),
        Column("project", "Projekt", "Project", Kind.CODE, codes_of="projects"),
        Column("conclusion", "Závěr", "Conclusion"),
        Column("task", "Úkol", "Task"),
        Column("responsible", "Odpovídá", "Responsible"),
        Column("due", "Termín", "Due", Kind.DATE),
        Column("state", "Stav", "State", usual=TASK_STATES),
    ),
)

STEPS = Table(
    "steps",
    "Průběh",
    "Record",
    workbook="record",
    required=True,
    columns=(
        Column("spot", "Kód", "Code", Kind.CODE, required=True),
        Column("agenda", "Agenda", "Agenda", Kind.CHOICE, required=True, choices=AGENDAS),
        Column("state", "Stav", "State", Kind.CHOICE, required=True, choices=SPOT_STATES),
        Column("on", "Datum", "Date", Kind.DATE),
        Column("reference", "Č. j.", "Reference no."),
    ),
)
"""The record that ``coverage`` keeps of all states and handovers; no sheet of the inputs."""
