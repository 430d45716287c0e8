"""Values on the wire: JSON, with marks for what JSON has no word for.

An object whose one key begins with U+0000 is a mark: ``\\0f`` a float that is not finite, ``\\0b`` bytes, ``\\0d`` a document or a
part of one. A real key that begins with U+0000 is written with one more.
"""
import json
import sys

MAX_DEPTH = 300

_resolve = None


def set_resolver(resolve):
    """Says how a ``\\0d`` mark becomes the object it stands for."""
    global _resolve
    _resolve = resolve


def to_json(value):
    """The value as JSON text. Whatever the value is, there is a text."""
    try:
        text = _fast.encode(value)
        if "\\u0000" not in text:
            return text
    except Exception:
        pass
    return _fast.encode(plain(value))


def to_frame(value):
    """The value as the bytes of a frame."""
    text = to_json(value)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Text that came from undecodable bytes (file names, say) has halves of surrogate pairs.
        return text.encode("utf-8", "replace")


def reload(text):
    """What ``to_json`` wrote, with its marks kept as marks, to be compared and written again."""
    return json.loads(text, object_hook=_remark) if "\\u0000" in text else json.loads(text)


class Mark(dict):
    """A mark on its way out; a plain object that looks like one is written so that it is none."""


def from_frame(data):
    """The value that a frame holds."""
    if b"\\u0000" in data:
        return json.loads(data.decode("utf-8"), object_hook=_unmark)
    return json.loads(data.decode("utf-8"))


def plain(value, depth=0, above=()):
    """The value made of nothing but JSON's types and marks; what is circular or without end is cut."""
    if value is None or value is True or value is False or type(value) is str:
        return value
    if isinstance(value, float):
        value = float(value)
        return value if value - value == 0 else Mark({"\0f": "nan" if value != value else "inf" if value > 0 else "-inf"})
    if isinstance(value, int):
        value = int(value)
        try:
            int.__repr__(value)
            return value
        except ValueError:
            return hex(value)
    if isinstance(value, str):
        return str.__str__(value)
    try:
        return _plain_container(value, depth, above)
    except RecursionError:
        return "..."


def _plain_container(value, depth, above):
    if type(value) is Mark:
        return value
    if depth >= MAX_DEPTH:
        return "..."
    if id(value) in above:
        return "{...}" if isinstance(value, dict) else "[...]"
    above = above + (id(value),)
    if isinstance(value, dict):
        result = {}
        for key, item in list(value.items()):
            key = _key(key)
            result["\0" + key if key[:1] == "\0" else key] = plain(item, depth + 1, above)
        return result
    if isinstance(value, (list, tuple)):
        return [plain(item, depth + 1, above) for item in list(value)]
    return plain(portable(value), depth + 1, above)


def _key(key):
    if isinstance(key, str):
        return str.__str__(key)
    if key is None or key is True or key is False or isinstance(key, (int, float)):
        return json.dumps(key)
    return str(portable(key)) if not isinstance(key, tuple) else repr(key)


def portable(value):
    """What stands for an object of a type that JSON does not have; never an exception."""
    try:
        return _portable(value)
    except Exception:
        return safe_repr(value)


def safe_repr(value):
    """``repr(value)``, even of an object whose ``repr`` fails."""
    try:
        return repr(value)
    except Exception as x:
        return "<{} object, whose repr failed with {}>".format(type(value).__name__, type(x).__name__)


def _portable(value):
    if isinstance(value, (bytes, bytearray, memoryview)):
        return decode(bytes(value))
    if isinstance(value, (set, frozenset)):
        try:
            return sorted(value)
        except TypeError:
            return list(value)
    if isinstance(value, BaseException):
        return "{}: {}".format(type(value).__name__, value)
    kind = type(value)
    if isinstance(value, type) or kind.__name__ in ("function", "builtin_function_or_method", "module", "method", "generator", "coroutine"):
        return safe_repr(value)
    if kind.__module__ in ("decimal", "uuid") or hasattr(kind, "__fspath__"):
        return str(value)
    enum = sys.modules.get("enum")
    if enum is not None and isinstance(value, enum.Enum):
        return value.value
    if kind.__module__ == "datetime" or "datetime" in sys.modules and isinstance(value, (sys.modules["datetime"].date, sys.modules["datetime"].time)):
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
    for name in ("decimal", "uuid"):
        module = sys.modules.get(name)
        if module is not None and isinstance(value, getattr(module, "Decimal" if name == "decimal" else "UUID")):
            return str(value)
    if callable(getattr(kind, "to_dict", None)):
        return value.to_dict()
    if hasattr(kind, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in kind.__dataclass_fields__ if hasattr(value, name)}
    if hasattr(kind, "keys") and hasattr(kind, "__getitem__"):
        return {key: value[key] for key in value.keys()}
    if callable(getattr(kind, "tolist", None)):
        return value.tolist()
    members = {name: item for name, item in getattr(value, "__dict__", {}).items() if not name.startswith("_")}
    return members or safe_repr(value)


def decode(data):
    """Bytes as text: UTF-8, else the encoding that never fails."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unmark(members):
    if len(members) == 1:
        for key, value in members.items():
            if key == "\0d":
                return _resolve(value)
            if key == "\0f":
                return float(value)
            if key == "\0b":
                import base64

                return base64.b64decode(value)
    return {key[1:] if key[:1] == "\0" else key: value for key, value in members.items()}


def _remark(members):
    if len(members) == 1 and next(iter(members)) in ("\0d", "\0f", "\0b"):
        return Mark(members)
    return {key[1:] if key[:1] == "\0" else key: value for key, value in members.items()}


_fast = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=portable)
