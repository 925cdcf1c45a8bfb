"""A study's place on disk: its ledger, its stage store, its releases, and the look that tells whether anything changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from liftmine.errors import LiftmineError
from liftmine.reading.identity import Intake, identify
from liftmine.study.calendar import partnership_year, period
from liftmine.study.load import Configuration
from liftmine.study.metadata import load_metadata
from liftmine.workspace.files import locked, waiting_for
from liftmine.workspace.keys import STAGES, code_hash, hash_of, program_for_scans
from liftmine.workspace.ledger import Ledger, LedgerRelease
from liftmine.workspace.model_pointer import current_version
from liftmine.workspace.releases import ReleaseStore
from liftmine.workspace.scan import SeenFile, scan

if TYPE_CHECKING:  # pyarrow takes longer to import than the look takes
    from liftmine.workspace.models import ModelStore
    from liftmine.workspace.stages import StageStore


@dataclass(frozen=True, slots=True)
class Look:
    """What is in the raw folder now, and the release that already says it (None where something changed).

    `pointless` holds the paths that metadata.csv names and no source finds.
    """

    as_of: date
    seen: tuple[SeenFile, ...]
    intake: tuple[Intake, ...]
    pointless: tuple[str, ...]
    state_key: str
    current: LedgerRelease | None

    @property
    def n_foreign(self) -> int:
        """Files below raw that no source matches."""
        return len(self.seen) - len(self.intake)


class Busy(LiftmineError):
    """Another process is writing just what this one wants to write."""


class House:
    """The only door to disk. One process at a time publishes; any number may look, and any number may run ad hoc.

    Nightly and ad-hoc runs write to one stage store and do not wait for each other: a result stands under its key, so that one
    run never reads what another made from other files, settings or lexicons; SQLite keeps their transactions apart. The only
    thing that could take something from under a run that goes on is the sweep, which leaves the store alone for that night.
    """

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.releases = ReleaseStore(configuration.releases)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, opened on first use."""
        return Ledger(self.configuration.work / "ledger.sqlite")

    @cached_property
    def stages(self) -> "StageStore":
        """The stage store, opened on first use."""
        from liftmine.workspace.stages import StageStore  # noqa: PLC0415

        return StageStore(self.configuration.work / "restricted" / "stages", self.ledger)

    @cached_property
    def model_version(self) -> str | None:
        """The topic model in use when this house first asked: one run never scores with two."""
        return current_version(self.configuration.work)

    @cached_property
    def models(self) -> "ModelStore":
        """The topic models, opened on first use."""
        from liftmine.workspace.models import ModelStore  # noqa: PLC0415

        return ModelStore(self.configuration.work)

    def path(self, item: Intake) -> Path:
        """Where a file lies."""
        return self.configuration.raw / item.path

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """Hold the publisher's lock and mend what a killed publisher left. Raises `Busy` where another process holds it."""
        with locked(self.configuration.work / "publisher.lock") as is_ours:
            if not is_ours:
                raise Busy(
                    f"study {self.configuration.study.study} is being published by another process",
                    remedy="Wait until that run has ended; it takes in the same files.",
                )
            self._mend()
            yield

    @contextmanager
    def running_adhoc(self, name: str) -> Iterator[None]:
        """Keep the stage store from being swept, and `name` from being written by two. Raises `Busy` where another run writes it."""
        work = self.configuration.work
        with waiting_for(work / "store.lock", is_shared=True), locked(work / "adhoc" / f"{name}.lock") as is_ours:
            if not is_ours:
                raise Busy(f"an ad-hoc run named {name} is going on", remedy="Wait until it has ended, or choose another --name.")
            yield

    def sweep(self, keys: Mapping[str, Mapping[str, str]]) -> None:
        """Keep the results under `keys` (stage → document_id → key) only; all of them while an ad-hoc run is going on."""
        with locked(self.configuration.work / "store.lock") as is_ours:
            if is_ours:
                self.stages.sweep(keys)

    def look(self, as_of: date) -> Look:
        """Scan and hash the raw folder and compare with the last release. Writes nothing.

        Raises `LiftmineError` where the raw folder is missing, `ConfigurationError` for a faulty metadata file.
        """
        configuration = self.configuration
        try:
            found = scan(configuration.raw)
        except FileNotFoundError:
            raise LiftmineError(
                f"the raw folder {configuration.raw} does not exist", remedy="Create it, or correct paths.raw in the study file."
            ) from None
        metadata_file = configuration.raw / configuration.study.metadata if configuration.study.metadata else None
        metadata = load_metadata(metadata_file, configuration.study) if metadata_file else {}
        seen = tuple(file for file in found if configuration.raw / file.path != metadata_file)
        intake = identify(((file.path, file.sha256, file.reason) for file in seen), configuration.study, metadata)
        facts = [[i.document_id, i.path, str(i.reason), hash_of(i.metadata)] for i in intake]
        made_with = [code_hash(stage) for stage in STAGES], program_for_scans(configuration)
        state_key = hash_of(dict(configuration.hashes), made_with, facts, self.model_version)
        pointless = tuple(sorted(set(metadata) - {item.path for item in intake}))
        return Look(as_of, seen, intake, pointless, state_key, self._current(state_key, as_of))

    def _current(self, state_key: str, as_of: date) -> LedgerRelease | None:
        """The release `latest` points to, if it was made from just this state and the calendar has not moved on since."""
        latest = self.releases.latest()
        if latest is None or not (self.configuration.work / "ledger.sqlite").exists():
            return None
        return next(
            (
                release
                for release in self.ledger.releases()
                if release.release_id == latest.release_id
                and release.state_key == state_key
                and release.valid_from <= as_of < release.valid_until
            ),
            None,
        )

    def valid_until(self, as_of: date, future_dates: list[date]) -> date:
        """The first day on which the same files would give another release: a partnership year ends, or a date is no longer ahead."""
        ends = [period(p.started, partnership_year(as_of, p.started))[1] + timedelta(days=1) for p in self.configuration.study.partnerships]
        return min([*ends, *future_dates])

    def _mend(self) -> None:
        """Finish or forget the release that a killed publisher had announced, and clear what it had staged."""
        self.releases.clear_staging()
        for release in self.ledger.releases():
            if release.is_published:
                continue
            folder = self.releases.folder / release.release_id
            if folder.is_dir():
                self.releases.point_to(release.release_id)
                self.ledger.confirm_release(release.release_id)
            else:
                self.ledger.forget_release(release.release_id)

    def publish(self, staging: Path, release_id: str, look: Look, future_dates: list[date]) -> None:
        """Give a staged release its name, move it in, and point `latest` to it. Only under `publishing`."""
        now = datetime.now(tz=UTC)
        announced = LedgerRelease(release_id, look.state_key, look.as_of, self.valid_until(look.as_of, future_dates), is_published=False)
        self.ledger.announce_release(announced, now)
        self.releases.move_in(staging, release_id)
        self.releases.point_to(release_id)
        self.ledger.confirm_release(release_id)
