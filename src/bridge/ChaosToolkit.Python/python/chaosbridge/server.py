"""The loop: which thread runs what, cancellation, signals, and the end.

The main thread runs one call at a time, for signal handlers and some libraries need it. What comes while it is busy, and what is
meant to run in the background, gets a thread of its own. One more thread receives, one sends.
"""
import os
import signal
import sys
from _thread import get_ident, start_new_thread
from queue import SimpleQueue

from . import activities, channel as channels, controls, discovery, documents, host, logs, notifications, values

PROTOCOL = 1

OPERATIONS = {
    "call": activities.call,
    "check": activities.check,
    "load_control": controls.load,
    "validate_control": controls.validate,
    "control": controls.apply,
    "event": controls.handle,
    "notify": notifications.notify,
    "discover": discovery.discover,
    "find_module": discovery.find,
    "extensions": discovery.extensions,
}


class Cancelled(KeyboardInterrupt):
    """The call was cancelled. Like Ctrl-C, which it stands for, it passes handlers of ordinary exceptions."""


class Call:
    """A call under way."""

    __slots__ = ("number", "message", "thread", "running", "cancelled")

    def __init__(self, message):
        self.number = message["id"]
        self.message = message
        self.thread = None
        self.running = False
        self.cancelled = False


class Server:
    """One connection and the calls that came over it."""

    def __init__(self, path):
        self.channel = channels.Channel(path)
        self.inbox = SimpleQueue()
        self.calls = {}
        self.main = get_ident()
        self.main_call = None
        self.busy = False
        self.forked = False

    def run(self):
        """Serves until the connection ends."""
        host.send = self.send
        handlers = {signal.SIGINT: self.ignore, signal.SIGTERM: self.leave}
        for name, handler in (("SIGUSR1", self.leave), ("SIGUSR2", self.leave), ("SIGURG", self.interrupt)):
            if hasattr(signal, name):
                handlers[getattr(signal, name)] = handler
        for number, handler in handlers.items():
            signal.signal(number, handler)
        # Signals wait while a child is made: one that is meant for the child must find the child's own handlers.
        os.register_at_fork(
            before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, handlers),
            after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, handlers),
            after_in_child=lambda: self.after_fork(handlers),
        )
        self.send({"hello": PROTOCOL, "python": sys.version.split()[0], "executable": sys.executable, "pid": os.getpid()})
        start_new_thread(self.receive, ())
        while True:
            call = self.inbox.get()
            if call is None:
                break
            self.main_call = call
            self.execute(call)
        self.channel.drain()

    def send(self, message):
        """Queues a message that is no answer."""
        self.channel.send(values.to_frame(message))

    def receive(self):
        """What the receiving thread does."""
        while True:
            data = self.channel.receive()
            if data is None:
                self.end()
                return
            try:
                self.dispatch(values.from_frame(data))
            except Exception as x:
                self.refuse(data, x)

    def dispatch(self, message):
        """Does what a message asks for, or has it done."""
        if "op" in message:
            self.begin(Call(message))
        elif "document" in message:
            documents.receive(message)
        elif "cancel" in message:
            self.cancel(self.calls.get(message["cancel"]))
        elif "settings" in message:
            host.settings = message["settings"]
        elif "start" in message:
            logs.install(self.channel, message["start"]["log_level"])

    def begin(self, call):
        """Hands a call to the main thread when that is free and the call may wait for it."""
        self.calls[call.number] = call
        if call.message.get("background") or self.busy:
            import threading

            threading.Thread(target=self.execute, args=(call,), name="activity", daemon=True).start()
        else:
            self.busy = True
            self.inbox.put(call)

    def refuse(self, data, error):
        import json

        number = json.loads(data.decode("utf-8")).get("id")
        if number is not None:
            self.send({"id": number, "error": {"kind": "unusable", "message": "{}: {}".format(type(error).__name__, error), "trace": []}})

    def execute(self, call):
        """Runs a call and answers it, whatever it does."""
        call.thread = get_ident()
        message = call.message
        try:
            try:
                call.running = True
                if call.cancelled:
                    raise Cancelled()
                value = OPERATIONS[message["op"]](message)
            finally:
                call.running = False
            answer = {"id": call.number, "value": value}
        except BaseException as x:
            answer = self.describe(call, x)
        while True:
            try:
                self.answer(call, message, answer)
                return
            except Cancelled:
                # An exception from outside may arrive late, and must not keep the answer back.
                continue

    def answer(self, call, message, answer):
        if self.forked:
            # A child that was forked in foreign code came back: it is not the interpreter that was asked.
            sys.stdout.flush()
            os._exit(0 if "value" in answer else 1)
        if "changes" in message and message["changes"]:
            answer["changes"] = message["changes"]
        frame = values.to_frame(answer)
        self.calls.pop(call.number, None)
        try:
            sys.stdout.flush()
        except Exception:
            pass
        if call.thread == self.main:
            self.main_call = None
            self.busy = False
            self.channel.reply(frame)
        else:
            self.channel.send(frame)

    def describe(self, call, x):
        """An exception as an answer."""
        if call.cancelled and isinstance(x, Cancelled):
            return {"id": call.number, "error": {"kind": "cancelled", "message": "", "trace": []}}
        kind = "failed"
        exceptions = sys.modules.get("chaoslib.exceptions")
        if isinstance(x, SystemExit):
            kind = "exit"
        elif isinstance(x, KeyboardInterrupt):
            kind = "keyboard"
        elif isinstance(x, activities.Unusable):
            kind = "unusable"
        elif exceptions is not None and isinstance(x, exceptions.InterruptExecution):
            kind = "interrupt"
        elif exceptions is not None and isinstance(x, exceptions.DiscoveryFailed):
            kind = "discovery"
        return {"id": call.number, "error": {"kind": kind, "type": type(x).__name__, "text": _text(x), "message": _headline(x), "trace": _trace(x)}}

    def cancel(self, call):
        """Raises an exception in the call's thread; whether it stops, the toolkit sees by the answer."""
        if call is None:
            return
        call.cancelled = True
        if call.thread is None or not call.running:
            return
        if call.thread == self.main:
            # A signal also ends a system call that the thread waits in.
            signal.pthread_kill(self.main, signal.SIGURG)
        else:
            import ctypes

            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(call.thread), ctypes.py_object(Cancelled))

    def ignore(self, number, frame):
        """Ctrl-C reaches the toolkit too, and that decides."""

    def interrupt(self, number, frame):
        call = self.main_call
        if call is not None and call.cancelled and call.running:
            raise Cancelled()

    def leave(self, number, frame):
        """What ``chaoslib.exit`` sends to its own process, whichever chaoslib it is."""
        code = 20 if number == getattr(signal, "SIGUSR1", None) else 30 if number == getattr(signal, "SIGUSR2", None) else 15
        call = self.main_call
        if code != 15 and call is not None and call.running and call.message["op"] == "call":
            raise SystemExit(code)
        self.send({"exit": code})

    def end(self):
        """The toolkit is gone or done."""
        if self.busy:
            try:
                sys.stdout.flush()
            finally:
                os._exit(0)
        self.inbox.put(None)

    def after_fork(self, handlers):
        self.forked = True
        self.channel.close()
        self.channel.send = self.channel.reply = lambda frame: None
        for number, handler in handlers.items():
            try:
                if signal.getsignal(number) == handler:
                    signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
            except ValueError:
                pass
        signal.pthread_sigmask(signal.SIG_UNBLOCK, handlers)


def main(path):
    """Serves the toolkit that listens at the path."""
    from . import hooks

    hooks.install()
    Server(path).run()


def _text(x):
    try:
        return str(x.code) if isinstance(x, SystemExit) else str(x)
    except Exception:
        return values.safe_repr(x)


def _headline(x):
    import traceback

    try:
        lines = traceback.format_exception_only(type(x), x)
        return lines[-1 if isinstance(x, SyntaxError) else 0].strip()
    except Exception:
        return type(x).__name__


def _trace(x):
    import traceback

    try:
        frames = x.__traceback__
        here = os.path.dirname(__file__)
        while frames is not None and os.path.dirname(frames.tb_frame.f_code.co_filename) == here:
            frames = frames.tb_next
        return [line for text in traceback.format_exception(type(x), x, frames) for line in text.rstrip("\n").split("\n")]
    except Exception:
        return [type(x).__name__]
