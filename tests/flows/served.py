"""`liftmine serve` with a schedule of seconds: a process of its own, as a data manager would start it."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.api import own_api
from flows.environment import prepare_environment


def main(study: Path) -> None:
    work = study.parent.parent / "work"
    prepare_environment(work, is_served=True)
    with own_api(0, work) as address:
        from prefect.schedules import Interval

        from flows.serve import serve_study

        print(address, flush=True)
        serve_study(study, "small", Interval(timedelta(seconds=45), anchor_date=datetime.now(tz=UTC) + timedelta(seconds=3)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
