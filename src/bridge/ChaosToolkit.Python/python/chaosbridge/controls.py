"""Controls: their callbacks, and the handlers of run events that they register."""
from . import activities, documents, host

CALLBACKS = (
    "configure_control", "cleanup_control", "before_loading_experiment_control", "after_loading_experiment_control",
    "before_experiment_control", "after_experiment_control", "before_hypothesis_control", "after_hypothesis_control",
    "before_method_control", "after_method_control", "before_rollback_control", "after_rollback_control",
    "before_activity_control", "after_activity_control",
)

BY_NAME = ("experiment", "configuration", "secrets", "settings", "state", "extensions", "event_registry")

EVENTS = {
    "started": ("experiment", "journal"),
    "running": ("experiment", "journal", "configuration", "secrets", "schedule", "settings"),
    "finish": ("journal",),
    "interrupted": ("experiment", "journal"),
    "signal_exit": (),
    "start_continuous_hypothesis": ("frequency",),
    "continuous_hypothesis_iteration": ("iteration_index", "state"),
    "continuous_hypothesis_completed": ("experiment", "journal", "exception"),
    "start_hypothesis_before": ("experiment",),
    "hypothesis_before_completed": ("experiment", "state", "journal"),
    "start_hypothesis_after": ("experiment",),
    "hypothesis_after_completed": ("experiment", "state", "journal"),
    "start_method": ("experiment",),
    "method_completed": ("experiment", "state"),
    "start_rollbacks": ("experiment",),
    "rollbacks_completed": ("experiment", "journal"),
    "start_cooldown": ("duration",),
    "cooldown_completed": (),
    "start_activity": ("activity",),
    "activity_completed": ("activity", "run"),
}

_registries = {}


def load(message):
    """Which callbacks the module has, each with the names it wants; None when there is no such module."""
    try:
        module = activities.module(message["module"])
    except ImportError:
        return None
    found = {}
    for name in CALLBACKS:
        function = getattr(module, name, None)
        if function:
            wanted = activities.parameters(function)
            found[name] = [name for name in BY_NAME if name in wanted]
    return found


def validate(message):
    """Lets a control's module look at its declaration. Whether there is a module; what is wrong is raised."""
    try:
        module = activities.module(message["module"])
    except ImportError:
        return False
    function = getattr(module, "validate_control", None)
    if function:
        function(message["control"])
    return True


def apply(message):
    """Calls one callback with what it asks for by name, and gives what it changed."""
    callback = message["callback"]
    function = getattr(activities.module(message["module"]), callback)
    arguments = message["arguments"]
    configuring = callback == "configure_control"
    registry = None
    host.experiment = message.get("experiment") or host.experiment
    for name in message["wanted"]:
        if name == "event_registry":
            if configuring:
                registry = arguments[name] = _registry(message["registry"])
        elif name == "extensions":
            if not configuring:
                arguments[name] = (message.get("experiment") or {}).get("extensions")
        elif name != "state" or not configuring:
            arguments[name] = message.get(name)
    if callback == "cleanup_control":
        arguments = {}
    elif not configuring:
        arguments["context"] = message["context"]
    watched = documents.watch(message["documents"])
    try:
        function(**arguments)
    finally:
        # What was changed before it failed counts as well.
        message["changes"] = documents.changes(watched)
    return None if registry is None else _wanted_events(registry.handlers)


def handle(message):
    """Hands an event to the handlers of one registry. One that fails does not keep it from the others."""
    registry = _registries.get(message["registry"])
    if registry is None:
        return None
    name = message["event"]
    given = message["arguments"]
    if given.get("schedule") is not None:
        from chaoslib.types import Schedule

        given["schedule"] = Schedule(**given["schedule"])
    arguments = [given.get(key) for key in EVENTS.get(name, given)]
    watched = documents.watch(message["documents"])
    try:
        for handler in list(registry.handlers):
            method = getattr(handler, name, None)
            if method is not None:
                try:
                    method(*arguments)
                except Exception:
                    _logger().debug("Handler %s failed", type(handler).__name__, exc_info=True)
    finally:
        message["changes"] = documents.changes(watched)
    return None


def _registry(number):
    from chaoslib.run import EventHandlerRegistry

    class Registry(EventHandlerRegistry):
        def register(self, handler):
            EventHandlerRegistry.register(self, handler)
            host.send({"registry": number, "events": _wanted_events(self.handlers)})

    _registries[number] = registry = Registry()
    return registry


def _wanted_events(handlers):
    from chaoslib.run import RunEventHandler

    return [name for name in EVENTS if any(_overrides(handler, name, RunEventHandler) for handler in handlers)]


def _overrides(handler, name, base):
    method = getattr(type(handler), name, None)
    if method is None:
        return hasattr(handler, name)
    return method is not getattr(base, name, None) or name in getattr(handler, "__dict__", ())


def _logger():
    import logging

    return logging.getLogger("chaostoolkit")
