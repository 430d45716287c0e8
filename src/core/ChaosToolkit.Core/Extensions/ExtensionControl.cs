using System.Reflection;
using ChaosToolkit.Controls;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Extensions;

/// <summary>A control of an extension that experiments and settings can name.</summary>
public sealed class ExtensionControl
{
    internal ExtensionControl(Type type, ControlAttribute attribute)
    {
        Type = type;
        Module = attribute.Module ?? ExtensionNames.OfType(type);
        PythonModule = type.GetCustomAttribute<PythonModuleAttribute>()?.Module;
    }

    /// <summary>The Python module in whose place it is called where an experiment names that; <see langword="null"/> for none.</summary>
    public string? PythonModule { get; }

    /// <summary>The <c>module</c> under which it is named.</summary>
    public string Module { get; }

    internal Type Type { get; }

    /// <exception cref="ChaosException">It has no constructor that can be called.</exception>
    internal IControl Make(EngineServices services)
    {
        foreach (var constructor in Type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).OrderByDescending(one => one.GetParameters().Length))
        {
            var arguments = constructor.GetParameters().Select(parameter => Given(parameter.ParameterType, services)).ToArray();
            if (!arguments.Contains(null))
            {
                return (IControl)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
            }
        }

        throw new ChaosException(
            $"The control '{Module}' cannot be made: {Type.Name} needs a public constructor with no parameters but an ILogger, a TimeProvider or the EngineServices.");
    }

    private object? Given(Type type, EngineServices services) =>
        type == typeof(ILogger) ? services.Loggers.CreateLogger(Module)
        : type == typeof(TimeProvider) ? services.Time
        : type == typeof(EngineServices) ? services
        : null;
}
