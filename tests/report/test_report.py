from html.parser import HTMLParser

import pytest

from sim.analysis.pairs import baseline_of
from sim.plots.headlines import headline_values
from sim.plots.levels import level_areas
from sim.plots.pairs import compared, main_scenario, pair_words
from sim.plots.save import save_figure
from sim.report.report import build_report
from sim.report.tables import cost_table, gain_table, headline_table

ATTACK = "<script>alert('x')</script>"


class Outline(HTMLParser):
    """Collects tags and the addresses a page would fetch."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.fetched = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "href")]


@pytest.fixture(scope="module")
def written(tmp_path_factory, request):
    from tests.made import made_result

    ds = made_result(samples=3)
    ds.attrs["titles"]["stop"] = ATTACK
    ds.attrs["questions"]["stop"] = f"{ATTACK} & more"
    ds.attrs.update(samples_left_out=1, runs_failed=2, first_failure=f"stop: {ATTACK}")
    folder = tmp_path_factory.mktemp("result")
    return build_report(ds, folder)


def test_the_report_needs_no_network_and_runs_nothing(written):
    page = Outline(written.read_text(encoding="utf-8"))
    assert "script" not in page.tags
    assert page.fetched
    assert all(address.startswith("data:image/") for address in page.fetched)


def test_texts_from_scenario_files_are_escaped(written):
    text = written.read_text(encoding="utf-8")
    assert ATTACK not in text
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; more" in text
    assert "2 runs failed; the first: stop: &lt;script&gt;" in text


def test_the_report_opens_with_question_warning_and_answer(written):
    text = written.read_text(encoding="utf-8")
    order = ["If Washington presses", "Uncalibrated", "The answer", "The numbers behind it"]
    order += ["Who gains", "What it costs", "Figures", "What was assumed", "Limits"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert Outline(text).tags.count("figure") == 7


def test_what_else_is_to_be_said_stands_between_warning_and_answer(made, tmp_path):
    ds = made(samples=2)[["host_exposure"]]
    text = build_report(ds, tmp_path, ["<p>Two results</p>"]).read_text(encoding="utf-8")
    places = [text.index(words) for words in ("Uncalibrated", "<p>Two results</p>", "The answer")]
    assert places == sorted(places)


def test_figures_are_written_beside_the_report(written):
    names = {path.name for path in (written.parent / "figures").iterdir()}
    assert {"effects.png", "effects.svg", "map.png", "map.svg"} <= names
    assert len(names) == 14


def test_figure_files_are_the_same_each_time(made, tmp_path):
    ds = made(samples=2)
    first = save_figure(level_areas(ds, "us_action"), tmp_path / "a", "levels")
    second = save_figure(level_areas(ds, "us_action"), tmp_path / "b", "levels")
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_result_without_baselines_says_so(made, tmp_path):
    path = build_report(made(names=("baseline",), samples=1), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "has a baseline in it" in text
    assert "What it costs" not in text


def test_a_result_with_few_outcomes_still_gets_a_report(made, tmp_path):
    ds = made(samples=2)[["host_exposure"]]
    text = build_report(ds, tmp_path).read_text(encoding="utf-8")
    assert "Exposure of US-base hosts" in text
    assert "Who gains" not in text


def test_headline_values_use_the_fourth_quarter(made):
    ds = made(samples=2)
    ds["host_exposure"][:] = 0.1
    at = ds.get_index("quarter").get_loc("2030Q4")
    ds["host_exposure"][:, :, at] = 0.2
    assert float(headline_values(ds)["host_exposure"].mean()) == pytest.approx(20.0)


def test_headline_table_marks_what_is_not_clear(made):
    ds = made(samples=3)
    ds["host_exposure"][:] = 0.3
    text = headline_table(ds, headline_values(ds))
    assert text.count('class="group"') == 2
    assert '<td class="unclear">0</td>' in text


def test_costs_add_up_quarters_to_2030_over_regions(made):
    ds = made(samples=2)
    ds["cost_usd_m"][:] = 0.0
    at = ds.get_index("scenario").get_loc("us_action")
    ds["cost_usd_m"][at, :, 40:, :2, 1] = 10.0
    # Quarters 40 to 67 are 2024 to 2030: 28 quarters, 2 regions, 10 million: 0.56 bn, shown 0.6.
    text = cost_table(ds, "us_action")
    assert "US aid (US government to vendors)</th><td>+0.6" in text
    assert "Kit bought (operators to vendors)" in text


def test_pairs(made):
    ds = made(samples=1)
    assert baseline_of(ds, "stop") == "us_action"
    assert baseline_of(ds, "baseline") is None
    assert compared(ds, "future") == ["stop", "eu_law"]
    assert main_scenario(ds) == "us_action"
    assert pair_words(ds, "stop") == "“The US stops” against “What the US did”"
    alone = ds.sel(scenario=["stop"])
    assert baseline_of(alone, "stop") is None
    assert main_scenario(alone) == "stop"


def test_gains_show_share_and_difference(made):
    ds = made(samples=2)
    ds["sales_usd_m"][:] = 10.0
    at = ds.get_index("scenario").get_loc("us_action")
    ds["sales_usd_m"][at, ..., 0] = 0.0
    text = gain_table(ds, "us_action")
    # Eight equal shares of 12.5 %; without Huawei seven of 14.3 %.
    assert "Huawei</th><td>0.0</td><td>−12.5" in text  # noqa: RUF001
    assert text.count("<td>14.3</td>") == 14
    assert text.count("+1.8") == 14


def test_gains_without_a_baseline_show_shares_alone(made):
    ds = made(names=("baseline",), samples=2)
    text = gain_table(ds, "baseline")
    assert "difference (points)" not in text
    assert text.count("<td>") == 16


def test_a_result_of_other_outcomes_has_a_report_too(made, tmp_path):
    ds = made()
    other = ds.drop_vars(list(ds.data_vars)).assign(quality=ds["host_exposure"])
    text = build_report(other, tmp_path).read_text(encoding="utf-8")
    assert "This result stores none of the outcomes that the answer is made of." in text
