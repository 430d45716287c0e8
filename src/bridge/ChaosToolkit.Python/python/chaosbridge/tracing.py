"""The span of a call, in the environment: what the call asks or starts finds it there, as a process of an experiment does."""
import os
from _thread import allocate_lock

NAMES = ("TRACEPARENT", "TRACESTATE")

_inherited = [os.environ.get(name) for name in NAMES]
_lock = allocate_lock()
_spans = []


def enter(span):
    """A call begins. The environment is that of the whole process: of several calls under way it tells the latest."""
    with _lock:
        _spans.append(span)
        _tell(span)


def leave(span):
    """A call has ended."""
    with _lock:
        if span in _spans:
            _spans.remove(span)
        _tell(_spans[-1] if _spans else _inherited)


def _tell(span):
    for name, value in zip(NAMES, span):
        if value:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)
