"""The exceptions that mean something to the toolkit."""

__all__ = [
    "ActivityFailed",
    "ChaosException",
    "DiscoveryFailed",
    "ExperimentExitedException",
    "FailedActivity",
    "InterruptExecution",
    "InvalidActivity",
    "InvalidControl",
    "InvalidExperiment",
    "InvalidSource",
]


class ChaosException(Exception):
    """The root of the family."""


class InvalidExperiment(ChaosException):
    """An experiment cannot be used."""


class InvalidActivity(ChaosException):
    """An activity, or a control, is not declared as it should be."""


class InvalidControl(ChaosException):
    """A control is not declared as it should be."""


class InvalidSource(ChaosException):
    """An experiment could not be read from its source."""


class ActivityFailed(ChaosException):
    """The activity did not do what it should."""


FailedActivity = ActivityFailed


class DiscoveryFailed(ChaosException):
    """The activities of a package could not be found out."""


class InterruptExecution(ChaosException):
    """The run is to be interrupted; only controls are heard."""


class ExperimentExitedException(ChaosException):
    """The run was left by an exit signal."""
