"""`liftmine releases`: what has been published."""

import json
from pathlib import Path

from liftmine.cli.morning import tell_morning
from liftmine.cli.output import print_json, print_table
from liftmine.errors import LiftmineError
from liftmine.study.load import load_configuration
from liftmine.workspace.releases import ReleaseStore


def print_releases(study: Path, *, as_json: bool) -> None:
    """One line a release, with the one `latest` points to marked."""
    store = ReleaseStore(load_configuration(study).releases)
    latest = store.latest()
    rows = [
        {
            "release_id": release.release_id,
            "created_at": release.manifest["created_at"],
            "is_latest": latest is not None and release.folder.name == latest.folder.name,
            "folder": str(release.folder),
        }
        for release in store.all()
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(
            ["release", "made", "", "folder"],
            [[r["release_id"], r["created_at"], "latest" * bool(r["is_latest"]), r["folder"]] for r in rows],
        )


def print_release(name: str, study: Path, *, as_json: bool) -> None:
    """The manifest of a release and what was new in it. Raises `LiftmineError` where a file is not what the manifest says."""
    release = ReleaseStore(load_configuration(study).releases).get(name)
    manifest = release.manifest
    if as_json:
        print_json(manifest)
    else:
        print(f"{release.release_id}  made {manifest['created_at']}  {release.folder}")
        print_table(["file", "rows", "sha256"], [[n, f.get("rows"), f["sha256"][:16]] for n, f in sorted(manifest["files"].items())])
        for key in ("code_version", "study_sha256", "settings_sha256", "base_release"):
            print(f"{key}: {json.dumps(manifest.get(key))}")
    damaged = release.damaged_files()
    if damaged:
        raise LiftmineError(
            f"{release.release_id}: {len(damaged)} files are missing or changed: {', '.join(damaged)}",
            remedy="Remove the release folder and run again.",
        )
    if not as_json:
        tell_morning(release)
