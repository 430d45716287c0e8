"""Finds activities of the experiment by name."""
import functools
from typing import Any, Callable, Dict, List, Union

from chaosbridge import host
from chaoslib.types import Activity, Experiment, Settings

__all__ = ["cache_activities", "clear_cache", "lookup_activity", "with_cache"]

_cached = None


def cache_activities(experiment: Experiment) -> List[Activity]:
    """Remembers the experiment whose activities are looked up."""
    global _cached
    _cached = experiment
    return list(_activities(experiment))


def clear_cache():
    """Forgets it again; the experiment of the run counts then."""
    global _cached
    _cached = None


def lookup_activity(name: str) -> Union[Activity, None]:
    """The activity of that name; None when there is none."""
    for activity in _activities(_cached or host.experiment or {}):
        if activity.get("name") == name:
            return activity
    return None


def with_cache(f: Callable) -> Callable:
    """Makes the activities of the function's first argument, an experiment, known while it runs."""

    @functools.wraps(f)
    def wrapped(experiment: Experiment, settings: Settings = None, *arguments: Any, **named: Dict[str, Any]):
        cache_activities(experiment)
        try:
            if settings is not None:
                named["settings"] = settings
            return f(experiment, *arguments, **named)
        finally:
            clear_cache()

    return wrapped


def _activities(experiment):
    yield from (experiment.get("steady-state-hypothesis") or {}).get("probes") or ()
    yield from experiment.get("method") or ()
    yield from experiment.get("rollbacks") or ()
