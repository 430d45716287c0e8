"""HTTP calls as activities."""
import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from chaoslib import substitute
from chaoslib.exceptions import ActivityFailed
from chaoslib.types import Activity, Configuration, Secrets

__all__ = ["run_http_activity"]


def run_http_activity(activity: Activity, configuration: Configuration, secrets: Secrets) -> Any:
    """Makes the call and gives the answer's status, headers and body."""
    provider = substitute(activity["provider"], configuration, secrets)
    url, method = provider["url"], (provider.get("method") or "GET").upper()
    headers = {str(key): str(value) for key, value in (provider.get("headers") or {}).items()}
    arguments, data = provider.get("arguments"), None
    if arguments and method == "GET":
        query = arguments if isinstance(arguments, str) else urllib.parse.urlencode(arguments, doseq=True)
        url += ("&" if "?" in url else "?") + query
    elif arguments:
        kind = next((value for key, value in headers.items() if key.lower() == "content-type"), None)
        text = json.dumps(arguments) if kind == "application/json" else arguments if isinstance(arguments, str) else urllib.parse.urlencode(arguments, doseq=True)
        data = text.encode("utf-8")
    timeout = provider.get("timeout")
    timeout = max(timeout) if isinstance(timeout, list) else timeout or 300
    context = None if provider.get("verify_tls", True) else ssl._create_unverified_context()
    try:
        answer = urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=float(timeout), context=context)
    except urllib.error.HTTPError as x:
        answer = x
    except (urllib.error.URLError, OSError) as x:
        raise ActivityFailed("failed to connect to {}: {}".format(url, x))
    with answer:
        text = answer.read().decode(answer.headers.get_content_charset() or "utf-8", "replace")
        body = json.loads(text) if answer.headers.get("Content-Type") == "application/json" else text
        return {"status": answer.status if hasattr(answer, "status") else answer.code, "headers": dict(answer.headers.items()), "body": body}
