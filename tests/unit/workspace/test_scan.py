import os

import pytest

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
