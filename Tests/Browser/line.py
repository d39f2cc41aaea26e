"""The line between a phone and the service, as it is in the field: cut, slow, and losing answers that were given."""

import http.client
import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlparse


class Line:
    """Passes requests on to the service at `base`; what goes wrong on the way is set by the test."""

    def __init__(self, base):
        self.upstream = urlparse(base)  # another server of the same book may be put in its place
        self.is_cut = False
        self.answers_to_lose = 0      # answers to captures that are thrown away after the service gave them
        self.uploads_to_cut = 0       # pictures of which half arrives
        self.failing = 0.0            # share of requests that are lost on either way
        self.delay = 0.0              # seconds that each request is on its way
        self.rewriting = {}           # path: (old, new), to play another version of a file
        self.captures_known = None    # captures after which the service knows the sender no more, as when a session ends
        self.captures = []            # the keys of each capture that reached the service
        self.luck = random.Random(20)
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def pass_on(self):
                try:
                    line.pass_on(self)
                except ConnectionError:  # The browser went away first.
                    self.close_connection = True

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = pass_on

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def drop(self, handler):
        handler.close_connection = True
        handler.connection.close()

    def pass_on(self, handler):
        length = int(handler.headers.get("Content-Length") or 0)
        is_upload = handler.command == "PUT"
        if self.delay:
            time.sleep(self.delay)    # the line is slow, the test does not wait for it
        if self.is_cut or self.luck.random() < self.failing:
            return self.drop(handler)
        if is_upload and self.uploads_to_cut > 0:
            self.uploads_to_cut -= 1
            body = handler.rfile.read(length // 2)
            self.ask(handler, body, promised=length)
            return self.drop(handler)
        body = handler.rfile.read(length)
        is_capture = handler.command == "POST" and handler.path.startswith("/v1/capture")
        if is_capture:
            self.captures.append(body.decode())
        is_known = self.captures_known is None or not is_capture or len(self.captures) <= self.captures_known
        answer = self.ask(handler, body, is_known=is_known)
        if answer and is_capture and self.answers_to_lose > 0:
            self.answers_to_lose -= 1
            # Half of it arrives: after none at all Chromium itself would send once more, and the page never know.
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                                % len(answer[2]) + answer[2][:len(answer[2]) // 2])
            return self.drop(handler)
        if answer is None or self.luck.random() < self.failing:
            return self.drop(handler)
        status, headers, content = answer
        old, new = self.rewriting.get(handler.path, ("", ""))
        content = content.replace(old.encode(), new.encode()) if old else content
        handler.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                handler.send_header(name, value)
        if status not in (204, 304):
            handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(content)

    def ask(self, handler, body, promised=None, is_known=True):
        """What the service answers; None when less comes than was promised."""
        connection = http.client.HTTPConnection(self.upstream.hostname, self.upstream.port, timeout=60)
        try:
            connection.connect()
        except OSError:                 # the server is down just now
            return None
        try:
            connection.putrequest(handler.command, handler.path, skip_host=True, skip_accept_encoding=True)
            for name, value in handler.headers.items():
                if name.lower() not in ("content-length", "connection") and (is_known or name.lower() != "cookie"):
                    connection.putheader(name, value)
            if promised or body or handler.command in ("POST", "PUT"):
                connection.putheader("Content-Length", str(promised or len(body)))
            connection.endheaders(body or None)
            if promised:
                return None
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        except (OSError, http.client.HTTPException):  # it died while it answered
            return None
        finally:
            connection.close()
