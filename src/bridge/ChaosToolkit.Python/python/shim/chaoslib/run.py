"""The events of a run."""
import logging
from typing import Any, Dict

from chaosbridge.controls import EVENTS
from chaoslib.types import Activity, Configuration, Experiment, Journal, Run, Schedule, Secrets, Settings, Strategy

__all__ = ["EventHandlerRegistry", "RunEventHandler", "Schedule", "Strategy"]

logger = logging.getLogger("chaostoolkit")


class RunEventHandler:
    """Hears the events of a run: override what you want to hear."""

    def started(self, experiment: Experiment, journal: Journal) -> None:
        """The run has started; controls register too late to hear it."""

    def running(self, experiment: Experiment, journal: Journal, configuration: Configuration, secrets: Secrets, schedule: Schedule, settings: Settings) -> None:
        """Controls are configured, and the run begins."""

    def finish(self, journal: Journal) -> None:
        """The run is over, and controls are cleaned up."""

    def interrupted(self, experiment: Experiment, journal: Journal) -> None:
        """A control or a signal interrupted the run."""

    def signal_exit(self) -> None:
        """The run is left by a signal."""

    def start_continuous_hypothesis(self, frequency: int) -> None:
        """The hypothesis is checked again and again from now on."""

    def continuous_hypothesis_iteration(self, iteration_index: int, state: Any) -> None:
        """It was checked once more."""

    def continuous_hypothesis_completed(self, experiment: Experiment, journal: Journal, exception: Exception = None) -> None:
        """It is not checked any more."""

    def start_hypothesis_before(self, experiment: Experiment) -> None:
        """The hypothesis is about to be checked before the method."""

    def hypothesis_before_completed(self, experiment: Experiment, state: Dict[str, Any], journal: Journal) -> None:
        """It was checked before the method."""

    def start_hypothesis_after(self, experiment: Experiment) -> None:
        """The hypothesis is about to be checked after the method."""

    def hypothesis_after_completed(self, experiment: Experiment, state: Dict[str, Any], journal: Journal) -> None:
        """It was checked after the method."""

    def start_method(self, experiment: Experiment) -> None:
        """The method is about to be played."""

    def method_completed(self, experiment: Experiment, state: Any) -> None:
        """The method was played."""

    def start_rollbacks(self, experiment: Experiment) -> None:
        """The rollbacks are about to be played."""

    def rollbacks_completed(self, experiment: Experiment, journal: Journal) -> None:
        """The rollbacks were played."""

    def start_cooldown(self, duration: int) -> None:
        """A pause begins."""

    def cooldown_completed(self) -> None:
        """The pause is over."""

    def start_activity(self, activity: Activity) -> None:
        """An activity is about to be carried out."""

    def activity_completed(self, activity: Activity, run: Run) -> None:
        """It was carried out."""


class EventHandlerRegistry:
    """The handlers of a run. Calling an event's name on it hands the event to each; one that fails is logged and passed over."""

    def __init__(self):
        self.handlers = []

    def register(self, handler: RunEventHandler) -> None:
        """Adds a handler; it hears what happens from now on."""
        self.handlers.append(handler)

    def __getattr__(self, name):
        if name not in EVENTS:
            raise AttributeError(name)

        def tell(*arguments, **named):
            for handler in list(self.handlers):
                try:
                    getattr(handler, name)(*arguments, **named)
                except Exception:
                    logger.debug("Handler %s failed", type(handler).__name__, exc_info=True)

        return tell
