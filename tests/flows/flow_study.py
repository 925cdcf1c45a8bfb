"""A small study of two partnerships, written into any folder."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

STUDY = """\
study: small
partner_types: [public, private, joint]
paths: {raw: ../raw, work: ../work, releases: ../releases}
partnerships:
  - id: eastvale
    name: Eastvale LIFT
    started: 2005-04-01
    organisations:
      - {id: eastvale-pct, name: Eastvale Primary Care Trust, aliases: [Eastvale PCT, the PCT], partner_type: public}
      - {id: marlow-build, name: Marlow Build plc, aliases: [Marlow Build, Marlow], partner_type: private}
      - {id: eastvale-liftco, name: Eastvale LIFT Company Ltd, aliases: [the LIFTCo], partner_type: joint}
  - id: westmoor
    name: Westmoor LIFT
    started: 2006-01-16
    organisations:
      - {id: westmoor-pct, name: Westmoor Primary Care Trust, aliases: [Westmoor PCT], partner_type: public}
      - {id: tarn-estates, name: Tarn Estates Ltd, aliases: [Tarn Estates], partner_type: private}
sources:
  - {files: "{partnership}/minutes/*", kind: board_minutes, date_order: day_month_year}
  - {files: "{partnership}/interviews/*", kind: interview}
"""

MINUTES = """\
{name} LIFT

Minutes of the meeting of the Board held on {day} at 2.00 pm in the Old Library

Present:
Mary Holt (MH)          Director of Estates, {public}
Tom Brandt (TB)         Project Director, {private}
Asha Rao (AR)           Finance Manager, {private}

1. Apologies

Apologies were received from Sam Pugh.

2. Minutes of the last meeting

The minutes were accepted as a true and accurate record.

3. Progress

MH asked whether the handover of the Mill Road building would be on time. TB replied that the programme had slipped by {weeks} weeks
because the steel was late. MH was concerned that the delay would cost patients their new clinic. TB assured the Board that the risk
of a further delay was small. AR reported that the cost was within budget, and that {private} remained committed to the partnership.
She added that the open book accounts had been shared with {public}.

The Board noted the report with concern. It was agreed that a joint action plan be drawn up.

4. Any other business

MH thanked {private} for their honesty and constructive approach. There was no other business.
"""

INTERVIEW = """\
Interview with a director, {day}

Interviewer: How do you find working with the other side?
Mary Holt: We trust each other more than we did. It took two years, and a lot of patience.
Interviewer: And the disputes?
Mary Holt: There was one about the lifts. We settled it over a cup of tea, which says something.
"""

# Words that stand nowhere but in an interview, and in the name of its file.
CANARIES = ("Zebulon Quartermaine", "the heliotrope ledger", "umbrageous", "quondam refectory")
CONFIDENCES = f"""\
Interview, 4 June 2007

Interviewer: How do you find working with the other side?
{CANARIES[0]}: We trust each other more since {CANARIES[1]} was opened. I was {CANARIES[2]} about it for years.
Interviewer: And the disputes?
{CANARIES[0]}: There was one about the {CANARIES[3]}. It was a disgrace and we failed badly.
"""

PARTNERSHIPS = {
    "eastvale": {"name": "Eastvale", "public": "Eastvale PCT", "private": "Marlow Build"},
    "westmoor": {"name": "Westmoor", "public": "Westmoor PCT", "private": "Tarn Estates"},
}


def write_minutes(study: Path, partnership: str, day: str, weeks: int) -> Path:
    """A set of minutes in the raw folder of the study; `weeks` makes its content its own."""
    file = study.parent.parent / "raw" / partnership / "minutes" / f"{day.replace(' ', '_')}.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(MINUTES.format(day=day, weeks=weeks, **PARTNERSHIPS[partnership]), encoding="utf-8")
    return file


def write_study(folder: Path) -> Path:
    """A study with eight sets of minutes and one interview without consent; returns its study file."""
    study = folder / "config" / "study.yaml"
    study.parent.mkdir(parents=True)
    study.write_text(STUDY, encoding="utf-8")
    for number, day in enumerate(["3 May 2006", "12 September 2006", "16 January 2007", "1 May 2007"]):
        for partnership in PARTNERSHIPS:
            write_minutes(study, partnership, day, number + 2)
    interview = folder / "raw" / "eastvale" / "interviews" / "director.txt"
    interview.parent.mkdir()
    interview.write_text(INTERVIEW.format(day="4 June 2007"), encoding="utf-8")
    return study


def add_confidences(study: Path) -> None:
    """A further interview, and consent for all of them."""
    interviews = study.parent.parent / "raw" / "eastvale" / "interviews"
    (interviews / f"{CANARIES[0].replace(' ', '_')}.txt").write_text(CONFIDENCES, encoding="utf-8")
    study.write_text(study.read_text().replace("kind: interview}", "kind: interview, consent: yes}"), encoding="utf-8")


def copy_study(study: Path, folder: Path) -> Path:
    """A study with all it has made, to be changed; returns its study file."""
    shutil.copytree(study.parent.parent, folder, symlinks=True)
    with closing(sqlite3.connect(folder / "work" / "ledger.sqlite")) as ledger:
        ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the flow in this process still has the original open
    return folder / "config" / "study.yaml"
