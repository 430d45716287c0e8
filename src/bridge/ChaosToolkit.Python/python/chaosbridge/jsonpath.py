"""The part of JSONPath that tolerances of extensions commonly use: members, indices, slices, wildcards, descent."""
import re

_STEP = re.compile(
    r"""(?P<deep>\.\.)?(?:
        \.?(?P<name>[A-Za-z_][\w-]*|\*)
      | \[\s*(?:(?P<index>-?\d+)|(?P<slice>-?\d*:-?\d*(?::-?\d*)?)|(?P<all>\*)|"(?P<double>[^"]*)"|'(?P<single>[^']*)')\s*\]
    )""",
    re.X,
)


def find(path, value):
    """The values that a path finds, in document order; ValueError for a path of another kind."""
    found = [value]
    position = 1 if path.startswith("$") else 0
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            raise ValueError("the JSONPath '{}' is not understood from '{}' on".format(path, path[position:]))
        if step.group("deep"):
            found = [below for one in found for below in _descend(one)]
        found = [result for one in found for result in _select(step, one)]
        position = step.end()
    return found


def _descend(value):
    yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _descend(child)


def _select(step, value):
    name = next((step.group(key) for key in ("name", "double", "single") if step.group(key) is not None), None)
    if name == "*" and step.group("name") or step.group("all"):
        return list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, list) else []
    if name is not None:
        return [value[name]] if isinstance(value, dict) and name in value else []
    if not isinstance(value, list):
        return []
    if step.group("index") is not None:
        index = int(step.group("index"))
        return [value[index]] if -len(value) <= index < len(value) else []
    return value[slice(*(int(part) if part else None for part in step.group("slice").split(":")))]
