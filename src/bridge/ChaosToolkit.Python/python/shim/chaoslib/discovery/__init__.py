"""Discovery of what extensions can do."""
from chaoslib.discovery.discover import (
    discover,
    discover_actions,
    discover_activities,
    discover_probes,
    initialize_discovery_result,
)

__all__ = ["discover", "discover_actions", "discover_activities", "discover_probes", "initialize_discovery_result"]
