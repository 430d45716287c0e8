"""What an extension can do: its activities, with their arguments."""
import importlib
import inspect
import logging
import platform
import uuid
from datetime import datetime
from typing import Any

from chaoslib import __version__
from chaoslib.discovery.package import get_discover_function, install, load_package
from chaoslib.exceptions import DiscoveryFailed
from chaoslib.types import DiscoveredActivities, Discovery

__all__ = [
    "discover",
    "discover_actions",
    "discover_activities",
    "discover_probes",
    "initialize_discovery_result",
    "portable_type_name",
    "portable_type_name_to_python_type",
]

logger = logging.getLogger("chaostoolkit")

_NAMES = {None: "null", bool: "boolean", int: "integer", float: "number", str: "string", bytes: "byte", set: "set", tuple: "tuple", list: "list", dict: "mapping"}


def discover(package_name: str, discover_system: bool = True, download_and_install: bool = True, keep_activities_arguments: bool = True) -> Discovery:
    """Asks a package's own ``discover`` function; pip installs the package first unless told not to."""
    if download_and_install:
        install(package_name)
    found = get_discover_function(load_package(package_name))(discover_system=discover_system)
    if not keep_activities_arguments and found:
        for activity in found.get("activities") or ():
            activity.pop("arguments", None)
            activity.pop("return_type", None)
    return found


def initialize_discovery_result(extension_name: str, extension_version: str, discovery_type: str) -> Discovery:
    """A discovery document without activities yet."""
    system = platform.uname()
    return {
        "chaoslib_version": __version__,
        "id": str(uuid.uuid4()),
        "target": discovery_type,
        "date": "{}Z".format(datetime.utcnow().isoformat()),
        "platform": {
            "system": system.system,
            "node": system.node,
            "release": system.release,
            "version": system.version,
            "machine": system.machine,
            "proc": system.processor,
            "python": platform.python_version(),
        },
        "extension": {"name": extension_name, "version": extension_version},
        "activities": [],
        "system": None,
    }


def discover_actions(extension_mod_name: str) -> DiscoveredActivities:
    """The actions that a module exports."""
    logger.debug("Searching for actions in %s", extension_mod_name)
    return discover_activities(extension_mod_name, "action")


def discover_probes(extension_mod_name: str) -> DiscoveredActivities:
    """The probes that a module exports."""
    logger.debug("Searching for probes in %s", extension_mod_name)
    return discover_activities(extension_mod_name, "probe")


def discover_activities(extension_mod_name: str, activity_type: str) -> DiscoveredActivities:
    """The functions that a module lists in ``__all__``, in alphabetical order."""
    try:
        module = importlib.import_module(extension_mod_name)
    except ImportError:
        raise DiscoveryFailed("could not import extension module '{}'".format(extension_mod_name))
    exported = getattr(module, "__all__", None)
    if exported is None:
        logger.warning(
            "'%s' does not expose the __all__ attribute. It is required to determine what functions are actually exported as activities.",
            extension_mod_name,
        )
        return []
    functions = inspect.getmembers(module, inspect.isfunction)
    return [_describe(module, name, function, activity_type) for name, function in functions if not exported or name in exported]


def _describe(module, name, function, activity_type):
    signature = inspect.signature(function)
    activity = {"type": activity_type, "name": name, "mod": module.__name__, "doc": inspect.getdoc(function), "arguments": []}
    if signature.return_annotation is not signature.empty:
        activity["return_type"] = portable_type_name(signature.return_annotation)
    for parameter in signature.parameters.values():
        if parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD):
            continue
        argument = {"name": parameter.name}
        if parameter.default is not parameter.empty:
            argument["default"] = parameter.default
        if parameter.annotation is not parameter.empty:
            argument["type"] = portable_type_name(parameter.annotation)
        activity["arguments"].append(argument)
    return activity


def portable_type_name(python_type: Any) -> str:
    """The name of a Python type that other languages understand; ``object`` for all that has none."""
    try:
        if python_type in _NAMES:
            return _NAMES[python_type]
    except TypeError:
        pass
    origin = getattr(python_type, "__origin__", None)
    return _NAMES[origin] if origin in (dict, list, set) else "object"


def portable_type_name_to_python_type(name: str) -> Any:
    """The Python type of such a name."""
    for python_type, portable in _NAMES.items():
        if portable == name:
            return python_type
    return object
