"""Frames: a length of four bytes, big-endian, then that many bytes of JSON."""
import _socket
from _thread import allocate_lock, start_new_thread
from collections import deque
from queue import SimpleQueue


class Channel:
    """The connection to the toolkit. Any thread may send; one thread receives."""

    def __init__(self, path):
        self._socket = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        self._socket.connect(path)
        self._sending = allocate_lock()
        # Frames that were not sent yet, in order. One leaves the queue only when it was sent.
        self._pending = deque()
        self._wake = SimpleQueue()
        self._buffer = b""
        start_new_thread(self._write, ())

    def send(self, frame):
        """Queues a frame. Nothing here can be torn apart by an exception that is raised in the thread from outside."""
        self._pending.append(frame)
        self._wake.put(None)

    def reply(self, frame):
        """Sends a frame at once when nothing waits before it; for threads that are not in foreign code any more."""
        if self._pending or not self._sending.acquire(False):
            self.send(frame)
            return
        try:
            if self._pending:
                self.send(frame)
            else:
                self._transmit(frame)
        finally:
            self._sending.release()

    def receive(self):
        """The next frame's bytes; None at the end of the connection."""
        head = self._read(4)
        return None if head is None else self._read(int.from_bytes(head, "big"))

    def close(self):
        """Closes this process's end: in a forked child, which must not speak for its parent."""
        self._socket.close()

    def drain(self):
        """Waits until what was queued is sent."""
        while self._pending:
            with self._sending:
                if self._pending:
                    self._transmit(self._pending[0])
                    self._pending.popleft()

    def _write(self):
        while True:
            self._wake.get()
            try:
                self.drain()
            except OSError:
                self._pending.clear()

    def _transmit(self, frame):
        self._socket.sendall(len(frame).to_bytes(4, "big") + frame)

    def _read(self, count):
        buffer = self._buffer
        if len(buffer) < count:
            parts = [buffer]
            have = len(buffer)
            while have < count:
                try:
                    part = self._socket.recv(max(65536, min(count - have, 1 << 20)))
                except OSError:
                    return None
                if not part:
                    return None
                parts.append(part)
                have += len(part)
            buffer = b"".join(parts)
        self._buffer = buffer[count:]
        return buffer[:count]
