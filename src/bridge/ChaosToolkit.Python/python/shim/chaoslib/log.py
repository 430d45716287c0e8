"""The toolkit's log."""
import logging

__all__ = ["configure_logger"]


def configure_logger(verbose: bool = False, log_format: str = "string", log_file: str = None, log_file_level: str = "debug", logger_name: str = "chaostoolkit", context_id: str = None):
    """The toolkit has configured its log already; a logger of another name is made a part of it."""
    if logger_name != "chaostoolkit":
        logger = logging.getLogger(logger_name)
        for handler in logging.getLogger("chaostoolkit").handlers:
            if handler not in logger.handlers:
                logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
