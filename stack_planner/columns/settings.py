"""The keys of the sheet of settings."""

from __future__ import annotations

from stack_planner.columns.choices import WEIGHT_SOURCES
from stack_planner.columns.table import Kind, Setting
from stack_planner.records import Fairness, NeedRule, ValueBase

SETTING_KEYS = (
    Setting("region_name", "název kraje", "name of region", Kind.TEXT),
    Setting("first_year", "první rok", "first year", Kind.YEAR),
    Setting("years", "počet roků", "number of years", Kind.COUNT, low=1, high=30),
    Setting("price_year", "cenová úroveň", "price level", Kind.YEAR),
    Setting("growth", "růst cen ročně [%]", "price growth per year [%]", Kind.PERCENT),
    Setting("reserve", "rezerva [%]", "reserve [%]", Kind.PERCENT),
    Setting(
        "value_base",
        "základ hodnoty",
        "value base",
        Kind.CHOICE,
        choices={
            "stejný": ValueBase.EQUAL,
            "equal": ValueBase.EQUAL,
            "obyvatelé": ValueBase.POPULATION,
            "population": ValueBase.POPULATION,
        },
    ),
    Setting("default_need", "výchozí potřeba", "default need", Kind.NUMBER, low=0, high=5),
    Setting(
        "need_rule",
        "potřeba ORP",
        "need of ORP",
        Kind.CHOICE,
        choices={
            "průměr": NeedRule.AVERAGE,
            "average": NeedRule.AVERAGE,
            "maximum": NeedRule.MAXIMUM,
        },
    ),
    Setting(
        "carry_over",
        "převod úspor",
        "carry-over",
        Kind.YESNO,
        also=("převod nevyčerpaných prostředků",),
    ),
    Setting(
        "fairness",
        "spravedlnost",
        "fairness",
        Kind.CHOICE,
        also=("vyrovnanost mezi ORP",),
        choices={
            "žádná": Fairness.NONE,
            "none": Fairness.NONE,
            "minimum": Fairness.MINIMUM,
        },
    ),
    Setting("max_loss", "nejvyšší ztráta hodnoty [%]", "largest loss of value [%]", Kind.PERCENT),
    Setting(
        "max_cover",
        "nejvýše za nezúčastněné [%]",
        "cover of absent towns at most [%]",
        Kind.PERCENT,
    ),
    Setting(
        "weight_source",
        "zdroj vah",
        "source of weights",
        Kind.CHOICE,
        choices=WEIGHT_SOURCES,
    ),
)
