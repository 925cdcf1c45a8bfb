"""CPU and memory of a whole run on real minutes, as ratios to a plain spaCy pass over the same texts in the same minute.

Absolute times on a shared machine are noise; the ratio is not. Prefect's start-up (import, embedded API, an empty flow) is
measured apart and taken off the run.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
TEXTS = ROOT.parent / "shared" / "data" / "rtd_p3"
STUDY = ROOT / "tests" / "real" / "studies" / "rtd_p3.yaml"
REPEATS = 3
EMPTY_FLOW = """
from pathlib import Path
import sys
from flows.environment import prepare_environment
prepare_environment(Path(sys.argv[1]))
from prefect import flow
@flow(log_prints=False, persist_result=False)
def empty(): pass
empty()
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of a process and everything it waited for; peak memory of its largest process."""

    cpu: float
    mebibytes: float


def measure(command: Sequence[str], standard_input: str = "") -> Cost:
    """Run a command to its end. Raises `RuntimeError` with its error output where it fails."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write(standard_input.encode())
        given.seek(0)
        process = subprocess.Popen(command, stdin=given, stdout=subprocess.DEVNULL, stderr=errors, cwd=ROOT, env=_environment())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(errors.read().decode(errors="replace")[-2000:])
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | {"OMP_NUM_THREADS": "1"}


def copy_study(folder: Path, files: Sequence[Path]) -> Path:
    """The real study over some of its files, in a folder of its own; returns its study file."""
    raw = folder / "raw"
    raw.mkdir(parents=True)
    for file in files:
        shutil.copy(file, raw / file.name)
    study = folder / "config" / "study.yaml"
    study.parent.mkdir()
    yaml = YAML(typ="safe")
    content = yaml.load(STUDY.read_text(encoding="utf-8"))
    content["paths"] = {"raw": "../raw", "work": "../work", "releases": "../releases"}
    with study.open("w", encoding="utf-8") as stream:
        yaml.dump(content, stream)
    return study


def main() -> None:
    """Print the table."""
    if not TEXTS.is_dir():
        print("skipped: ../shared/data/rtd_p3 is not there")
        return
    everything = sorted(TEXTS.glob("*.txt"))
    for name, files in (("rtd_p3", everything), ("a tenth of it", everything[::10])):
        costs: dict[str, list[Cost]] = {"spaCy pass": [], "Prefect start-up": [], "liftmine run": [], "second run": []}
        for _ in range(REPEATS):
            with tempfile.TemporaryDirectory() as scratch:
                study = copy_study(Path(scratch) / "study", files)
                command = [sys.executable, "-m", "liftmine", "run", "--study", str(study)]
                costs["spaCy pass"].append(measure([sys.executable, "-m", "benchmarks.yardstick"], "\n".join(map(str, files))))
                costs["Prefect start-up"].append(measure([sys.executable, "-c", EMPTY_FLOW, scratch]))
                costs["liftmine run"].append(measure(command))
                costs["second run"].append(measure(command))
        _print(name, len(files), costs)


def _print(name: str, n_files: int, costs: dict[str, list[Cost]]) -> None:
    cpu = {what: statistics.median(c.cpu for c in measured) for what, measured in costs.items()}
    memory = {what: max(c.mebibytes for c in measured) for what, measured in costs.items()}
    net = cpu["liftmine run"] - cpu["Prefect start-up"]
    print(f"{name}: {n_files} files, median of {REPEATS}")
    for what in costs:
        print(f"  {what:18} {cpu[what]:7.2f} CPU s   peak {memory[what]:5.0f} MiB")
    print(f"  run without Prefect's start-up / spaCy pass: {net / cpu['spaCy pass']:.2f} ×")
    print(f"  peak memory of the run / spaCy pass:         {memory['liftmine run'] / memory['spaCy pass']:.2f} ×")


if __name__ == "__main__":
    main()
