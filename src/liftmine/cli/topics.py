"""`liftmine topics`: what the published topics are about, and how their words change."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from liftmine.cli.output import print_json
from liftmine.errors import UsageError
from liftmine.measures.topic_telling import Shift, Topic, read_topics
from liftmine.study.load import load_configuration
from liftmine.workspace.releases import ReleaseStore


def show_topics(name: str, study: Path, *, as_json: bool) -> None:
    """Print the topics of a release. Raises `UsageError` where it holds none."""
    release = ReleaseStore(load_configuration(study).releases).get(name)
    version = release.manifest["models"].get("topics")
    if version is None:
        raise UsageError(f"{release.release_id} holds no topics: no topic model was in use.", remedy="Fit one with: liftmine refit")
    topics = read_topics(release.table("topics"), version)
    if as_json:
        print_json({"release_id": release.release_id, "model_version": version, "topics": [asdict(topic) for topic in topics]})
        return
    print(f"{release.release_id}, topic model {version}. Early and late: first and second half of the partnership years.")
    for topic in topics:
        _print_topic(topic)


def _print_topic(topic: Topic) -> None:
    figures = [
        f"{what} {value:.2f}" for what, value in (("coherence", topic.coherence), ("stability", topic.stability)) if value is not None
    ]
    print(f"\n{topic.topic_id} ({', '.join([*figures, 'goes on' if topic.continues else 'new'])})")
    print(f"  {' '.join(topic.words)}")
    for what, shifts in (("more later", topic.gained), ("less later", topic.lost)):
        if shifts:
            print(f"  {what}: {_tell_shifts(shifts)}")


def _tell_shifts(shifts: Sequence[Shift]) -> str:
    return ", ".join(f"{shift.term} {100 * shift.early:.1f} → {100 * shift.late:.1f} %" for shift in shifts)
