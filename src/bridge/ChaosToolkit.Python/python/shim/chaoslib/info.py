"""The extensions that are installed."""
from collections import namedtuple
from typing import List

__all__ = ["ExtensionInfo", "list_extensions"]

ExtensionInfo = namedtuple("ExtensionInfo", ["name", "version", "summary", "license", "author", "url"])


def list_extensions() -> List[ExtensionInfo]:
    """The installed packages that belong to the Chaos Toolkit."""
    from chaosbridge.discovery import extensions

    return [ExtensionInfo(e["name"], e["version"], e["summary"], e["license"], None, e["url"]) for e in extensions({})]
