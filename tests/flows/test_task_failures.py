"""What happens when a task fails: I/O is tried again, a defect is not, and no text of a document reaches Prefect."""

import pytest
from prefect import flow

from flows.stages import io_task, sanitised
from liftmine.errors import DataRefused, LiftmineError

pytestmark = pytest.mark.usefixtures("prefect_api")


def run_failing(error, times):
    calls = []

    @io_task
    def fail():
        calls.append(1)
        if len(calls) <= times:
            raise error

    @flow
    def run():
        fail()

    return run, calls


def test_a_busy_disk_is_tried_again():
    run, calls = run_failing(OSError(5, "Input/output error"), times=1)
    run()
    assert len(calls) == 2


@pytest.mark.parametrize("error", [ValueError("bad"), DataRefused("too much")])
def test_a_fault_of_data_or_program_is_not(error):
    run, calls = run_failing(error, times=9)
    with pytest.raises(type(error)):
        run()
    assert len(calls) == 1


def test_an_unforeseen_error_loses_its_message_and_keeps_its_place():
    said = "What Mary said in confidence"

    def parse():
        raise KeyError(said)

    with pytest.raises(LiftmineError) as caught, sanitised("measuring"):
        parse()
    assert said not in str(caught.value)
    assert "measuring failed: KeyError at test_task_failures:" in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_io_errors_and_errors_for_people_pass_as_they_are():
    for error in (OSError(28, "No space left on device"), DataRefused("too much")):
        with pytest.raises(type(error)), sanitised("publishing"):
            raise error
