"""Series with and without the voices that were inferred."""

from typing import get_args

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pydantic import ValidationError

from liftmine.attribution.bases import Basis
from liftmine.cli.adhoc import command_line
from liftmine.jobs.request import Request
from liftmine.jobs.selection import silence
from liftmine.study.model import InferredBasis
from liftmine.study.settings import Settings
from liftmine.tables.stages import TURNS

_FROM_THE_DIRECTORY = {"initials_derived"}
_VOICE = ("speaker_label", "person_id", "organisation_id", "partner_type")


def turns(*bases: str) -> pa.Table:
    columns = {
        "document_id": ["d"] * len(bases),
        "turn_no": list(range(len(bases))),
        "section": ["3 Estates"] * len(bases),
        "speaker_label": ["Ann Ray"] * len(bases),
        "person_id": ["p1"] * len(bases),
        "organisation_id": ["pct"] * len(bases),
        "partner_type": ["public"] * len(bases),
        "voice_mode": ["reported"] * len(bases),
        "attribution_basis": list(bases),
        "attribution_confidence": [0.9] * len(bases),
        "char_start": [10 * n for n in range(len(bases))],
        "char_end": [10 * (n + 1) for n in range(len(bases))],
    }
    return TURNS.build(columns)


def test_a_voice_that_is_left_out_reads_as_narration_and_the_others_stay():
    heard = turns("full_name", "implicit", "pronoun")
    left = TURNS.check(silence(heard, ["implicit"]))
    assert left["voice_mode"].to_pylist() == ["reported", "none", "reported"]
    for name in _VOICE:
        assert left[name].to_pylist() == [heard[name][0].as_py(), None, heard[name][2].as_py()]
    same = [name for name in TURNS.names if name not in (*_VOICE, "voice_mode")]
    assert left.select(same).equals(heard.select(same))


def test_nothing_left_out_changes_nothing():
    heard = turns("full_name", "implicit")
    assert silence(heard, ()) is heard


def test_every_way_that_can_be_left_out_is_one_that_attribution_knows():
    assert set(get_args(InferredBasis)) - _FROM_THE_DIRECTORY <= {basis.value for basis in Basis}


def test_a_way_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match="implicit"):
        Settings.model_validate({"series": {"without_bases": ["implied"]}})


def test_the_command_that_repeats_a_run_names_what_it_leaves_out(tmp_path):
    request = Request(without_bases=["implicit", "pronoun"])
    assert request.folder_name == "without-implicit-pronoun"
    assert "--without implicit --without pronoun" in command_line(tmp_path / "study.yaml", request)


def test_a_table_in_several_chunks_keeps_its_shape():
    heard = turns("implicit", "full_name")
    left = TURNS.check(silence(pa.concat_tables([heard.slice(0, 1), heard.slice(1, 1)]), ["implicit"]))
    assert pc.sum(pc.is_null(left["partner_type"])).as_py() == 1
