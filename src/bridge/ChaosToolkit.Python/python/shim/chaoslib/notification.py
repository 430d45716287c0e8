"""Notifications of what the toolkit does."""
import enum
import importlib
import inspect
import json
import logging
import time
from typing import Any, Dict

from chaoslib import PayloadEncoder
from chaoslib.types import EventPayload, Settings

__all__ = ["DiscoverFlowEvent", "FlowEvent", "InitFlowEvent", "RunFlowEvent", "ValidateFlowEvent", "notify", "notify_via_plugin", "notify_with_http"]

logger = logging.getLogger("chaostoolkit")


class FlowEvent(enum.Enum):
    """A moment of one of the toolkit's flows."""


class DiscoverFlowEvent(FlowEvent):
    """Moments of ``chaos discover``."""

    DiscoverStarted = "discover-started"
    DiscoverFailed = "discover-failed"
    DiscoverCompleted = "discover-completed"


class InitFlowEvent(FlowEvent):
    """Moments of ``chaos init``."""

    InitStarted = "init-started"
    InitFailed = "init-failed"
    InitCompleted = "init-completed"


class RunFlowEvent(FlowEvent):
    """Moments of ``chaos run``."""

    RunStarted = "run-started"
    RunFailed = "run-failed"
    RunCompleted = "run-completed"
    RunDeviated = "run-deviated"


class ValidateFlowEvent(FlowEvent):
    """Moments of ``chaos validate``."""

    ValidateStarted = "validate-started"
    ValidateFailed = "validate-failed"
    ValidateCompleted = "validate-completed"


_PHASES = {DiscoverFlowEvent: "discovery", InitFlowEvent: "init", RunFlowEvent: "run", ValidateFlowEvent: "validate"}


def notify(settings: Settings, event: FlowEvent, payload: Any = None, error: Any = None):
    """Sends an event to the channels of the settings that want it, one after the other. What fails is logged as debug."""
    message = {"name": event.value, "payload": payload, "phase": _PHASES.get(type(event), "unknown"), "ts": time.time()}
    if error:
        message["error"] = error
    for channel in (settings or {}).get("notifications") or ():
        if channel.get("events") and event.value not in channel["events"]:
            continue
        if channel.get("type") == "http":
            notify_with_http(channel, message)
        elif channel.get("type") == "plugin":
            notify_via_plugin(channel, message)


def notify_with_http(channel: Dict[str, Any], payload: EventPayload):
    """Posts the event as JSON, or only calls the URL where the event is not to be forwarded."""
    import ssl
    import urllib.request

    if not channel.get("url"):
        logger.debug("missing url in notification channel")
        return
    headers = dict(channel.get("headers") or {})
    data = None
    if channel.get("forward_event_payload", True):
        data = json.dumps(payload, cls=PayloadEncoder).encode("utf-8")
        headers["Content-Type"] = "application/json"
    context = None if channel.get("verify_tls", True) else ssl._create_unverified_context()
    try:
        urllib.request.urlopen(urllib.request.Request(channel["url"], data, headers), timeout=5, context=context).close()
    except Exception as x:
        logger.debug("failed calling notification endpoint", exc_info=x)


def notify_via_plugin(channel: Dict[str, Any], payload: EventPayload):
    """Calls the function ``notify``, or the one that ``func`` names, of the channel's module."""
    module_name, name = channel.get("module"), channel.get("func", "notify")
    try:
        function = getattr(importlib.import_module(module_name), name, None)
    except ImportError:
        logger.debug("could not find Python plugin '%s' for notification", module_name)
        return
    if not inspect.isfunction(function):
        logger.debug("could not find function '%s' in plugin '%s' for notification", name, module_name)
        return
    try:
        function(channel, payload)
    except Exception as x:
        logger.debug("failed calling notification plugin", exc_info=x)
