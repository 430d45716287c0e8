"""Running experiments is the toolkit's own business."""
from typing import Any

from chaoslib.exceptions import ChaosException
from chaoslib.loader import load_experiment
from chaoslib.types import Experiment

__all__ = ["ensure_experiment_is_valid", "load_experiment", "run_experiment"]


def ensure_experiment_is_valid(experiment: Experiment):
    """The toolkit validated the experiment before it called any code."""


def run_experiment(experiment: Experiment, *arguments: Any, **options: Any):
    """Not from within a run: start another ``chaos run``."""
    raise ChaosException("an extension cannot run an experiment in this process: start 'chaos run' instead, or install chaostoolkit-lib")
