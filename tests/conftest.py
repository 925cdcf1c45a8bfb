import os

import pytest
from hypothesis import settings

# The same examples in every run, so that a red test means a changed program; `HYPOTHESIS_PROFILE=explore make test` looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.register_profile("explore", derandomize=False, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def prefect_api():
    """A real Prefect API on a temporary database, shared by every test that runs a flow."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield
