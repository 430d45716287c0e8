"""Activities that an extension carries out by itself, such as the probes of a safeguard."""
import logging
import time
import traceback
from datetime import datetime
from typing import Any, Iterator, List

from chaoslib import substitute
from chaoslib.caching import lookup_activity
from chaoslib.control import controls
from chaoslib.exceptions import ActivityFailed, InvalidActivity
from chaoslib.types import Activity, Configuration, Experiment, Run, Secrets

__all__ = ["ensure_activity_is_valid", "execute_activity", "get_all_activities_in_experiment", "run_activities", "run_activity"]

logger = logging.getLogger("chaostoolkit")


def ensure_activity_is_valid(activity: Activity):
    """Raises when an activity lacks what every activity needs."""
    if not activity:
        raise InvalidActivity("empty activity is no activity")
    if "ref" in activity:
        if not isinstance(activity["ref"], str) or not activity["ref"]:
            raise InvalidActivity("reference to activity must be non-empty strings")
        return
    if activity.get("type") not in ("probe", "action"):
        raise InvalidActivity("'{}' is not a supported activity type".format(activity.get("type")))
    if not activity.get("name"):
        raise InvalidActivity("an activity must have a name")
    provider = activity.get("provider")
    if not provider:
        raise InvalidActivity("an activity requires a provider")
    if provider.get("type") not in ("python", "process", "http"):
        raise InvalidActivity("unknown provider type '{}'".format(provider.get("type")))
    if provider["type"] == "python":
        from chaoslib.provider.python import validate_python_activity

        validate_python_activity(activity)


def run_activities(experiment: Experiment, configuration: Configuration, secrets: Secrets, pool: Any = None, dry: bool = False) -> Iterator[Run]:
    """Carries the activities of the method out, one after the other."""
    for activity in experiment.get("method") or ():
        yield execute_activity(experiment, activity, configuration, secrets, dry)


def execute_activity(experiment: Experiment, activity: Activity, configuration: Configuration, secrets: Secrets, dry: bool = False, **_: Any) -> Run:
    """Carries one activity out, controls and pauses included, and gives its run entry."""
    if "ref" in activity:
        name = activity["ref"]
        activity = lookup_activity(name)
        if not activity:
            raise ActivityFailed("could not find referenced activity '{}'".format(name))
    with controls(level="activity", experiment=experiment, context=activity, configuration=configuration, secrets=secrets) as control:
        pauses = substitute(activity.get("pauses") or {}, configuration, secrets)
        _pause(pauses.get("before"), dry)
        logger.info("%s: %s", activity["type"].title(), activity.get("name"))
        start = datetime.utcnow()
        run = {"activity": activity.copy(), "output": None, "start": start.isoformat()}
        try:
            if not dry:
                run["output"] = run_activity(activity, configuration, secrets)
            run["status"] = "succeeded"
        except ActivityFailed as x:
            run["status"] = "failed"
            run["exception"] = traceback.format_exception(type(x), x, None)
        finally:
            end = datetime.utcnow()
            run["end"] = end.isoformat()
            run["duration"] = (end - start).total_seconds()
            _pause(pauses.get("after"), dry)
        control.with_state(run)
    return run


def run_activity(activity: Activity, configuration: Configuration, secrets: Secrets) -> Any:
    """Has the activity's provider carry it out and gives the output; raises ActivityFailed when it fails."""
    kind = activity["provider"]["type"]
    if kind == "python":
        from chaoslib.provider.python import run_python_activity as run
    elif kind == "process":
        from chaoslib.provider.process import run_process_activity as run
    elif kind == "http":
        from chaoslib.provider.http import run_http_activity as run
    else:
        raise ActivityFailed("an extension cannot carry out an activity of provider type '{}'".format(kind))
    return run(activity, configuration, secrets)


def get_all_activities_in_experiment(experiment: Experiment) -> List[Activity]:
    """The activities of hypothesis, method and rollbacks."""
    from chaoslib.control import get_all_activities

    return get_all_activities(experiment)


def _pause(seconds, dry):
    if seconds and not dry:
        time.sleep(float(seconds))
