from __future__ import annotations

from pathlib import Path

from sim.folders import shipped
from sim.params import registry
from sim.plain import read
from sim.reference import MODEL_FILE, model_yaml, write


def test_the_generated_file_is_not_stale() -> None:
    text = (shipped("configs") / MODEL_FILE).read_text(encoding="utf-8")
    assert text == model_yaml(), "stale: run python -m sim.reference"


def test_every_parameter_is_there_with_its_start_value() -> None:
    file = read(shipped("configs") / MODEL_FILE)
    assert file["posterior"] is None
    groups = [group for group in file if group != "posterior"]
    values = {f"{group}.{name}": value for group in groups for name, value in file[group].items()}
    assert list(values) == list(registry())
    for key, parameter in registry().items():
        assert float(values[key]) == parameter.default
        assert isinstance(values[key], bool) == parameter.is_switch


def test_lines_tell_range_unit_meaning_and_rule() -> None:
    assert (
        "  b_ally: 0.45  # 0.1 to 1.2, resolve: Effect of an alliance with the USA once a "
        "campaign is on (G1)"
    ) in model_yaml().splitlines()
    assert "  peers: true  # Governments follow their peers (G1)" in model_yaml().splitlines()


def test_it_is_written_where_asked(tmp_path: Path) -> None:
    assert write(tmp_path) == tmp_path / "model" / "default.yaml"
    assert (tmp_path / "model" / "default.yaml").read_text(encoding="utf-8") == model_yaml()
