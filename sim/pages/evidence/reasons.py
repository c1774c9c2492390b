"""Likely reasons of what fails: fixed words, judgements of those who built the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FIRST_5G: Final = (
    "In 5G's first year a few buyers were the market, and when each began is chance in the model. "
    "Figures of it count stations, or more than radio; the model counts money."
)
UNKNOWN: Final = "None is known: what is published and what the model counts may differ."
SHARES: Final[Mapping[str, str]] = {
    "4g_ran_installed": (
        "The figures are by subscriber, and the model counts money; nothing that is free moves kit "
        "that stood in 2014."
    ),
    "4g": (
        "Of most countries of Europe the tables hold no share of 2014, so that the model "
        "draws them around their region's mix; figures by site or subscriber are no money."
    ),
    "5g_ran": _FIRST_5G,
    "5g_base_stations": _FIRST_5G,
    "mobile_infrastructure": (
        "The figures hold some core as well; the model's counterpart is radio alone, and no offset "
        "is fitted."
    ),
    "mobile_core": (
        "How vendors' shares of core differ from those of all kit in 2014 is a judgement, and "
        "this is all that is on record since."
    ),
}
"""By market."""
KINDS: Final[Mapping[str, str]] = {
    "Single countries": (
        "Of most countries the tables hold no share of 2014, so that the model draws them "
        "around their region's mix; orders for first 5G networks go to one or two vendors."
    ),
    "Single operators": (
        "Which operator bought from whom before 2014 is drawn by chance within its country's "
        "shares. An operator has one or two vendors, so that the model's mean lies between what "
        "can happen."
    ),
}
"""By what figures are of."""
LEVEL: Final = (
    "The level of the region's kit: what its other countries have does not say how much of it is "
    "Chinese where no figure stands."
)
APART: Final = (
    "What tells countries apart: which vendor won a country's first networks was settled before "
    "the model begins, and is on record for few operators."
)
PERSISTENCE: Final = "Shares move slowly, and the model is not told last year's."
RIVALS: Final = (
    "Few countries acted by 2020. A rule of thumb that knows the groups (Five Eyes, rivals of "
    "China, other allies) says nearly all that so few can teach, and the model has to earn its "
    "many parameters on the same handful."
)
UNLIKELY: Final = (
    "What moved them is not in the model: a regulator's or a security service's own judgement, a "
    "border conflict, the terms of one auction. Country effects stand for it and are chance."
)
LIKELY: Final = (
    "They share alliance, rivalry or exposure with those who did; what held them back, or let them "
    "wait beyond 2020, is not in the tables."
)
NARROW: Final = (
    "Operators that are reported to buy from one vendor alone, or not at all from it: they are in "
    "the press because they do, and a range from 5 to 95 % leaves such ends out. In the model, "
    "too, kit at the start is spread over more vendors than it was with many of them."
)
CONTRACTS: Final = (
    "As for single operators' shares: who supplied whom before 2014 is drawn. The model spreads an "
    "operator's orders over two suppliers more often than contracts on record do."
)
SPEND: Final = (
    "Spend follows networks that age and a rollout that is set; what operators put off or brought "
    "forward is not in it."
)
DIFFERENT: Final = "The two count differently: {note}."
GOVERNMENTS: Final = (
    "Mild steps are rarely published as decisions, and the model's lower levels are what it passes "
    "through on its way to a law."
)
STUDIES: Final[Mapping[str, tuple[str, str]]] = {
    "months": (
        "5G delay, and months of spend, in studies of bans",
        "In the model another vendor delivers at once, and planning, permits and testing take no "
        "time. Delays of the industry are also what it told governments.",
    ),
    "USD billion": (
        "Costs of bans in studies",
        "The model counts kit and the work of swaps; studies may count lost sales, old kit at its "
        "first price, or the whole of a network.",
    ),
    "%": (
        "Prices and parts of kit in studies",
        "The model's vendors differ little in price: their shares come from quality and history, "
        "and discounts of single bids are not seen.",
    ),
    "years": (
        "How long swaps take in studies",
        "Crews work at a pace that is a judgement, and nothing else holds them up.",
    ),
}
"""By unit: what it is of, and why."""
FACTS: Final[Mapping[str, str]] = {
    "slow_removal": "How fast crews take kit out is a judgement.",
    "world_share_holds": (
        "China's orders for 5G lift Huawei, orders lost abroad lower it: the balance of the two is "
        "close to nothing, and small errors of either turn it."
    ),
    "equal_elsewhere": "Which vendor wins a country's first 5G orders is mostly chance.",
}
"""By fact."""
