"""Ends a run from within: by signals to this process, which the toolkit hears of."""
import contextlib
import os
import signal

__all__ = ["exit_gracefully", "exit_ungracefully", "exit_signals"]


def exit_gracefully():
    """Ends the run now; rollbacks are played as their strategy says."""
    _send("SIGUSR1", "exit_gracefully")


def exit_ungracefully():
    """Ends the run now, without rollbacks and without waiting for background activities."""
    _send("SIGUSR2", "exit_ungracefully")


@contextlib.contextmanager
def exit_signals():
    """The handlers are in place for the whole run; there is nothing to install."""
    yield


def _send(name, caller):
    number = getattr(signal, name, None)
    if number is None:
        import logging

        logging.getLogger("chaostoolkit").error("Cannot call 'chaoslib.exit.%s()': this system has no signal %s", caller, name)
        return
    os.kill(os.getpid(), number)
