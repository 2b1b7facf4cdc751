"""A tiny server in the place of Prefect, that answers what a test tells it to."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: The user and password that it lets in.
LOGIN = "samenspel:geheim"

#: What it answers to a question with a filter, made from the question.
Found = Callable[[Any], Any]


@dataclass
class StandIn:
    """What it answers, by method and path below ``/api``, and what it was asked."""

    answers: dict[str, Any] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    #: Without one it lets everybody in.
    login: str | None = LOGIN
    #: What it says in its Date header; the time of the machine when empty.
    date: str = ""
    asked: list[tuple[str, Any]] = field(default_factory=list)
    port: int = 0

    def lets_in(self, header: str | None) -> bool:
        """Say whether a request with this header may ask."""
        if self.login is None:
            return True
        return header == "Basic " + base64.b64encode(self.login.encode()).decode()


#: What a healthy server answers to everybody, and to whoever may change things.
HEALTHY: dict[str, Any] = {
    "GET /ready": {"message": "OK"},
    "GET /csrf-token": {"token": "t0ken"},
}


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """Give a server that answers from now on, and ends afterwards."""
    told = StandIn(answers=dict(HEALTHY))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET", None)

        def do_POST(self) -> None:
            self._answer("POST", json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, method: str, question: Any) -> None:
            what = f"{method} {self.path.partition('?')[0].removeprefix('/api')}"
            told.asked.append((what, question))
            status, answer = self._found(what, question)
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _found(self, what: str, question: Any) -> tuple[int, Any]:
            if what != "GET /ready" and not told.lets_in(self.headers["Authorization"]):
                return 401, {"exception_message": "Unauthorized"}
            if question is not None and self.headers["Prefect-Csrf-Token"] != "t0ken":
                return 403, {"detail": "CSRF token is invalid"}
            if what not in told.answers:
                return told.statuses.get(what, 404), {}
            answer = told.answers[what]
            return told.statuses.get(what, 200), answer(question) if callable(answer) else answer

        def date_time_string(self, timestamp: float | None = None) -> str:
            return told.date or super().date_time_string(timestamp)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name that the library gives
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
