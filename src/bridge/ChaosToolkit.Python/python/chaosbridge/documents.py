"""Documents that both sides hold: sent once, then kept equal by patches.

A patch is a list of operations, each a list: ``["set", path, value]`` sets a member or replaces an item, ``["insert", path, value]``
puts an item into a list, ``["remove", path]`` takes a member or an item away, ``["last", path]`` makes a member the last of its
object. A path is a list of keys and indices.
"""
from _thread import RLock

from . import values

lock = RLock()
_documents = {}
_by_identity = {}


class Document:
    """A document, and its text as both sides knew it last."""

    __slots__ = ("number", "value", "text", "holds_others")

    def __init__(self, number, value, holds_others):
        self.number = number
        self.value = value
        self.text = None
        self.holds_others = holds_others

    def current_text(self):
        """The document as JSON text; other documents in it are references."""
        if self.holds_others:
            return values.to_json(_with_references(self.value, self))
        return values.to_json(self.value)


def receive(message):
    """A document, or what the toolkit changed in one, or one that it forgot."""
    number = message["document"]
    with lock:
        if "value" in message:
            document = Document(number, message["value"], message.get("holds_others", False))
            _documents[number] = document
            _by_identity[id(document.value)] = document
        elif "patch" in message:
            document = _documents[number]
            for operation in message["patch"]:
                apply(document.value, operation)
            document.holds_others = document.holds_others or message.get("holds_others", False)
            document.text = None
        else:
            document = _documents.pop(number, None)
            if document is not None:
                _by_identity.pop(id(document.value), None)


def resolve(reference):
    """The object that a reference stands for: ``[number, key, index, ...]``."""
    with lock:
        value = _documents[reference[0]].value
        for step in reference[1:]:
            value = value[step]
        return value


def watch(numbers):
    """Remembers the documents as they are, before code is handed them."""
    with lock:
        watched = [_documents[number] for number in numbers]
        for document in watched:
            if document.text is None:
                document.text = document.current_text()
        return watched


def changes(watched):
    """What was changed in documents since they were agreed on: ``[[number, patch], ...]``."""
    result = []
    with lock:
        for document in watched:
            text = document.current_text()
            if text != document.text:
                patch = []
                if document.text is not None:
                    diff(values.reload(document.text), values.reload(text), [], patch)
                document.text = text
                if patch:
                    result.append([document.number, patch])
    return result


def apply(root, operation):
    """Carries one operation of a patch out."""
    name, path = operation[0], operation[1]
    target = root
    for step in path[:-1]:
        target = target[step]
    last = path[-1]
    if name == "set":
        target[last] = operation[2]
    elif name == "insert":
        target.insert(last, operation[2])
    elif name == "remove":
        del target[last]
    elif name == "last":
        target[last] = target.pop(last)


def diff(old, new, path, patch):
    """Appends the operations that make ``old`` into ``new``; both hold JSON's types only."""
    if type(old) is dict and type(new) is dict:
        _diff_objects(old, new, path, patch)
    elif type(old) is list and type(new) is list:
        _diff_lists(old, new, path, patch)
    elif path and not _same(old, new):
        patch.append(["set", path, new])


def _diff_objects(old, new, path, patch):
    for key in old:
        if key not in new:
            patch.append(["remove", path + [key]])
    order = [key for key in old if key in new]
    for key, value in new.items():
        if key in old:
            before = old[key]
            if type(before) is type(value) and type(value) in (dict, list):
                diff(before, value, path + [key], patch)
            elif not _same(before, value):
                patch.append(["set", path + [key], value])
        else:
            patch.append(["set", path + [key], value])
            order.append(key)
    if order != list(new):
        for key in new:
            patch.append(["last", path + [key]])


def _diff_lists(old, new, path, patch):
    start = 0
    while start < len(old) and start < len(new) and _same(old[start], new[start]):
        start += 1
    end = 0
    while end < len(old) - start and end < len(new) - start and _same(old[-1 - end], new[-1 - end]):
        end += 1
    both = min(len(old), len(new)) - start - end
    for index in range(start, start + both):
        before, value = old[index], new[index]
        if type(before) is type(value) and type(value) in (dict, list):
            diff(before, value, path + [index], patch)
        else:
            patch.append(["set", path + [index], value])
    for index in range(len(old) - end - 1, start + both - 1, -1):
        patch.append(["remove", path + [index]])
    for index in range(start + both, len(new) - end):
        patch.append(["insert", path + [index], new[index]])


def _same(one, other):
    if type(one) is not type(other):
        return False
    if type(one) is dict:
        return list(one) == list(other) and all(_same(value, other[key]) for key, value in one.items())
    if type(one) is list:
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other


def _with_references(value, document, depth=0):
    known = _by_identity.get(id(value))
    if known is not None and known is not document and known.value is value:
        return values.Mark({"\0d": [known.number]})
    if depth > values.MAX_DEPTH:
        return value
    if type(value) is dict:
        return {key: _with_references(item, document, depth + 1) for key, item in list(value.items())}
    if type(value) is list:
        return [_with_references(item, document, depth + 1) for item in list(value)]
    return value


values.set_resolver(resolve)
