"""Words of an interview stay where they may be: in the raw files and below folders called `restricted`."""

import gzip
import zipfile

import pyarrow.parquet as pq
from flow_study import CANARIES


def words_in(file):
    """The text a reader of the file could see, whatever it is packed in."""
    if file.suffix == ".parquet":
        return str(pq.read_table(file).to_pylist())
    if file.suffix == ".gz":
        return gzip.decompress(file.read_bytes()).decode()
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    return file.read_bytes().decode("utf-8", "replace")


def test_no_word_of_an_interview_leaves_the_restricted_folders(two_runs):
    folder, printed = two_runs.folder, "".join([*two_runs.printed, *two_runs.told])
    open_files = [file for file in folder.rglob("*") if file.is_file() and not {"raw", "restricted"} & set(file.relative_to(folder).parts)]
    assert any(file.suffix == ".db" for file in open_files), "Prefect's database should be among the files looked at"
    names = [CANARIES[0].replace(" ", "_"), *CANARIES]
    leaks = [(file.relative_to(folder).as_posix(), name) for file in open_files for name in names if name in words_in(file)]
    # The ledger names the files it has seen; it lies in the work folder, which only its owner can enter.
    assert [leak for leak in leaks if not leak[0].startswith("work/ledger.sqlite")] == []
    assert not any(canary in printed for canary in CANARIES)
    assert (folder / "work").stat().st_mode & 0o077 == 0


def test_the_canaries_were_read_and_can_be_found_where_they_may_be(two_runs):
    folder = two_runs.folder
    restricted = [file for file in folder.rglob("*") if file.is_file() and "restricted" in file.relative_to(folder).parts]
    assert all(any(canary in words_in(file) for file in restricted) for canary in CANARIES)
    assert all(file.stat().st_mode & 0o077 == 0 for file in restricted)
