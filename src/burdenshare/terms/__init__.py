"""The field's vocabulary: allies and their dates, indicators, currencies, dates.

Imports nothing of ours but the error classes, and reads nothing but the small tables beside it.
"""

from burdenshare.terms.allies import (
    AGGREGATES,
    ALLIES,
    Aggregate,
    Ally,
    ally_by_name,
    find_ally,
    has_border_with,
    members,
)
from burdenshare.terms.currencies import CURRENCIES, CURRENCY_WORDS, currency_of_label
from burdenshare.terms.dates import (
    MONTH_NAMES,
    MONTHS,
    WEEKDAYS,
    latest_possible_day,
    long_date,
    parse_date,
    parse_year,
)
from burdenshare.terms.indicators import INDICATORS, Indicator, find_indicator
from burdenshare.terms.names import Name, name_in, named_after
from burdenshare.terms.numbers import CARDINALS, COUNTS, TENS
from burdenshare.terms.publishers import (
    Publisher,
    PublisherName,
    describe_publishers,
    edition_date,
    find_publisher,
)
from burdenshare.terms.states import PREDECESSORS, State, find_row, name_of, region_by_name, state_by_name

__all__ = [
    "AGGREGATES",
    "ALLIES",
    "CARDINALS",
    "COUNTS",
    "CURRENCIES",
    "CURRENCY_WORDS",
    "INDICATORS",
    "MONTHS",
    "MONTH_NAMES",
    "PREDECESSORS",
    "TENS",
    "WEEKDAYS",
    "Aggregate",
    "Ally",
    "Indicator",
    "Name",
    "Publisher",
    "PublisherName",
    "State",
    "ally_by_name",
    "currency_of_label",
    "describe_publishers",
    "edition_date",
    "find_ally",
    "find_indicator",
    "find_publisher",
    "find_row",
    "has_border_with",
    "latest_possible_day",
    "long_date",
    "members",
    "name_in",
    "name_of",
    "named_after",
    "parse_date",
    "parse_year",
    "region_by_name",
    "state_by_name",
]
