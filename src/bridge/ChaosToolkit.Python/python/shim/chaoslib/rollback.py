"""Rollbacks are the toolkit's own business."""
from chaoslib.experiment import run_experiment as run_rollbacks

__all__ = ["run_rollbacks"]
