"""Starts the interpreter's side: ``python start.py SOCKET``. Any Python can read this file, so that an old one can say what it is."""
import sys

if sys.version_info < (3, 8):
    sys.exit(86)

import os


def start():
    """Loads the bridge, puts the search path in order, and serves."""
    here = os.path.dirname(os.path.abspath(__file__))
    prefix = sys.pycache_prefix
    if not os.access(here, os.W_OK):
        # An installed tool may lie in a folder that cannot be written to; compiling anew costs more than the whole start.
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
        sys.pycache_prefix = os.path.join(cache, "chaostoolkit", "pycache")

    is_safe = getattr(sys.flags, "safe_path", False)
    if is_safe:
        sys.path.insert(0, here)

    from chaosbridge import server

    sys.pycache_prefix = prefix
    # The script's own folder is of no use to extensions; the working directory is, wherever it will be, unless Python was told to leave it out.
    sys.path[:1] = [] if is_safe else [""]
    # At the end: a chaoslib or logzero that is installed comes first.
    sys.path.append(os.path.join(here, "shim"))
    server.main(sys.argv.pop(1))


# Processes that multiprocessing spawns load this file under another name.
if __name__ == "__main__":
    start()
