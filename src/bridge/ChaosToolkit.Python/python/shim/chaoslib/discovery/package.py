"""Packages: installing them, and finding their ``discover`` function."""
import importlib
import inspect
import logging
import subprocess
import sys

from chaoslib.exceptions import DiscoveryFailed

__all__ = ["get_discover_function", "install", "load_package"]

logger = logging.getLogger("chaostoolkit")


def install(package_name: str):
    """Has pip install the package into this interpreter's environment, or bring it up to date."""
    logger.info("Attempting to download and install package '%s'", package_name)
    command = [sys.executable, "-m", "pip", "install", "-U", package_name]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    logger.debug(done.stdout.decode("utf-8", "replace"))
    if done.returncode != 0:
        raise DiscoveryFailed("failed to install `{}`".format(package_name))
    importlib.invalidate_caches()
    logger.info("Package downloaded and installed in current environment")


def load_package(package_name: str) -> object:
    """Imports the module of a package."""
    name = get_importname_from_package(package_name)
    try:
        return importlib.import_module(name)
    except ImportError:
        logger.debug("Failed to import '%s'", name, exc_info=True)
        raise DiscoveryFailed("could not load Python module '{}'".format(name))


def get_discover_function(package: object):
    """The function ``discover`` of a module."""
    function = getattr(package, "discover", None)
    if not inspect.isfunction(function):
        raise DiscoveryFailed("package '{}' does not export a `discover` function".format(package.__name__))
    return function


def get_importname_from_package(package_name: str) -> str:
    """The one top-level module of a package, as its metadata names it or its files show."""
    from importlib import metadata

    try:
        distribution = metadata.distribution(package_name)
    except metadata.PackageNotFoundError:
        raise DiscoveryFailed("Package {} not found".format(package_name))
    modules = (distribution.read_text("top_level.txt") or "").split()
    if not modules:
        # Newer build tools do not write that file.
        paths = [path.parts for path in distribution.files or () if path.suffix == ".py"]
        tops = {parts[0] if len(parts) > 1 else parts[0][:-3] for parts in paths}
        modules = sorted(top for top in tops if top.isidentifier() and top not in ("tests", "test", "docs", "examples"))
    if not modules:
        raise DiscoveryFailed("failed to load package {} metadata. Was the package installed properly?".format(package_name))
    if len(modules) > 1:
        raise DiscoveryFailed(
            "Package {} contains multiple top-level packages. Unable to discover from multiple packages.".format(package_name)
        )
    return modules[0]
