"""A Prefect API of our own: it listens on this machine only, and never outlives the process that started it."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from liftmine.errors import LiftmineError
from liftmine.workspace.files import waiting_for

HOST = "127.0.0.1"
_FIRST = "prefect.lock"  # the first to start makes the database; two would be in each other's way
_PATIENCE = 90.0  # seconds for the first start, which makes the database
_FAREWELL = 10.0  # seconds for what is still going on when it has to stop


def wake_embedded_api(work: Path) -> None:
    """Start the API that Prefect embeds in a single run, unless one is configured. Two that start at once do so one by one."""
    if "PREFECT_API_URL" in os.environ:
        return
    from prefect.client.orchestration import get_client  # noqa: PLC0415 -- Prefect reads its environment when imported

    with waiting_for(work / _FIRST), get_client(sync_client=True) as client:
        client.api_healthcheck()


@contextmanager
def own_api(port: int, work: Path) -> Iterator[str]:
    """Serve a Prefect API on `port` (0 = any free one) and name it in PREFECT_API_URL. Yields the address of its pages.

    Raises `LiftmineError` where the port is taken, or the API does not come up.
    """
    with ExitStack() as stack:
        with waiting_for(work / _FIRST), _listen(port) as listener:
            process = _start(listener)
            stack.callback(_stop, process)
            port = listener.getsockname()[1]
            _wait_until_healthy(process, port)
        os.environ["PREFECT_API_URL"] = f"http://{HOST}:{port}/api"
        yield f"http://{HOST}:{port}"


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise LiftmineError(
            f"port {port} of this machine cannot be used: {error.strerror}",
            remedy="Is `liftmine serve` running already? Else give schedule.port in settings.yaml another number (0: any free one).",
        ) from None
    listener.listen()
    return listener


def _start(listener: socket.socket) -> "subprocess.Popen[bytes]":
    """The process of the API. It has a session of its own, so that Ctrl-C reaches the runner first, which still needs it."""
    own = {"PREFECT_SERVER_API_HOST": HOST, "PREFECT_SERVER_API_PORT": str(listener.getsockname()[1])}
    return subprocess.Popen(  # noqa: S603 -- this very file
        [sys.executable, "-m", "flows.api", str(listener.fileno())],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=os.environ | own,
        pass_fds=[listener.fileno()],
        start_new_session=True,
    )


def _wait_until_healthy(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/api/health")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise LiftmineError(f"the Prefect API did not start on port {port}", remedy="See `liftmine doctor`.")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_FAREWELL + 5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(listener: int) -> None:
    """Be the API, on a socket that is open already, until the starting process closes our standard input, or dies."""
    import uvicorn  # noqa: PLC0415 -- who starts this process needs neither
    from prefect.server.api.server import create_app  # noqa: PLC0415

    server = uvicorn.Server(uvicorn.Config(create_app, factory=True, log_level="error", lifespan="on", timeout_graceful_shutdown=3))

    def leave_with_parent() -> None:
        sys.stdin.buffer.read()
        server.should_exit = True
        time.sleep(_FAREWELL)
        os._exit(1)

    threading.Thread(target=leave_with_parent, daemon=True).start()
    server.run(sockets=[socket.socket(fileno=listener)])


if __name__ == "__main__":
    main(int(sys.argv[1]))
