"""Controls that are Python modules."""
import copy
import importlib
import logging
from typing import Any, Callable, Optional

from chaosbridge.activities import parameters
from chaoslib import substitute
from chaoslib.exceptions import InvalidActivity
from chaoslib.types import Configuration, Control, Experiment, Secrets, Settings

__all__ = ["apply_python_control", "cleanup_control", "import_control", "initialize_control", "load_func", "validate_python_control"]

logger = logging.getLogger("chaostoolkit")


def import_control(control: Control) -> Optional[Any]:
    """The control's module; None when it cannot be imported."""
    try:
        return importlib.import_module(control["provider"]["module"])
    except ImportError:
        logger.debug("Control module '%s' could not be loaded. Have you installed it?", control["provider"]["module"])
        return None


def load_func(control: Control, func_name: str) -> Optional[Callable]:
    """A function of the control's module; None when it has none of that name."""
    return getattr(import_control(control), func_name, None)


def initialize_control(
    control: Control, experiment: Experiment, configuration: Configuration, secrets: Secrets, settings: Settings = None, event_registry: Any = None
):
    """Calls ``configure_control``."""
    known = {"experiment": experiment, "configuration": configuration, "secrets": secrets, "settings": settings, "event_registry": event_registry}
    _call(load_func(control, "configure_control"), control, known)


def cleanup_control(control: Control):
    """Calls ``cleanup_control``."""
    function = load_func(control, "cleanup_control")
    if function:
        function()


def validate_python_control(control: Control):
    """Raises when the control names no module; lets the module look at its declaration."""
    if not control["provider"].get("module"):
        raise InvalidActivity("Control '{}' must have a module path".format(control["name"]))
    function = load_func(control, "validate_control")
    if function:
        function(control)


def apply_python_control(
    level: str,
    control: Control,
    experiment: Experiment,
    context: Any,
    state: Any = None,
    configuration: Configuration = None,
    secrets: Secrets = None,
    settings: Settings = None,
):
    """Calls the function for a level such as ``activity-before``."""
    part, _, scope = level.partition("-")
    function = load_func(control, "{}_{}_control".format(scope, "loading_experiment" if part == "loader" else part))
    known = {
        "experiment": experiment,
        "configuration": configuration,
        "secrets": secrets,
        "settings": settings,
        "state": state,
        "extensions": (experiment or {}).get("extensions"),
    }
    _call(function, control, known, context=context, substituting=(configuration, secrets))


def _call(function, control, known, substituting=None, **always):
    if not function:
        return
    arguments = copy.deepcopy(control["provider"].get("arguments") or {})
    if substituting:
        arguments = substitute(arguments, *substituting)
    wanted = parameters(function)
    arguments.update({name: value for name, value in known.items() if name in wanted})
    function(**dict(arguments, **always))
