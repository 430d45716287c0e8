"""A control with all callbacks, and a handler of all events."""
import logging

from chaoslib.caching import lookup_activity
from chaoslib.exceptions import InvalidActivity
from chaoslib.extension import get_extension, merge_extension
from chaoslib.run import EventHandlerRegistry, RunEventHandler
from chaoslib.types import Activity, Configuration, Control, Experiment, Extension, Journal, Run, Schedule, Secrets, Settings

logger = logging.getLogger("chaostoolkit")


class Handler(RunEventHandler):
    def running(self, experiment: Experiment, journal: Journal, configuration: Configuration, secrets: Secrets, schedule: Schedule, settings: Settings) -> None:
        logger.info("running every %s", schedule.continuous_hypothesis_frequency)


def validate_control(control: Control) -> None:
    if "team" not in control["provider"].get("arguments", {}):
        raise InvalidActivity("a team is needed")


def configure_control(experiment: Experiment, event_registry: EventHandlerRegistry, team: str) -> None:
    event_registry.register(Handler())
    extension: Extension = get_extension(experiment, "demo") or {"name": "demo"}
    merge_extension(experiment, dict(extension, team=team))


def before_activity_control(context: Activity, team: str) -> None:
    logger.info("%s looks at %s", team, lookup_activity(context["name"])["name"])


def after_activity_control(context: Activity, state: Run, team: str) -> None:
    state["team"] = team
