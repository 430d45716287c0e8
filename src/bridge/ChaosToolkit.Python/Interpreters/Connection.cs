using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text.Json;
using ChaosToolkit.Python.Documents;

namespace ChaosToolkit.Python.Interpreters;

/// <summary>The connection to one interpreter: frames of a length in four bytes, big-endian, and that many bytes of JSON. Requests have numbers, and many are under way at once.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Lock gate = new();
    private readonly Socket socket;
    private readonly Dictionary<int, TaskCompletionSource<JsonElement>> pending = [];
    private readonly ArrayBufferWriter<byte> message = new(4096);
    private readonly SharedDocuments documents;
    private readonly Action<JsonElement> onNotice;
    private readonly Action onEnd;
    private byte[] buffer = new byte[64 * 1024];
    private int filled;
    private int taken;
    private int lastNumber;
    private Exception? ended;

    /// <summary>Takes over a connected socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="onNotice">Hears of messages that answer nothing, in order with the answers.</param>
    /// <param name="onEnd">Called when the connection has ended.</param>
    internal Connection(Socket socket, Action<JsonElement> onNotice, Action onEnd)
    {
        this.socket = socket;
        this.onNotice = onNotice;
        this.onEnd = onEnd;
        documents = new SharedDocuments(Send);
    }

    /// <summary>Begins to listen. A thread of its own waits in the system call: an answer is on its way a few microseconds earlier than through the thread pool.</summary>
    internal void Listen() => new Thread(Receive) { IsBackground = true, Name = "Python" }.Start();

    /// <summary>Sends a request; gives its number and the answer to come.</summary>
    /// <exception cref="InterpreterEndedException">The connection has ended.</exception>
    internal (int Number, Task<JsonElement> Answer) Ask(string operation, bool inBackground, Action<Request> write)
    {
        lock (gate)
        {
            if (ended is not null)
            {
                throw ended;
            }

            var number = ++lastNumber;
            message.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(message, Wire.Writing))
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", number);
                writer.WriteString("op", operation);
                if (inBackground)
                {
                    writer.WriteBoolean("background", true);
                }

                write(new Request(writer, documents));
                writer.WriteEndObject();
            }

            var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
            pending[number] = answer;
            Send(message.WrittenSpan);
            return (number, answer.Task);
        }
    }

    /// <summary>Sends a message that is no request.</summary>
    internal void Tell(Action<Utf8JsonWriter, SharedDocuments> write)
    {
        lock (gate)
        {
            if (ended is null)
            {
                var body = new ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(body, Wire.Writing))
                {
                    write(writer, documents);
                }

                Send(body.WrittenSpan);
            }
        }
    }

    /// <summary>Brings the settings up to date there.</summary>
    internal void TellSettings(System.Text.Json.Nodes.JsonObject? settings, bool isNew)
    {
        lock (gate)
        {
            if (ended is not null)
            {
                return;
            }

            var body = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(body, Wire.Writing))
            {
                writer.WriteStartObject();
                writer.WritePropertyName("settings");
                if (settings is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    documents.WriteReference(writer, settings, [], isLasting: true);
                }

                writer.WriteEndObject();
            }

            if (isNew)
            {
                Send(body.WrittenSpan);
            }
        }
    }

    /// <summary>Fails all requests under way, and those to come.</summary>
    internal void End(Exception exception)
    {
        List<TaskCompletionSource<JsonElement>> open;
        lock (gate)
        {
            ended ??= exception;
            open = [.. pending.Values];
            pending.Clear();
        }

        foreach (var one in open)
        {
            one.TrySetException(exception);
        }
    }

    /// <summary>Says that nothing more will be asked; the interpreter then ends.</summary>
    internal void Close()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It has gone already.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private void Send(ReadOnlySpan<byte> body)
    {
        var length = body.Length + 4;
        var frame = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
            body.CopyTo(frame.AsSpan(4));
            for (var sent = 0; sent < length;)
            {
                sent += socket.Send(frame.AsSpan(sent, length - sent));
            }
        }
        catch (SocketException)
        {
            // The other end has gone; the receiving thread finds out how, and fails what waits.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private void Receive()
    {
        try
        {
            while (ReadFrame() is { } frame)
            {
                Dispatch(frame);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Ended from either side.
        }
#pragma warning disable CA1031 // the edge to a foreign process: whatever it sent, this process goes on without it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            End(new InterpreterEndedException($"The Python interpreter sent what is no message: {exception.Message}"));
        }
        finally
        {
            onEnd();
        }
    }

    private void Dispatch(ReadOnlyMemory<byte> frame)
    {
        JsonElement content;
        try
        {
            content = JsonDocument.Parse(frame, Wire.Reading).RootElement;
        }
        catch (JsonException)
        {
            var refused = Take(NumberOf(frame.Span));
            refused?.TrySetException(new ActivityFailedException("Its result is nested too deeply for a journal."));
            return;
        }

        if (!content.TryGetProperty("id", out var id))
        {
            onNotice(content);
            return;
        }

        Exception? failure = null;
        if (content.TryGetProperty("changes", out var changes))
        {
            try
            {
                lock (gate)
                {
                    documents.Apply(changes);
                }
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or NullReferenceException or KeyNotFoundException)
            {
                failure = new ChaosException($"What Python code changed could not be applied: {exception.Message}", exception);
            }
        }

        var answer = Take(id.GetInt32());
        if (content.TryGetProperty("error", out var error))
        {
            answer?.TrySetException(InterpreterException.Of(error));
        }
        else if (failure is not null)
        {
            answer?.TrySetException(failure);
        }
        else
        {
            answer?.TrySetResult(content.GetProperty("value"));
        }
    }

    private TaskCompletionSource<JsonElement>? Take(int number)
    {
        lock (gate)
        {
            pending.Remove(number, out var answer);
            return answer;
        }
    }

    // An answer begins with its number, for this reason.
    private static int NumberOf(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        return reader.Read() && reader.Read() && reader.ValueTextEquals("id") && reader.Read() && reader.TryGetInt32(out var number) ? number : 0;
    }

    private ReadOnlyMemory<byte>? ReadFrame()
    {
        if (!Fill(4))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(taken));
        if (length < 0)
        {
            return null;
        }

        taken += 4;
        if (!Fill(length))
        {
            return null;
        }

        // The parsed answer keeps its bytes: they cannot be those of the next frame.
        var frame = buffer.AsMemory(taken, length).ToArray();
        taken += length;
        return frame;
    }

    private bool Fill(int count)
    {
        if (filled - taken >= count)
        {
            return true;
        }

        var target = count > buffer.Length ? new byte[count] : buffer.Length > 1 << 20 && count < 1 << 16 ? new byte[64 * 1024] : buffer;
        if (target.Length < filled - taken)
        {
            target = buffer;
        }

        Buffer.BlockCopy(buffer, taken, target, 0, filled - taken);
        buffer = target;
        filled -= taken;
        taken = 0;
        while (filled < count)
        {
            var read = socket.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None);
            if (read == 0)
            {
                return false;
            }

            filled += read;
        }

        return true;
    }
}
