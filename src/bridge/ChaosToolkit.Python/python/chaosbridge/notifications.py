"""Notification plugins: functions of a channel and an event."""
import re

from . import activities, documents


def notify(message):
    """Calls a plugin; False when there is none of that name."""
    module_name, name = message["module"], message["func"]
    try:
        function = vars(activities.module(module_name)).get(name)
    except ImportError:
        return "could not find Python plugin '{}' for notification".format(module_name)
    if type(function) is not type(notify):
        return "could not find function '{}' in plugin '{}' for notification".format(name, module_name)
    event = message["event"]
    event["payload"] = message["payload"]
    if "error" in event:
        event["error"] = _exception(event["error"], event.get("name") or "")
    watched = documents.watch(message["documents"])
    try:
        function(message["channel"], event)
    finally:
        message["changes"] = documents.changes(watched)
    return None


def _exception(error, event):
    """The exception that the flow ended with; over the wire it is text."""
    from chaoslib import exceptions

    text = error if isinstance(error, str) else str(error)
    found = re.match(r"(?s)An exception was raised: (\w+)\('(.*)'\)$", text)
    name, text = found.groups() if found else (None, text)
    by_event = "InvalidExperiment" if event.startswith("validate") else "DiscoveryFailed" if event.startswith("disco") else "ChaosException"
    kind = getattr(exceptions, name or by_event, None)
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        kind = getattr(exceptions, by_event)
    return kind(text)
