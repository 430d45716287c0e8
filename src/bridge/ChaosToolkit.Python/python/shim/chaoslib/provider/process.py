"""Programs as activities."""
import itertools
import os
import subprocess
from typing import Any

from chaoslib import decode_bytes, substitute
from chaoslib.exceptions import ActivityFailed
from chaoslib.types import Activity, Configuration, Secrets

__all__ = ["run_process_activity"]


def run_process_activity(activity: Activity, configuration: Configuration, secrets: Secrets) -> Any:
    """Runs the program to its end and gives its exit status and what it wrote."""
    provider = substitute(activity["provider"], configuration, secrets)
    path = os.path.expanduser(provider["path"])
    arguments = provider.get("arguments") or []
    shell = isinstance(arguments, str)
    if shell:
        command = "{} {}".format(path, arguments)
    else:
        items = itertools.chain.from_iterable(arguments.items()) if isinstance(arguments, dict) else arguments
        command = [path] + [str(item) for item in items if item not in (None, "")]
    try:
        done = subprocess.run(command, timeout=provider.get("timeout"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, shell=shell, check=False)
    except subprocess.TimeoutExpired:
        raise ActivityFailed("process activity took too long to complete")
    return {"status": done.returncode, "stdout": decode_bytes(done.stdout), "stderr": decode_bytes(done.stderr)}
