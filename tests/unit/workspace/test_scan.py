import os

import pytest

import liftmine.workspace.scan as scan_module
from liftmine.errors import Reason
from liftmine.workspace.scan import scan


def test_every_file_is_seen_in_path_order_with_its_hash(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_bytes(b"same")
    (tmp_path / "a.txt").write_bytes(b"same")
    seen = scan(tmp_path)
    assert [file.path for file in seen] == ["a.txt", "b/x.txt"]
    assert seen[0].sha256 == seen[1].sha256
    assert seen[0].size == 4


def test_hidden_and_lock_files_are_left_out(tmp_path):
    for name in (".DS_Store", "~$minutes.docx", "minutes.txt"):
        (tmp_path / name).write_text("x")
    assert [file.path for file in scan(tmp_path)] == ["minutes.txt"]


@pytest.mark.parametrize(("target", "reason"), [("inside.txt", Reason.SYMLINK), ("../outside.txt", Reason.PATH_ESCAPE)])
def test_links_are_named_and_never_followed(tmp_path, target, reason):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "inside.txt").write_text("in")
    (tmp_path / "outside.txt").write_text("out")
    (raw / "link.txt").symlink_to(target)
    link = next(file for file in scan(raw) if file.path == "link.txt")
    assert link.reason is reason


def test_a_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert scan(tmp_path)[0].reason is Reason.UNSUPPORTED_TYPE


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        scan(tmp_path / "nowhere")


def test_links_in_a_ring_lead_nowhere(tmp_path):
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert {file.reason for file in scan(tmp_path)} == {Reason.SYMLINK}


def test_a_name_that_is_no_utf_8_is_shown_with_its_bytes_and_not_opened(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("in")
    assert [(file.path, file.reason) for file in scan(tmp_path)] == [("caf\\xe9.txt", Reason.ENCODING_UNSURE)]


def test_folders_may_lie_in_each_other_deeper_than_functions_may(tmp_path):
    folders = [tmp_path]
    for _ in range(1_100):
        folders.append(folders[-1] / "a")
        folders[-1].mkdir()
    (folders[-1] / "minutes.txt").write_text("in")
    assert [file.size for file in scan(tmp_path)] == [2]
    (folders[-1] / "minutes.txt").unlink()
    for folder in reversed(folders[1:]):
        folder.rmdir()


def test_a_file_that_goes_away_during_the_look_is_as_if_it_had_never_been_there(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("in")
    listed = list(scan_module.find_files(tmp_path))
    (tmp_path / "b.txt").unlink()
    monkeypatch.setattr(scan_module, "find_files", lambda _: iter(listed))
    assert [file.path for file in scan(tmp_path)] == ["a.txt"]
