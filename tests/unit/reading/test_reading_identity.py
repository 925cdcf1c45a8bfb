"""Which files are which documents."""

from datetime import date

import pytest

from liftmine.errors import Reason
from liftmine.reading.identity import identify
from liftmine.study.metadata import MetadataRow
from liftmine.study.model import Organisation, Partnership, Paths, Source, Study

STUDY = Study(
    study="small",
    partner_types=("public",),
    paths=Paths(raw="raw", work="work", releases="releases"),
    partnerships=tuple(
        Partnership(
            id=name,
            name=name.title(),
            started=date(2005, 1, 1),
            organisations=(Organisation(id=f"{name}-pct", name=f"{name} PCT", partner_type="public"),),
        )
        for name in ("eastvale", "westmoor")
    ),
    sources=(
        Source(files="{partnership}/minutes/*", kind="board_minutes"),
        Source(files="{partnership}/hearings/*", kind="interview", consent=True),
        Source(files="{partnership}/interviews/*", kind="interview"),
    ),
)


def seen(*paths, content=None, reason=None):
    return [(path, content or path.encode().hex().ljust(64, "0"), reason) for path in paths]


def test_a_document_is_named_after_its_content_and_copies_are_numbered_in_path_order():
    files = seen("westmoor/minutes/b.txt", "eastvale/minutes/a.txt", "eastvale/minutes/z.txt", content="ab" * 32)
    intake = identify(files, STUDY, {})
    assert [(item.path, item.document_id) for item in intake] == [
        ("eastvale/minutes/a.txt", "D" + "ab" * 8),
        ("eastvale/minutes/z.txt", "D" + "ab" * 8 + "-2"),
        ("westmoor/minutes/b.txt", "D" + "ab" * 8 + "-3"),
    ]
    assert [item.copy_of for item in intake] == [None, "D" + "ab" * 8, "D" + "ab" * 8]
    assert [item.is_readable for item in intake] == [True, False, False]


def test_a_renamed_file_is_the_same_document():
    before = identify(seen("eastvale/minutes/a.txt", content="cd" * 32), STUDY, {})
    after = identify(seen("westmoor/minutes/renamed.txt", content="cd" * 32), STUDY, {})
    assert before[0].document_id == after[0].document_id


def test_a_file_that_no_source_matches_is_no_part_of_the_study():
    assert identify(seen("README.md", "nowhere/minutes/a.txt"), STUDY, {}) == ()


@pytest.mark.parametrize(
    ("path", "row", "reason"),
    [
        ("eastvale/interviews/i.txt", None, Reason.NO_CONSENT),
        ("eastvale/interviews/i.txt", {}, Reason.NO_CONSENT),
        ("eastvale/interviews/i.txt", {"consent": True}, None),
        ("eastvale/hearings/i.txt", None, None),
        ("eastvale/hearings/i.txt", {"consent": False}, Reason.NO_CONSENT),
        ("eastvale/minutes/i.txt", None, None),
        ("eastvale/minutes/i.txt", {"kind": "interview"}, Reason.NO_CONSENT),
    ],
)
def test_an_interview_is_read_only_with_consent(path, row, reason):
    metadata = {} if row is None else {path: MetadataRow(file=path).model_copy(update=row)}
    (item,) = identify(seen(path), STUDY, metadata)
    assert item.reason == reason


def test_metadata_decides_kind_and_partnership():
    path = "eastvale/minutes/a.txt"
    row = MetadataRow(file=path).model_copy(update={"kind": "background", "partnership": "westmoor"})
    (item,) = identify(seen(path), STUDY, {path: row})
    assert (item.kind, item.partnership_id) == ("background", "westmoor")


def test_metadata_is_found_for_a_file_name_in_decomposed_letters():
    row = MetadataRow(file="eastvale/interviews/Zoë.txt").model_copy(update={"consent": True})
    (item,) = identify(seen("eastvale/interviews/Zoe\u0308.txt"), STUDY, {"eastvale/interviews/Zoë.txt": row})
    assert item.reason is None


def test_a_copy_of_a_refused_file_is_refused_for_itself_and_no_copy():
    files = [*seen("eastvale/interviews/i.txt", content="ee" * 32), *seen("eastvale/minutes/m.txt", content="ee" * 32)]
    refused, minutes = identify(files, STUDY, {})
    assert (refused.reason, minutes.reason, minutes.copy_of) == (Reason.NO_CONSENT, None, None)
