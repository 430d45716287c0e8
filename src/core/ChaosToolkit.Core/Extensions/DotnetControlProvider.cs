using System.Runtime.Loader;
using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions;

/// <summary>Makes the controls that are written in .NET: the host's own and those of extensions.</summary>
[ControlProvider("dotnet")]
internal sealed class DotnetControlProvider(EngineServices services) : IControlProvider
{
    private readonly ExtensionCatalog extensions = ExtensionCatalog.Of(services);

    /// <summary>Whether a control of the host stands in for a Python module.</summary>
    public bool Serves(string pythonModule) => extensions.FindNativeControl(pythonModule) is not null;

    public async ValueTask ValidateAsync(DocumentNode control, ValidationContext context, CancellationToken cancellationToken)
    {
        var provider = control["provider"]!; // an object, says the contract
        if (provider["module"] is not { Text: { Length: > 0 } name } module)
        {
            context.Report(DotnetDiagnostics.WithoutModule(provider));
            return;
        }

        if (extensions.FindControl(name) is not { } found)
        {
            context.Report(DotnetDiagnostics.UnknownControl(module, extensions.ModulesOfControls, extensions.Installed));
            return;
        }

        if (typeof(IValidatedControl).IsAssignableFrom(found.Type) && (context.MayCallCode || AssemblyLoadContext.GetLoadContext(found.Type.Assembly) is not ExtensionLoadContext))
        {
            await CheckAsync(found, control, module, context, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask<IControl?> LoadAsync(JsonObject control, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IControl?>(
            Value.AsText(control["provider"]?["module"]) is { } module && extensions.FindControl(module) is { } found ? new DotnetControl(found.Make(services)) : null);

    private async ValueTask CheckAsync(ExtensionControl found, DocumentNode control, DocumentNode module, ValidationContext context, CancellationToken cancellationToken)
    {
        try
        {
            var made = found.Make(services);
            ((IValidatedControl)made).Validate(control, context);
            if (made is IProbingControl probing && context.ProbeOfControl is { } validate)
            {
                foreach (var probe in probing.ProbesOf(control))
                {
                    await validate(probe, cancellationToken).ConfigureAwait(false);
                }
            }

            await DotnetControl.DisposeAsync(made).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // the edge to foreign code: a control's check never ends the validation
        catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            context.Report(DotnetDiagnostics.UnusableControl(module, exception.Message));
        }
    }
}
