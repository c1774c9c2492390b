"""Files for clusters: a missing library is told, and nothing is begun again for ever."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest
import yaml

CLUSTERS = Path(__file__).resolve().parents[1] / "docs" / "clusters"


@pytest.mark.parametrize(
    ("file", "library", "install"),
    [("slurm.py", "dask_jobqueue", "dask-jobqueue"), ("ssh.py", "asyncssh", "asyncssh")],
)
def test_a_missing_library_is_one_line(
    file: str, library: str, install: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(CLUSTERS / file))
    assert ended.value.code == (
        f"{file}: {library} is missing: pip install -c constraints.txt '.[dask]' {install}"
    )


def test_a_sweep_with_failed_runs_is_not_begun_again_without_end() -> None:
    job = yaml.safe_load((CLUSTERS / "kubernetes.yaml").read_text(encoding="utf-8"))
    assert job["spec"]["job"]["spec"]["restartPolicy"] == "Never"
