"""Actions."""
import logging

from chaoslib import Configuration, Secrets
from chaoslib.exceptions import ActivityFailed
from chaoslib.exit import exit_gracefully, exit_signals, exit_ungracefully

__all__ = ["fail", "leave", "stop_node"]

logger = logging.getLogger("chaostoolkit")


def stop_node(name: str, force: bool = False, configuration: Configuration = None, secrets: Secrets = None) -> dict:
    """Stops a node."""
    logger.info("stopping %s", name)
    return {"name": name, "force": force, "region": (configuration or {}).get("region"), "token": (secrets or {}).get("token")}


def fail(reason: str):
    """Fails."""
    raise ActivityFailed(reason)


def leave(gracefully: bool = True):
    """Ends the run."""
    with exit_signals():
        exit_gracefully() if gracefully else exit_ungracefully()
