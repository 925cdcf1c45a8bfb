"""How Prefect must be told to behave, before it is imported: local, private, quiet."""

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
}
_EMBEDDED = {
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
}


_CONFIGURED = {"PREFECT_LOGGING_EXTRA_LOGGERS": "liftmine"}


def prepare_environment(work: Path) -> None:
    """Set what Prefect reads at import. Where no API is configured, an embedded one keeps its files in the study's work folder."""
    is_embedded = "PREFECT_API_URL" not in os.environ
    for name, value in (_ALWAYS | (_EMBEDDED if is_embedded else _CONFIGURED)).items():
        os.environ.setdefault(name, value)
    if is_embedded:
        home = Path(os.environ.setdefault("PREFECT_HOME", str(work / "prefect")))
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
