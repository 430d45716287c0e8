using System.Runtime.Loader;
using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions;

/// <summary>Makes the controls that are written in .NET: the host's own and those of extensions.</summary>
[ControlProvider("dotnet")]
internal sealed class DotnetControlProvider(EngineServices services) : IProbingControlProvider
{
    private readonly ExtensionCatalog extensions = ExtensionCatalog.Of(services);

    /// <summary>Whether a control of the host stands in for a Python module.</summary>
    public bool Serves(string pythonModule) => extensions.FindNativeControl(pythonModule) is not null;

    /// <summary>Whether the host's control of that name is only configured and hears events. No extension is loaded to find out.</summary>
    public bool OnlyListens(string module) => extensions.FindOfHost(module) is { } found && typeof(IListener).IsAssignableFrom(found.Type);

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
            await CheckAsync(found, control, module, context).ConfigureAwait(false);
        }
    }

    public IEnumerable<DocumentNode> ProbesOf(DocumentNode control)
    {
        if (control["provider"]?["module"]?.Text is not { } name || extensions.FindControl(name) is not { } found || !typeof(IProbingControl).IsAssignableFrom(found.Type))
        {
            return [];
        }

        var made = found.Make(services);
        using var disposable = made as IDisposable;
        return [.. ((IProbingControl)made).ProbesOf(control)];
    }

    public ValueTask<IControl?> LoadAsync(JsonObject control, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IControl?>(
            Value.AsText(control["provider"]?["module"]) is { } module && extensions.FindControl(module) is { } found ? new DotnetControl(found.Make(services)) : null);

    private async ValueTask CheckAsync(ExtensionControl found, DocumentNode control, DocumentNode module, ValidationContext context)
    {
        try
        {
            var made = found.Make(services);
            try
            {
                ((IValidatedControl)made).Validate(control, context);
            }
            finally
            {
                await DotnetControl.DisposeAsync(made).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // the edge to foreign code: a control's check never ends the validation
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            context.Report(DotnetDiagnostics.UnusableControl(module, exception.Message));
        }
    }
}
