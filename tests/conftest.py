import pytest


@pytest.fixture(scope="session")
def prefect_api():
    """A real Prefect API on a temporary database, shared by every test that runs a flow."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield
