"""One paper's meeting, actions and resolutions, and the rows they make."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from liftmine.attribution.meetings.actions import read_actions
from liftmine.attribution.meetings.grids import read_grids
from liftmine.attribution.meetings.meeting import Meeting, read_meeting
from liftmine.attribution.meetings.motions import Resolution
from liftmine.attribution.meetings.record import Action, Record
from liftmine.attribution.meetings.resolutions import read_resolutions
from liftmine.attribution.minutes.frames import Sentence

__all__ = ["NOTHING", "Proceedings", "Record", "action_rows", "meeting_rows", "read_proceedings", "resolution_rows"]


class Proceedings(NamedTuple):
    """What a meeting was and what came of it; `meeting` is None for papers that record none."""

    meeting: Meeting | None
    actions: Sequence[Action]
    resolutions: Sequence[Resolution]


NOTHING = Proceedings(None, (), ())


def read_proceedings(record: Record, sentences: Sequence[Sentence]) -> Proceedings:
    """By title, attendance, marked actions and the meeting's own sentences. A verbatim record gives no `sentences`: its meeting alone."""
    meeting = read_meeting(record)
    if not sentences:
        return Proceedings(meeting, (), ())
    listed, taken = read_grids(record)
    actions = sorted([*listed, *read_actions(record, taken)], key=lambda action: (action.start, action.end))
    return Proceedings(meeting, actions, read_resolutions(record.text, record.parts, sentences))


def meeting_rows(document_id: str, proceedings: Proceedings) -> Iterator[tuple[Any, ...]]:
    """The row of MEETINGS."""
    if proceedings.meeting is not None:
        yield (document_id, *proceedings.meeting)


def action_rows(document_id: str, proceedings: Proceedings) -> Iterator[tuple[Any, ...]]:
    """Rows of ACTIONS; the three columns of owners run in parallel."""
    for number, (section, start, end, owners, due, due_date, status) in enumerate(proceedings.actions):
        names, people, sides = ("; ".join(o.name for o in owners), ";".join(o.person for o in owners), ";".join(o.side for o in owners))
        who = (names, people, sides) if owners else (None, None, None)
        yield (document_id, number, section, *who, due, due_date, status, start, end)


def resolution_rows(document_id: str, proceedings: Proceedings) -> Iterator[tuple[Any, ...]]:
    """Rows of RESOLUTIONS."""
    for number, (section, start, end, kind, outcome) in enumerate(proceedings.resolutions):
        yield (document_id, number, section, kind, outcome, start, end)
