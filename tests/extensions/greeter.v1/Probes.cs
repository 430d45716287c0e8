using ChaosToolkit.Extensions;

namespace Greeter.V1;

public static class Probes
{
    [Probe(Module = "greeter.v1")]
    public static string Greet(string name) => Greeting.Words.Of(name);
}
