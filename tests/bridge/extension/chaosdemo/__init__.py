"""An extension of the tests: it uses chaoslib as published extensions do, all of it."""
from chaoslib.discovery.discover import discover_actions, discover_probes, initialize_discovery_result
from chaoslib.types import DiscoveredActivities, DiscoveredSystemInfo, Discovery
from logzero import logger

__version__ = "1.2.3"
__all__ = ["__version__", "discover"]


def discover(discover_system: bool = True) -> Discovery:
    """What this extension can do."""
    logger.info("Discovering capabilities from chaostoolkit-demo")
    discovery = initialize_discovery_result("chaostoolkit-demo", __version__, "demo")
    discovery["activities"].extend(load_exported_activities())
    if discover_system:
        discovery["system"] = explore()
    return discovery


def load_exported_activities() -> DiscoveredActivities:
    return discover_actions("chaosdemo.actions") + discover_probes("chaosdemo.probes")


def explore() -> DiscoveredSystemInfo:
    return {"nodes": 3}
