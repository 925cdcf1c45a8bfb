"""How Prefect and numpy must be told to behave, before they are imported: local, private, quiet, alike every time."""

import os
from pathlib import Path

_ALWAYS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # A string that reaches a log line or a result reaches Prefect's database; nothing of ours may.
    "PREFECT_LOGGING_LOG_PRINTS": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    # For numpy, which is not loaded yet: on few cores more threads make the fit of a topic model several times slower, and no two alike.
    "OMP_NUM_THREADS": "1",
}
_EMBEDDED = {
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
}
_LASTING = {
    "PREFECT_LOGGING_EXTRA_LOGGERS": "liftmine",
    # Pages of other sites, open in the same browser, must not be able to start runs here.
    "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
}


def prepare_environment(work: Path, *, is_served: bool = False) -> None:
    """Set what Prefect reads at import. Where no API is configured, one of our own keeps its files in the study's work folder.

    That is an embedded one for a single run, and one that stays where runs are served (`is_served`).
    """
    is_ours = "PREFECT_API_URL" not in os.environ
    for name, value in (_ALWAYS | (_EMBEDDED if is_ours and not is_served else _LASTING)).items():
        os.environ.setdefault(name, value)
    if is_ours:
        home = Path(os.environ.setdefault("PREFECT_HOME", str(work / "prefect")))
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
