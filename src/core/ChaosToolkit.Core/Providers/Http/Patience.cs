namespace ChaosToolkit.Providers.Http;

/// <summary>The time-outs of one request as requests has them: one for connecting, and one for each time we wait for a byte.</summary>
internal sealed class Patience : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration registration;
    private readonly TimeSpan connect;
    private readonly TimeSpan read;

    public Patience(HttpCall call, TimeProvider time, CancellationToken cancellationToken)
    {
        (connect, read) = (call.ConnectTimeout, call.ReadTimeout);
        source = new CancellationTokenSource(read, time);
        registration = cancellationToken.UnsafeRegister(state => ((CancellationTokenSource)state!).Cancel(), source); // given above
    }

    public CancellationToken Token => source.Token;

    public bool IsConnecting { get; private set; }

    public void StartConnecting()
    {
        IsConnecting = true;
        source.CancelAfter(connect);
    }

    public void StartReading()
    {
        IsConnecting = false;
        source.CancelAfter(read);
    }

    public string Describe() => IsConnecting
        ? $"no connection within {TimeLimit.Describe(connect)}"
        : $"no answer, or no more of it, within {TimeLimit.Describe(read)}";

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}
