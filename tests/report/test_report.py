import re
from base64 import b64encode
from hashlib import sha256
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
    """Collects elements with their attributes, and the text of the script that runs."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.script, self.within = [], "", False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.within = tag == "script" and "type" not in dict(attrs)

    def handle_endtag(self, tag):
        self.within = False

    def handle_data(self, data):
        self.script += data if self.within else ""

    def named(self, *names):
        return [attrs[name] for _, attrs in self.elements for name in names if name in attrs]


@pytest.fixture(scope="module")
def written(tmp_path_factory, request):
    from tests.made import made_result

    ds = made_result(samples=3)
    ds.attrs["titles"]["stop"] = ATTACK
    ds.attrs["questions"]["stop"] = f"{ATTACK} & more"
    ds.attrs.update(samples_left_out=1, runs_failed=2, first_failure=f"stop: {ATTACK}")
    folder = tmp_path_factory.mktemp("result")
    return build_report(ds, folder)


def test_the_report_fetches_nothing_and_runs_its_own_script_alone(written):
    page = Outline(written.read_text(encoding="utf-8"))
    assert all(address.startswith("data:image/") for address in page.named("src"))
    assert all(address.startswith("#") for address in page.named("href"))
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
    (policy,) = page.named("content")[:1]
    known = b64encode(sha256(page.script.encode("utf-8")).digest()).decode("ascii")
    assert (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{known}'"
        in policy
    )
    assert [attrs for tag, attrs in page.elements if tag == "script"].count({}) == 1


def test_ids_are_unique_and_what_refers_to_them_finds_them(written):
    page = Outline(written.read_text(encoding="utf-8"))
    ids = page.named("id")
    assert len(ids) == len(set(ids))
    links = [address.removeprefix("#") for address in page.named("href")]
    referred = {*page.named("for", "aria-controls", "aria-labelledby"), *links}
    assert len(referred) > 10
    assert referred <= set(ids)


def test_every_control_has_a_label(written):
    page = Outline(written.read_text(encoding="utf-8"))
    controls = [attrs["id"] for tag, attrs in page.elements if tag in ("select", "input")]
    assert sorted(controls) == ["gains", "region", "scenario", "search", "show", "then", "year"]
    labels = [attrs["for"] for tag, attrs in page.elements if tag == "label"]
    assert set(controls) == set(labels)


def test_the_script_looks_for_no_id_that_is_not_there(written):
    page = Outline(written.read_text(encoding="utf-8"))
    asked = set(re.findall(r"""(?:byId|select|readData)\("([\w-]+)"[),]""", page.script))
    assert len(asked) > 20
    assert asked - {"tip"} <= set(page.named("id"))


def test_a_report_can_be_sent_by_mail(written):
    assert written.stat().st_size < 3_000_000


def test_texts_from_scenario_files_are_escaped(written):
    text = written.read_text(encoding="utf-8")
    assert ATTACK not in text
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; more" in text
    assert "2 runs failed; the first: stop: &lt;script&gt;" in text


def test_the_report_opens_with_question_warning_and_answer(written):
    text = written.read_text(encoding="utf-8")
    order = ["If Washington presses", "Uncalibrated", "The answer", "Where “What the US did”"]
    order += ["In one figure", "The numbers behind it"]
    order += ["In this report", "Look up a country", "Who gains", "What it costs", "Figures"]
    order += ["How uncertain", "What was assumed", "Where the data come from", "Limits"]
    heads = {words: text.index(f">{words}") for words in order[:6]}
    heads |= {words: text.index(f'">{words}', text.index("</nav>")) for words in order[7:]}
    places = [heads.get(words, text.index("<nav")) for words in order]
    assert places == sorted(places)
    assert [tag for tag, _ in Outline(text).elements].count("figure") == 8


def test_what_else_is_to_be_said_stands_between_warning_and_answer(made, tmp_path):
    ds = made(samples=2)[["host_exposure"]]
    text = build_report(ds, tmp_path, ["<p>Two results</p>"]).read_text(encoding="utf-8")
    places = [text.index(words) for words in ("Uncalibrated", "<p>Two results</p>", "The answer")]
    assert places == sorted(places)


def test_figures_are_written_beside_the_report(written):
    names = {path.name for path in (written.parent / "figures").iterdir()}
    assert {"effects.png", "effects.svg", "map.png", "map.svg"} <= names
    assert len(names) == 16


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
    assert 'id="cost"' not in text


def test_a_result_with_few_outcomes_still_gets_a_report(made, tmp_path):
    ds = made(samples=2)[["host_exposure"]]
    text = build_report(ds, tmp_path).read_text(encoding="utf-8")
    assert "exposure of US-base hosts" in text
    assert 'id="gain"' not in text
    assert 'id="countries"' not in text


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
    ds = made(samples=12)
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
    ds = made(samples=12)
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
