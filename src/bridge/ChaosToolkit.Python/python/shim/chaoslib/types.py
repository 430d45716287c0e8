"""The names that extensions annotate their functions with."""
import enum
from typing import Any, Dict, List, Tuple, Union

Action = Dict[str, Any]
Probe = Dict[str, Any]
Activity = Union[Probe, Action]
Experiment = Dict[str, Any]
Hypothesis = Dict[str, Any]
Journal = Dict[str, Any]
Run = Dict[str, Any]
Step = Dict[str, Any]
Control = Dict[str, Any]
Extension = Dict[str, Any]
Settings = Dict[str, Any]
EventPayload = Dict[str, Any]
Tolerance = Union[int, str, bool, list, Dict[str, Any]]
Contribution = Dict[str, Any]

Configuration = Dict[str, Dict[str, str]]
Secrets = Dict[str, Dict[str, str]]
ConfigVars = Dict[str, Any]
SecretVars = Dict[str, Any]

Layer = Any
TargetLayers = Dict[str, List[Dict[str, Any]]]
MicroservicesStatus = Tuple[Dict[str, Any], Dict[str, Any]]

Discovery = Dict[str, Any]
DiscoveredActivities = Dict[str, Any]
DiscoveredSystemInfo = Dict[str, Any]


class Strategy(enum.Enum):
    """When the hypothesis is checked."""

    BEFORE_METHOD = "before-method-only"
    AFTER_METHOD = "after-method-only"
    DURING_METHOD = "during-method-only"
    DEFAULT = "default"
    CONTINUOUS = "continuous"
    SKIP = "skip"

    @staticmethod
    def from_string(value: str) -> "Strategy":
        """The strategy as experiments write it."""
        if value in ("continuously", "continously"):
            return Strategy.CONTINUOUS
        try:
            return Strategy(value)
        except ValueError:
            raise ValueError("Unknown strategy")


class Dry(enum.Enum):
    """What is left out of a dry run."""

    PROBES = "probes"
    ACTIONS = "actions"
    ACTIVITIES = "activities"
    PAUSE = "pause"

    @staticmethod
    def from_string(value: str) -> "Dry":
        """The mode as the command line writes it; None without one."""
        return Dry(value) if value else None


class Schedule:
    """How often the hypothesis is checked during the method, and when that ends the run."""

    def __init__(self, continuous_hypothesis_frequency: float = 1.0, fail_fast: bool = False, fail_fast_ratio: float = 0):
        self.continuous_hypothesis_frequency = continuous_hypothesis_frequency
        self.fail_fast = fail_fast
        self.fail_fast_ratio = fail_fast_ratio


__all__ = [name for name in list(globals()) if name[:1].isupper() and name not in ("Any", "Dict", "List", "Tuple", "Union")]
