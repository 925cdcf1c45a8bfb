"""Which files are which documents."""

from datetime import date
from hashlib import sha256

import pytest

from liftmine.errors import Reason
from liftmine.reading.identity import choose_copies, identify
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


def rows(said):
    """metadata.csv from path → cells."""
    return {path: MetadataRow(file=path).model_copy(update=cells) for path, cells in said.items()}


def test_a_document_is_named_after_its_content_and_copies_are_numbered_in_path_order():
    files = seen("westmoor/minutes/b.txt", "eastvale/minutes/a.txt", "eastvale/minutes/z.txt", content="ab" * 32)
    intake = identify(files, STUDY, {})
    assert [(item.path, item.document_id) for item in intake] == [
        ("eastvale/minutes/a.txt", "D" + "ab" * 8),
        ("eastvale/minutes/z.txt", "D" + "ab" * 8 + "-2"),
        ("westmoor/minutes/b.txt", "D" + "ab" * 8 + "-3"),
    ]


FIRST = "eastvale/minutes/a (original).txt"


@pytest.mark.parametrize(
    ("copy", "said", "is_read"),
    [
        ("eastvale/minutes/a - Copy.txt", {}, False),
        ("eastvale/minutes/b.pdf", {}, True),
        ("eastvale/minutes/b", {}, True),
        ("eastvale/minutes/2006-05-03.txt", {}, True),
        ("eastvale/hearings/a.txt", {}, True),
        ("westmoor/minutes/a.txt", {}, True),
        ("eastvale/minutes/b.txt", {"eastvale/minutes/b.txt": {"date": date(2006, 5, 3)}}, True),
        ("elsewhere/a.txt", {}, None),
    ],
)
def test_a_copy_is_read_for_itself_where_more_than_its_folder_tells_it_from_the_first(copy, said, is_read):
    intake = identify(seen(FIRST, copy, content="ab" * 32), STUDY, rows(said))
    found = {item.path: item for item in intake}
    assert {path: item.is_readable for path, item in found.items()} == {FIRST: True} | ({} if is_read is None else {copy: is_read})
    assert {item.copy_of for item in intake if not item.is_readable} <= {found[FIRST].document_id}


@pytest.mark.parametrize(
    ("paths", "said", "failures", "counting"),
    [
        (("eastvale/minutes/a.pdf", "eastvale/minutes/b.txt"), {}, {}, "eastvale/minutes/a.pdf"),
        (("eastvale/minutes/a.pdf", "eastvale/minutes/b.txt"), {}, {"a.pdf": 2}, "eastvale/minutes/b.txt"),
        (("eastvale/minutes/a.pdf", "eastvale/minutes/b.txt"), {}, {"a.pdf": 2, "b.txt": 1}, "eastvale/minutes/b.txt"),
        (("eastvale/minutes/a.pdf", "eastvale/minutes/b.txt"), {}, {"a.pdf": 1, "b.txt": 1}, "eastvale/minutes/a.pdf"),
        (("eastvale/minutes/a.txt", "westmoor/minutes/a.txt"), {}, {}, "eastvale/minutes/a.txt"),
        (("eastvale/hearings/a.txt", "eastvale/minutes/b.txt"), {}, {}, "eastvale/minutes/b.txt"),
        (
            ("eastvale/hearings/a.txt", "eastvale/minutes/b.txt"),
            {"eastvale/hearings/a.txt": {"speaker": "M"}},
            {},
            "eastvale/hearings/a.txt",
        ),
        (("eastvale/hearings/a.txt", "eastvale/minutes/b.txt"), {"eastvale/hearings/a.txt": {}}, {"a.txt": 1}, "eastvale/minutes/b.txt"),
    ],
)
def test_the_copy_that_came_furthest_counts_and_of_several_the_best_described(paths, said, failures, counting):
    intake = identify(seen(*paths, content="ab" * 32), STUDY, rows(said))
    failed = {item.document_id: failures[item.path[-5:]] for item in intake if item.path[-5:] in failures}
    assert [item.path for item in choose_copies(intake, STUDY, failed).values()] == [counting]


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


PRIVATE, SAME, PUBLIC, MINUTES = (f"eastvale/{name}.txt" for name in ("interviews/a", "interviews/b", "hearings/a", "minutes/a"))
YES, NO = {"consent": True}, {"consent": False}


@pytest.mark.parametrize(
    ("paths", "said", "is_refused"),
    [
        ((PRIVATE, SAME), {}, True),
        ((PRIVATE, SAME), {SAME: YES}, False),
        ((PRIVATE, SAME), {SAME: YES, PRIVATE: NO}, True),
        ((PRIVATE, PUBLIC), {}, True),
        ((PRIVATE, PUBLIC), {PRIVATE: YES}, False),
        ((PRIVATE, PUBLIC), {PUBLIC: YES}, False),
        ((PUBLIC, MINUTES), {}, False),
        ((PUBLIC, MINUTES), {PUBLIC: NO}, True),
        ((PUBLIC, MINUTES), {MINUTES: NO}, True),
        ((PRIVATE, MINUTES), {}, True),
        ((PRIVATE, MINUTES), {PRIVATE: YES}, False),
        ((PRIVATE, MINUTES), {PRIVATE: {"kind": "board_minutes"}}, False),
        ((PRIVATE, "nowhere/a.txt"), {PRIVATE: YES}, False),
    ],
)
def test_an_interview_without_consent_is_read_under_no_other_name(paths, said, is_refused):
    intake = identify(seen(*paths, content="ee" * 32), STUDY, rows(said))
    assert {item.reason for item in intake} == {Reason.NO_CONSENT if is_refused else None}


def test_an_empty_file_is_a_copy_of_nothing():
    interview, minutes, other = identify(seen(PRIVATE, MINUTES, "eastvale/minutes/b.txt", content=sha256(b"").hexdigest()), STUDY, {})
    assert (interview.reason, minutes.reason, other.reason) == (Reason.NO_CONSENT, None, None)
    assert (minutes.copy_of, other.copy_of) == (None, None)


def test_a_link_is_refused_for_itself_and_no_copy_of_anything():
    files = [*seen("eastvale/minutes/a.txt", content="ee" * 32), *seen("eastvale/minutes/b.txt", content="ee" * 32, reason=Reason.SYMLINK)]
    file, link = identify(files, STUDY, {})
    assert (file.reason, link.reason, link.copy_of) == (None, Reason.SYMLINK, None)
