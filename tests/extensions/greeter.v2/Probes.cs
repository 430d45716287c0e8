using ChaosToolkit.Extensions;

namespace Greeter.V2;

public static class Probes
{
    [Probe(Module = "greeter.v2")]
    public static string Greet(string name) => Greeting.Words.Of(name, isLoud: true);
}
