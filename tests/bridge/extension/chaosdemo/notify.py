"""A notification plugin."""
from chaoslib.notification import DiscoverFlowEvent, InitFlowEvent, RunFlowEvent, ValidateFlowEvent
from chaoslib.types import EventPayload, Settings


def notify(settings: Settings, event: EventPayload) -> None:
    if event["name"] in (RunFlowEvent.RunStarted.value, DiscoverFlowEvent.DiscoverStarted.value, InitFlowEvent.InitStarted.value):
        event["payload"]["noticed"] = ValidateFlowEvent.ValidateStarted.value
