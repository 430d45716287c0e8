"""Log records on their way to the toolkit: what extensions write to the loggers ``chaostoolkit`` and logzero's."""
import logging

from . import values

_FORMAT = logging.Formatter()


class Handler(logging.Handler):
    """Sends each record to the toolkit, which decides where it is shown."""

    def __init__(self, channel):
        logging.Handler.__init__(self)
        self._channel = channel

    def createLock(self):
        # A lock here could be left locked by an exception raised from outside; the channel's queue needs none.
        self.lock = None

    def handle(self, record):
        if self.filter(record):
            self.emit(record)
        return True

    def emit(self, record):
        try:
            text = record.getMessage()
        except Exception:
            text = "{} {}".format(record.msg, values.safe_repr(record.args))
        message = {"log": [record.levelno, record.module, record.lineno, text]}
        if record.exc_info:
            try:
                message["trace"] = _FORMAT.formatException(record.exc_info)
            except Exception:
                pass
        self._channel.send(values.to_frame(message))


def install(channel, level):
    """Puts the handler on the loggers that belong to the toolkit; all others stay as Python has them."""
    handler = Handler(channel)
    for name in ("chaostoolkit", "logzero_default", "logzero"):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(level)
        logger.propagate = False
    return handler


def tame_logzero(module):
    """logzero writes to standard error by itself; here its records go the way of all others."""
    logger = module.logger
    for handler in list(logger.handlers):
        if not isinstance(handler, Handler) and type(handler) is logging.StreamHandler:
            logger.removeHandler(handler)
    logger.setLevel(logging.getLogger("chaostoolkit").level)
