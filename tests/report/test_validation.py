"""The report of a validation."""

import html

import numpy as np

from sim.plots.picture import Picture
from sim.report.scored import pictures
from sim.report.validation import build_validation
from sim.validation.evidence import Event
from sim.validation.rows import LeftOut
from tests.validation.test_table import event, figure, verdict


def test_the_report_has_scores_figures_and_what_was_left_out(made, tmp_path):
    ds = made(samples=2)
    out = [LeftOut("vendor_share_global", line, "<b>", "no <i>figure</i>") for line in (3, 8)]
    found = verdict(left_out=out)
    path = build_validation(found, {"default": ds, "posterior": ds}, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "Uncalibrated" in text
    assert "on later years this tests numbers, not rules" in text
    told = "vendor_share_global: 2 rows: no <i>figure</i>. Lines 3, 8 (<b>)."
    assert html.escape(told) in text
    assert "<i>figure" not in text
    names = {file.stem for file in (tmp_path / "figures").glob("*.png")}
    assert names == {
        "fitted_ran_world_dell_oro_bought",
        "fitted_who_comes_to_no_new_kit_or_above_de_jure",
        "studies_in_months",
    }


def title(picture: Picture) -> str:
    return picture.draw().texts[0].get_text().replace("\n", " ")


def test_titles_count_what_lies_in_the_range(made):
    wide = {"default": np.array([0.1, 0.3]), "posterior": np.array([0.1, 0.3])}
    some = [figure(f"v{i}", value, 0.2, 0.2)._replace(model=wide) for i, value in
            enumerate((0.2, 0.25, 0.5))]  # fmt: skip
    (shares, *_) = pictures(verdict(figures=some), made(samples=1), "posterior")
    assert title(shares).startswith("2 of 3 figures lie in the model")


def test_the_error_of_observation_counts_as_in_the_table(made):
    some = [figure(f"v{i}", 0.2, 0.23, 0.2)._replace(error=0.05) for i in range(3)]
    (shares, *_) = pictures(verdict(figures=some), made(samples=1), "posterior")
    assert title(shares).startswith("3 of 3")


def test_countries_operators_and_contracts_have_a_figure_however_few(made):
    told = {"of": "a country", "generation": "5G", "region": "x", "measure": "bought"}
    base = figure("chinese", 0.2, 0.2, 0.2)
    some = [
        base._replace(table="vendor_share_country", groups={**told, "of": of})
        for of in ("a country", "an operator", "the world, parts")
    ]
    deal = event("a Chinese vendor awarded: deu-vodafone, 5G RAN, 2021", True, 0.8)
    deal = deal._replace(table="operator_vendors", groups={"status": "awarded"})
    found = pictures(verdict(figures=some, events=[deal]), made(samples=1), "posterior")
    assert [picture.name for picture in found][:4] == [
        "fitted_countries_5g", "fitted_operators",
        "fitted_the_world_and_its_parts_other_figures",
        "fitted_whether_chinese_vendors_supply_an_operator",
    ]  # fmt: skip
    assert "1 of 1 told right" in title(found[3])


def test_long_figures_are_paged(made):
    some = [figure(f"v{i}", 0.2, 0.2, 0.2) for i in range(31)]
    found = pictures(verdict(figures=some, events=[], brackets=[]), made(samples=1), "posterior")
    assert [picture.name[-6:] for picture in found] == ["1_of_2", "2_of_2"]
    assert title(found[1]).startswith("31 of 31")


def test_those_that_never_act_are_counted_and_not_drawn(made):
    never = [event(f"A{i}A", False, 0.5 / 65) for i in range(7)]
    some = [event("AAA", True, 0.8), event("BBB", False, 0.1), *never]
    found = pictures(verdict(figures=[], events=some, brackets=[]), made(samples=1), "posterior")
    chart = found[0].draw()
    assert [label.get_text() for label in chart.axes[0].get_yticklabels()] == ["AAA", "BBB"]
    said = " ".join(text.get_text().replace("\n", " ") for text in chart.texts)
    assert "Not shown: 7 others in no run." in said


def decided(level: str, *happened: bool) -> list[Event]:
    told = {"coding": "de jure", "level": level}
    return [event(f"A{i}A", each, 0.8 - i / 10)._replace(groups=told)
            for i, each in enumerate(happened)]  # fmt: skip


def test_titles_of_who_restricts_say_what_happened(made):
    def titled(*args: object) -> str:
        (found,) = pictures(
            verdict(figures=[], events=decided(*args), brackets=[]), made(samples=1), "posterior"
        )
        return title(found)

    ending = "(fitted: 2014 to 2020)"
    assert titled("no new kit", True, True, False) == (
        f"2 of the 2 that came to 'no new kit' or above, de jure, were likely in the model {ending}"
    )
    assert titled("removal", True, False) == (
        f"1 of the 1 that came to 'removal', de jure, was likely in the model {ending}"
    )
    assert titled("removal", False) == f"Nobody came to 'removal', de jure {ending}"


def test_labels_that_are_alike_are_told_apart(made):
    told = {"of": "a country", "generation": "2G-4G", "region": "x", "measure": "installed"}
    some = [
        figure("chinese", 0.2, 0.2, 0.2)._replace(
            table="vendor_share_country",
            what="Huawei, 4g installed, BRA, 2019",
            groups={**told, "publisher": publisher},
        )
        for publisher in ("Strand", "GSMA")
    ]
    (found, *_) = pictures(verdict(figures=some, events=[]), made(samples=1), "posterior")
    labels = [label.get_text() for label in found.draw().axes[0].get_yticklabels()]
    name = made(samples=1)["country_name"].sel(country="BRA").item()
    assert labels == [f"Huawei, {name}, 2019 (Strand)", f"Huawei, {name}, 2019 (GSMA)"]


def test_decisions_without_a_chance_have_no_figure(made):
    unknown = [event("AAA", True, np.nan), event("BBB", False, np.nan)]
    never = [event("AAA", False, 0.5 / 65)]
    for some in (unknown, never):
        found = verdict(figures=[], events=some, brackets=[])
        assert pictures(found, made(samples=1), "posterior") == []


def test_a_figure_names_the_variant_that_it_is_drawn_for(made):
    one = figure("v", 0.2, 0.2, 0.2)
    base = [one._replace(model={**one.model, "posterior": np.full(4, np.nan)}) for _ in range(3)]
    (picture,) = pictures(
        verdict(figures=base, events=[], brackets=[]), made(samples=1), "posterior"
    )
    said = " ".join(text.get_text().replace("\n", " ") for text in picture.draw().texts)
    assert "of the model (default)" in said


def test_countries_have_their_names(made):
    ds = made(samples=1)
    code = str(ds["country"].values[0])
    some = [event(code, True, 0.8), event("AAA", False, 0.1)]
    (picture,) = pictures(verdict(figures=[], events=some, brackets=[]), ds, "posterior")
    labels = [label.get_text() for label in picture.draw().axes[0].get_yticklabels()]
    assert labels == [str(ds["country_name"].values[0]), "AAA"]


def test_seeds_have_no_figure(made):
    seeds = [figure(f"s{i}", 0.2, 0.2, 0.2)._replace(seed=True) for i in range(5)]
    found = pictures(verdict(figures=seeds), made(samples=1), "posterior")
    assert not [picture for picture in found if "ran" in picture.name]
