using ChaosToolkit.Extensions;

namespace ChaosToolkit.Controls;

/// <summary>Finds what makes a control: what its <c>provider.type</c> names, but for the Python modules that are built in.</summary>
internal static class NativeControls
{
    public static IControlProvider? Find(Catalog<IControlProvider> providers, string type, string? module) =>
        type == "python" && module is not null && providers.Find("dotnet") is DotnetControlProvider native && native.Serves(module) ? native : providers.Find(type);
}
