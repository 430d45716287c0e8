"""What the experiment needs, in one process: a shop, its database's control plane, and a Prometheus that knows the shop's error rate.

stand_ins.py [PORT]: listens on loopback, prints its address, and serves until it is ended.
"""
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlparse

state = {"primary": "db-1", "failovers": 0}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        path = urlparse(self.path).path
        if path == "/health":
            self.answer(200, {"status": "ok", "primary": state["primary"]})
        elif path == "/api/v1/query":
            self.answer_query()
        else:
            self.answer(404, {"error": "not found"})

    def do_POST(self):
        path = urlparse(self.path).path
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if path == "/failover":
            state["primary"] = "db-2" if state["primary"] == "db-1" else "db-1"
            state["failovers"] += 1
            self.answer(200, state)
        elif path == "/api/v1/query":
            self.answer_query()
        elif path == "/orders":
            order = json.loads(body or "{}") if self.headers.get_content_type() == "application/json" else {}
            # The arguments of the http provider are the body, so that an argument named "body" is a member of it.
            self.answer(201 if "item" in order.get("body", order) else 400, {"stored_on": state["primary"]})
        else:
            self.answer(404, {"error": "not found"})

    def answer_query(self):
        sample = {"metric": {}, "value": [time.time(), "0.002"]}
        self.answer(200, {"status": "success", "data": {"resultType": "vector", "result": [sample]}})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
