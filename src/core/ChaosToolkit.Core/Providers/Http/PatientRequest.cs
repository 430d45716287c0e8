namespace ChaosToolkit.Providers.Http;

/// <summary>A request that carries its time-outs to the place where connections are made.</summary>
internal sealed class PatientRequest(HttpMethod method, Uri address, Patience patience) : HttpRequestMessage(method, address)
{
    public Patience Patience => patience;
}
