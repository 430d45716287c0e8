"""Warnings about what should be written differently; the toolkit gives its own."""
import logging

__all__ = ["DeprecatedDictArgsMessage", "warn_about_deprecated_features", "warn_about_moved_function"]

DeprecatedDictArgsMessage = "Process arguments should now be a list to keep the ordering of the command line."


def warn_about_deprecated_features(experiment):
    """The toolkit warns while it validates."""


def warn_about_moved_function(message: str):
    """Logs the warning."""
    logging.getLogger("chaostoolkit").warning(message)
