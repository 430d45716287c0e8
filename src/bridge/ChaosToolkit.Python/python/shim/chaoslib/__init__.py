"""What extensions import from chaostoolkit-lib, where that is not installed: same names, same behaviour, the toolkit behind it."""
import json
import os
from collections import ChainMap
from string import Template
from typing import Any, Dict, List, Tuple

from chaoslib.exceptions import ActivityFailed
from chaoslib.types import Configuration, ConfigVars, Experiment, Secrets, SecretVars

__all__ = [
    "__version__",
    "canonical_json",
    "convert_to_type",
    "convert_vars",
    "decode_bytes",
    "experiment_hash",
    "merge_vars",
    "PayloadEncoder",
    "substitute",
]
__version__ = "1.45.0"


def substitute(data: Any, configuration: Configuration, secrets: Secrets) -> Any:
    """A copy of ``data`` with references such as ``${name}`` replaced; a text that is nothing but one takes the value with its type."""
    if not data:
        return data
    scopes = [scope for scope in (secrets or {}).values() if isinstance(scope, dict)]
    return _replace(data, ChainMap(configuration or {}, *scopes))


def _replace(data, mapping):
    if isinstance(data, str):
        return _replace_text(data, mapping)
    if isinstance(data, dict):
        return {key: _replace(value, mapping) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_replace(value, mapping) for value in data]
    return data


def _replace_text(text, mapping):
    whole = Template.pattern.fullmatch(text)
    if whole is not None and whole.group("braced") in mapping:
        return mapping[whole.group("braced")]
    return Template(text).safe_substitute(mapping)


def decode_bytes(data: bytes, default_encoding: str = "utf-8") -> str:
    """Bytes as text. A byte-order mark or, where charset_normalizer or chardet is installed, a confident guess wins over the default."""
    encoding = "utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else _guess(data) or default_encoding
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise ActivityFailed("Failed to decode bytes using encoding '{}'".format(encoding))


def _guess(data):
    try:
        data.decode("utf-8")
        return None
    except UnicodeDecodeError:
        pass
    for name in ("charset_normalizer", "chardet"):
        try:
            found = __import__(name).detect(data) or {}
        except ImportError:
            continue
        return found.get("encoding") if (found.get("confidence") or 0) >= 0.5 else None
    return None


def convert_to_type(type: str, val: str) -> Any:
    """A text as the type of that name."""
    if type is None or type == "str":
        return val
    if type in ("int", "integer"):
        return int(val)
    if type in ("float", "number"):
        return float(val)
    if type == "bytes":
        return val.encode("utf-8")
    if type in ("bool", "boolean"):
        return str(val).lower() not in ("false", "0", "no")
    if type == "json":
        return json.loads(val)
    raise ValueError("variables can only be: str, int, float, bytes, bool or json")


def convert_vars(value: List[str]) -> Dict[str, Any]:
    """``name[:type]=value`` texts as a mapping."""
    found = {}
    for text in value or []:
        name, mark, content = text.partition("=")
        if not mark:
            raise ValueError("var needs to be in the format name[:type]=value")
        kind = None
        if ":" in name:
            name, kind = name.rsplit(":", 1)
        try:
            found[name] = convert_to_type(kind, content)
        except (TypeError, UnicodeEncodeError):
            raise ValueError("var cannot convert value to required type")
    return found


def merge_vars(var: Dict[str, Any] = None, var_files: List[str] = None) -> Tuple[ConfigVars, SecretVars]:
    """The configuration and the secrets of variable files, later ones over earlier ones, and of ``var``. Other files set the environment."""
    configuration, secrets = {}, {}
    for path in var_files or []:
        with open(path) as source:
            content = source.read()
        extension = os.path.splitext(path)[1]
        if extension in (".json", ".yaml", ".yml"):
            from chaoslib.loader import parse_text

            data = parse_text(content, extension) or {}
            configuration.update(data.get("configuration") or {})
            secrets.update(data.get("secrets") or {})
        else:
            for line in content.splitlines():
                line = line.strip()
                if line and not line.startswith("#"):
                    name, _, value = line.partition("=")
                    os.environ[name] = value
    configuration.update(var or {})
    return configuration, secrets


class PayloadEncoder(json.JSONEncoder):
    """Writes what activities return and JSON has no word for: dates, UUIDs, decimals, exceptions."""

    def default(self, o: Any) -> Any:
        if isinstance(o, Exception):
            return "An exception was raised: {}('{}')".format(type(o).__name__, o)
        if type(o).__module__ in ("datetime", "uuid", "decimal"):
            return o.isoformat() if hasattr(o, "isoformat") else str(o)
        return json.JSONEncoder.default(self, o)


def canonical_json(experiment: Experiment) -> bytes:
    """The experiment in the one form that is hashed."""
    return json.dumps(experiment, skipkeys=True, sort_keys=True, indent=None).encode("utf-8")


def experiment_hash(experiment: Experiment, hash_algo: str = None) -> str:
    """A hash of the experiment: blake2b with twelve bytes unless an algorithm is named."""
    import hashlib

    if hash_algo is None:
        return hashlib.blake2b(canonical_json(experiment), digest_size=12).hexdigest()
    if hash_algo not in hashlib.algorithms_available:
        raise ValueError("Unsupported hashlib algorithm: '{}'".format(hash_algo))
    return hashlib.new(hash_algo, canonical_json(experiment)).hexdigest()
