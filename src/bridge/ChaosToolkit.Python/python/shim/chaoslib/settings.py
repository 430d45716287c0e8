"""The settings of the toolkit."""
import os
import re
from typing import Any, Dict, Optional, Tuple

from chaosbridge import host
from chaoslib.types import Settings

__all__ = ["CHAOSTOOLKIT_CONFIG_PATH", "get_loaded_settings", "load_settings", "locate_settings_entry", "save_settings"]

CHAOSTOOLKIT_CONFIG_PATH = os.path.abspath(os.path.expanduser("~/.chaostoolkit/settings.yaml"))


def get_loaded_settings() -> Settings:
    """The settings of this run; empty without a settings file."""
    return host.get_settings()


def load_settings(settings_path: str = CHAOSTOOLKIT_CONFIG_PATH) -> Optional[Settings]:
    """Reads a settings file; None when there is none. The settings of the run stay what they are."""
    if not os.path.exists(settings_path):
        return None
    from chaoslib.loader import parse_text

    with open(settings_path) as source:
        return parse_text(source.read(), ".yaml") or {}


def save_settings(settings: Settings, settings_path: str = CHAOSTOOLKIT_CONFIG_PATH):
    """Writes a settings file; its folder is made when it is missing."""
    folder = os.path.dirname(os.path.abspath(settings_path))
    if not os.path.isdir(folder):
        os.makedirs(folder, 0o740)
    try:
        import yaml

        text = yaml.safe_dump(settings, default_flow_style=False, indent=2)
    except ImportError:
        import json

        text = json.dumps(settings, indent=2)  # which is YAML, too
    with open(settings_path, "w") as target:
        target.write(text)


def locate_settings_entry(settings: Settings, key: str) -> Optional[Tuple[Dict[str, Any], Any, str, int]]:
    """Finds the entry of a dotted key: what holds it, its value, its last key, its index. A dot in a key is written ``\\.``."""
    parent, current, last, index = None, settings, None, None
    for part in re.split(r"(?<!\\)\.", key):
        part = part.replace("\\.", ".")
        found = re.search(r"\[([0-9]+)\]$", part)
        name = part[: found.start()] if found else part
        if not isinstance(current, dict) or name not in current:
            return None
        parent, current, last, index = current, current[name], name, None
        if found:
            index = int(found.group(1))
            if not isinstance(current, list) or index >= len(current):
                return None
            parent, current, last = current, current[index], None
    return parent, current, last, index
