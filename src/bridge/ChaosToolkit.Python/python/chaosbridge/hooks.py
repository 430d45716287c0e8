"""What is done to modules of others when they are imported: a chaoslib and a logzero that are installed are wired to the toolkit."""
import sys


class Finder:
    """Lets the other finders find, and has what is found looked at once it is loaded."""

    def __init__(self, after):
        self._after = after
        self._looking = set()

    def find_spec(self, name, path=None, target=None):
        after = self._after.get(name)
        if after is None or name in self._looking:
            return None
        from importlib.util import find_spec

        self._looking.add(name)
        try:
            spec = find_spec(name)
        finally:
            self._looking.discard(name)
        if spec is not None and spec.loader is not None:
            _wrap(spec.loader, after)
        return spec


def install():
    """Puts the finder before all others."""
    sys.meta_path.insert(0, Finder({"chaoslib.settings": _after_settings, "logzero": _after_logzero}))


def _wrap(loader, after):
    execute = loader.exec_module

    def exec_module(module):
        execute(module)
        after(module)

    loader.exec_module = exec_module


def _after_settings(module):
    from . import host

    # chaoslib keeps them in a variable of the context that loaded them, which none of the threads here is.
    module.get_loaded_settings = host.get_settings


def _after_logzero(module):
    from . import logs

    logs.tame_logzero(module)
