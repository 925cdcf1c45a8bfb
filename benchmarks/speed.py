"""CPU and memory of a whole run on real minutes, as ratios to a plain spaCy pass over the same texts in the same minute.

Absolute times on a shared machine are noise; the ratio is not. Prefect's start-up is shown apart: the API runs beside the
benchmark, and the cost of importing Prefect and running an empty flow on it is taken off the run. What the API itself spends on the
run's tasks is counted.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
TEXTS = ROOT.parent / "shared" / "data" / "rtd_p3"
STUDY = ROOT / "tests" / "real" / "studies" / "rtd_p3.yaml"
REPEATS = 3
EMPTY_FLOW = """
import sys
from pathlib import Path
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


class Api:
    """A Prefect API of our own on this machine, and the CPU seconds it has used."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/api"
        settings = {"PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
        command = ("-m", "uvicorn", "--factory", "prefect.server.api.server:create_app", "--port", str(port), "--log-level", "critical")
        self._process = subprocess.Popen([sys.executable, *command], env=_environment() | settings)

    def __enter__(self) -> "Api":
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{self.url}/health").close()  # noqa: S310 -- our own server on this machine
            except OSError:
                time.sleep(0.5)
            else:
                return self
        raise RuntimeError("the Prefect API did not start")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

    def cpu(self) -> float:
        """CPU seconds so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(command: Sequence[str], api: Api, standard_input: str = "") -> Cost:
    """Run a command to its end, what the API did for it included. Raises `RuntimeError` with its error output where it fails."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write(standard_input.encode())
        given.seek(0)
        environment = _environment() | {"PREFECT_API_URL": api.url}
        before = api.cpu()
        process = subprocess.Popen(command, stdin=given, stdout=subprocess.DEVNULL, stderr=errors, cwd=ROOT, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(errors.read().decode(errors="replace")[-2000:])
    return Cost(usage.ru_utime + usage.ru_stime + api.cpu() - before, usage.ru_maxrss / 1024)


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
    with tempfile.TemporaryDirectory() as home, Api(Path(home)) as api:
        print(f"Prefect API: {api.cpu():.1f} CPU s until it answers")
        for name, files in (("rtd_p3", everything), ("a tenth of it", everything[::10])):
            _print(name, len(files), _measure_all(files, api))


def _measure_all(files: Sequence[Path], api: Api) -> dict[str, list[Cost]]:
    costs: dict[str, list[Cost]] = {"spaCy pass": [], "empty flow": [], "liftmine run": [], "second run": []}
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as scratch:
            run = [sys.executable, "-m", "liftmine", "run", "--study", str(copy_study(Path(scratch) / "study", files))]
            costs["spaCy pass"].append(measure([sys.executable, "-m", "benchmarks.yardstick"], api, "\n".join(map(str, files))))
            costs["empty flow"].append(measure([sys.executable, "-c", EMPTY_FLOW, scratch], api))
            costs["liftmine run"].append(measure(run, api))
            costs["second run"].append(measure(run, api))
    return costs


def _print(name: str, n_files: int, costs: dict[str, list[Cost]]) -> None:
    cpu = {what: statistics.median(c.cpu for c in measured) for what, measured in costs.items()}
    memory = {what: max(c.mebibytes for c in measured) for what, measured in costs.items()}
    net = cpu["liftmine run"] - cpu["empty flow"]
    print(f"{name}: {n_files} files, median of {REPEATS}")
    for what in costs:
        print(f"  {what:18} {cpu[what]:7.2f} CPU s   peak {memory[what]:5.0f} MiB")
    print(f"  run without Prefect's start-up / spaCy pass: {net / cpu['spaCy pass']:.2f} ×")
    print(f"  peak memory of the run / spaCy pass:         {memory['liftmine run'] / memory['spaCy pass']:.2f} ×")


if __name__ == "__main__":
    main()
