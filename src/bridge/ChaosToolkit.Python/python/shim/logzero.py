"""Stands in for logzero where it is not installed: older extensions take their logger from it, for chaoslib once brought it along."""
import logging

__all__ = ["logger", "setup_logger", "loglevel", "logfile", "formatter"]

logger = logging.getLogger("logzero_default")


def setup_logger(name=None, **options):
    """A logger whose records go the toolkit's way."""
    return logging.getLogger("chaostoolkit.{}".format(name) if name else "chaostoolkit")


def loglevel(level=logging.DEBUG, update_custom_handlers=False):
    """The toolkit decides what is shown."""


def logfile(filename, *arguments, **options):
    """The toolkit decides where it is written."""


def formatter(value, update_custom_handlers=False):
    """The toolkit decides how it looks."""
