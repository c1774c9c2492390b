"""The model that takes no time as a Hydra job: ``python -m benchmarks.runners.hydra_job x=3``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hydra
from hydra.core.hydra_config import HydraConfig

from benchmarks.runners.trivial import square


@hydra.main(version_base=None, config_path=None)
def main(config: Any) -> None:
    """Square ``x`` and write it down, as a user's job would."""
    folder = Path(HydraConfig.get().runtime.output_dir)
    (folder / "y").write_text(str(square(float(config.x))), encoding="utf-8")


if __name__ == "__main__":
    main()
