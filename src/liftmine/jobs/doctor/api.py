"""Prefect's API: the one that is configured, or the port that `liftmine serve` will use."""

import base64
import http.client
import json
import socket
from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from liftmine.jobs.doctor.finding import Finding, command, failed, ok, warning
from liftmine.study.load import Configuration

_HERE = "127.0.0.1"
_PATIENCE = 1.5  # seconds for an answer
_REFUSED = "an unknown version"  # it asks for credentials that it was not given


def check_api(configuration: Configuration, study: Path, environment: Mapping[str, str]) -> Finding:
    """Whether the API in PREFECT_API_URL answers and is of this version; without one, whether the port for `serve` is free."""
    url = environment.get("PREFECT_API_URL")
    if not url:
        return _check_port(configuration.settings.schedule.port, study)
    answer = _ask_version(url, environment.get("PREFECT_API_AUTH_STRING"))
    if answer is None:
        return failed(
            "prefect", f"the API at {url} does not answer", "Start it (prefect server start), or use an embedded one: unset PREFECT_API_URL"
        )
    if answer == _REFUSED:
        return failed("prefect", f"the API at {url} refuses us", "Set PREFECT_API_AUTH_STRING to its user:password")
    if answer != version("prefect"):
        remedy = f"Install Prefect {version('prefect')} on the server, or use an embedded one: unset PREFECT_API_URL"
        return warning("prefect", f"the API at {url} is Prefect {answer}; liftmine has {version('prefect')}", remedy)
    return ok("prefect", f"the API at {url} answers, Prefect {answer}")


def _check_port(port: int, study: Path) -> Finding:
    embedded = "no API is configured: a run starts its own"
    if port == 0:
        return ok("prefect", f"{embedded}, and `liftmine serve` takes any free port")
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((_HERE, port))
        except OSError:
            return _name_the_taker(port, study)
    return ok("prefect", f"{embedded}; port {port} is free for `liftmine serve`")


def _name_the_taker(port: int, study: Path) -> Finding:
    answer = _ask_version(f"http://{_HERE}:{port}/api", None)
    if answer is not None:
        return ok("prefect", f"port {port} is taken by a Prefect API ({answer}): `liftmine serve` seems to be running")
    remedy = f"Choose another port (schedule.port in settings.yaml), or stop the program (ss -ltnp 'sport = :{port}' names it); then: "
    return warning(
        "prefect", f"port {port}, which `liftmine serve` would use, is taken by another program", remedy + command("serve", study)
    )


def _ask_version(url: str, credentials: str | None) -> str | None:
    """The version that a Prefect API says it has, or None where none answers."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    headers = {"Authorization": f"Basic {base64.b64encode(credentials.encode()).decode()}"} if credentials else {}
    try:
        with closing(kind(parts.netloc, timeout=_PATIENCE)) as connection:
            connection.request("GET", f"{parts.path.rstrip('/')}/admin/version", headers=headers)
            response = connection.getresponse()
            if response.status == http.HTTPStatus.UNAUTHORIZED:
                return _REFUSED
            answer = json.loads(response.read(200)) if response.status == http.HTTPStatus.OK else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    return answer if isinstance(answer, str) else None
