"""The ``extensions`` of an experiment: facts of tools, each with a name of its own."""
from typing import List, Optional

from chaoslib.exceptions import InvalidExperiment
from chaoslib.types import Experiment, Extension

__all__ = ["get_extension", "has_extension", "list_extensions", "merge_extension", "remove_extension", "set_extension", "validate_extensions"]


def validate_extensions(experiment: Experiment):
    """Raises when an extension has no name."""
    for extension in list_extensions(experiment):
        if not str(extension.get("name") or "").strip():
            raise InvalidExperiment("All extensions require a non-empty name")


def list_extensions(experiment: Experiment) -> List[Extension]:
    """All extensions."""
    return experiment.get("extensions") or []


def get_extension(experiment: Experiment, name: str) -> Optional[Extension]:
    """The extension of that name; None when there is none."""
    for extension in list_extensions(experiment):
        if extension.get("name") == name:
            return extension
    return None


def has_extension(experiment: Experiment, name: str) -> bool:
    """Whether there is an extension of that name."""
    return get_extension(experiment, name) is not None


def set_extension(experiment: Experiment, extension: Extension):
    """Puts an extension in the place of the one of its name."""
    remove_extension(experiment, extension["name"])
    experiment.setdefault("extensions", []).append(extension)


def merge_extension(experiment: Experiment, extension: Extension):
    """Adds an extension's members to the one of its name."""
    known = get_extension(experiment, extension["name"])
    if known is None:
        set_extension(experiment, extension)
    else:
        known.update(extension)


def remove_extension(experiment: Experiment, name: str):
    """Takes the extension of that name away."""
    extensions = list_extensions(experiment)
    for extension in list(extensions):
        if extension.get("name") == name:
            extensions.remove(extension)
