"""Controls around activities that an extension carries out by itself. Those around the run's own parts the toolkit applies."""
import contextlib
import logging
from typing import Any, List

from chaoslib.control.python import apply_python_control, validate_python_control
from chaoslib.exceptions import InterruptExecution, InvalidControl
from chaoslib.settings import get_loaded_settings
from chaoslib.types import Activity, Configuration, Experiment, Secrets, Settings

__all__ = [
    "Control",
    "controls",
    "get_all_activities",
    "get_context_controls",
    "get_controls",
    "get_global_controls",
    "load_global_controls",
    "validate_controls",
]

logger = logging.getLogger("chaostoolkit")


class Control:
    """The controls around one thing: those before, its result, those after."""

    def __init__(self):
        self.state = None

    def begin(self, level: str, experiment: Experiment, context: Any, configuration: Configuration = None, secrets: Secrets = None):
        """Applies the controls before."""
        self.state = None
        _apply(level, experiment, context, "before", None, configuration, secrets)

    def with_state(self, state: Any):
        """Says what the result is."""
        self.state = state

    def end(self, level: str, experiment: Experiment, context: Any, configuration: Configuration = None, secrets: Secrets = None):
        """Applies the controls after."""
        state, self.state = self.state, None
        _apply(level, experiment, context, "after", state, configuration, secrets)


@contextlib.contextmanager
def controls(level: str, experiment: Experiment = None, context: Any = None, configuration: Configuration = None, secrets: Secrets = None):
    """Applies the controls before and after a block."""
    control = Control()
    try:
        control.begin(level, experiment, context, configuration, secrets)
        yield control
    finally:
        control.end(level, experiment, context, configuration, secrets)


def get_all_activities(experiment: Experiment) -> List[Activity]:
    """The activities of hypothesis, method and rollbacks."""
    hypothesis = experiment.get("steady-state-hypothesis") or {}
    return (hypothesis.get("probes") or []) + (experiment.get("method") or []) + (experiment.get("rollbacks") or [])


def get_controls(experiment: Experiment) -> List[dict]:
    """Every control that is declared in an experiment."""
    found = list(experiment.get("controls") or [])
    found.extend((experiment.get("steady-state-hypothesis") or {}).get("controls") or [])
    for activity in get_all_activities(experiment):
        found.extend(activity.get("controls") or [])
    return found


def get_global_controls() -> List[dict]:
    """The controls of the settings."""
    return [dict(control, name=name) for name, control in (get_loaded_settings().get("controls") or {}).items()]


def load_global_controls(settings: Settings, control_files: List[str] = None):
    """The toolkit has loaded them."""


def validate_controls(experiment: Experiment):
    """Raises when a control is not declared as it should be."""
    for control in get_controls(experiment):
        if "ref" in control:
            continue
        if "name" not in control:
            raise InvalidControl("A control must have a `name` property")
        if "provider" not in control:
            raise InvalidControl("Control '{}' must have a `provider` property".format(control["name"]))
        if control.get("scope") not in (None, "", "before", "after"):
            raise InvalidControl("Control '{}' scope property must be 'before' or 'after' only".format(control["name"]))
        if control["provider"].get("type") == "python":
            validate_python_control(control)


def get_context_controls(level: str, experiment: Experiment = None, context: Any = None) -> List[dict]:
    """The controls that apply to a part of a run, in order."""
    if not experiment:
        return get_global_controls()
    top = experiment.get("controls") or []
    own = [control for control in (context or {}).get("controls") or [] if level not in ("experiment", "method", "rollback")]
    own = [next((one for one in top if one.get("name") == control["ref"]), None) if "ref" in control else control for control in own]
    own = [control for control in own if control]
    names = {control.get("name") for control in own}
    automatic = [control for control in top if control.get("automatic", True) and control.get("name") not in names]
    return automatic + get_global_controls() + own


def _apply(level, experiment, context, scope, state, configuration, secrets):
    for control in get_context_controls(level, experiment, context):
        if control.get("scope") and control["scope"] != scope or (control.get("provider") or {}).get("type") != "python":
            continue
        try:
            apply_python_control("{}-{}".format(level, scope), control, experiment, context, state, configuration, secrets, get_loaded_settings() or None)
        except InterruptExecution:
            raise
        except Exception:
            logger.debug("%s-control '%s' failed", scope.title(), control.get("name"), exc_info=True)
