"""Functions as activities."""
import sys
import traceback
from typing import Any

from chaosbridge import activities
from chaoslib import substitute
from chaoslib.exceptions import ActivityFailed, InvalidActivity
from chaoslib.types import Activity, Configuration, Secrets

__all__ = ["run_python_activity", "validate_python_activity"]


def run_python_activity(activity: Activity, configuration: Configuration, secrets: Secrets) -> Any:
    """Calls the function; whatever it raises, the activity failed."""
    provider = activity["provider"]
    message = {
        "module": provider["module"],
        "func": provider["func"],
        "arguments": substitute(dict(provider.get("arguments") or {}), configuration, secrets) or {},
        "configuration": configuration or {},
    }
    if "secrets" in provider:
        message["secrets"] = {}
        for scope in provider["secrets"] or ():
            message["secrets"].update((secrets or {}).get(scope, {}))
    try:
        return activities.call(message)
    except activities.Unusable:
        raise
    except Exception as x:
        raise ActivityFailed(traceback.format_exception_only(type(x), x)[0].strip()).with_traceback(sys.exc_info()[2])


def validate_python_activity(activity: Activity):
    """Raises when the function or an argument is not there."""
    provider = activity["provider"]
    name, module, function = activity.get("name"), provider.get("module"), provider.get("func")
    if not module:
        raise InvalidActivity("a Python activity must have a module path")
    if not function:
        raise InvalidActivity("a Python activity must have a function name")
    for problem in activities.check({"module": module, "func": function, "arguments": provider.get("arguments") or {}}):
        kind = problem["problem"]
        if kind == "module":
            raise InvalidActivity("could not find Python module '{}' in activity '{}'".format(module, name))
        if kind == "function":
            raise InvalidActivity(
                "The python module '{}' does not expose a function called '{}' in {} '{}'".format(module, function, activity.get("type"), name)
            )
        if kind == "missing":
            raise InvalidActivity("required argument '{}' is missing from activity '{}'".format(problem["argument"], name))
        raise InvalidActivity("argument '{}' is not part of the function signature in activity '{}'".format(problem["argument"], name))
