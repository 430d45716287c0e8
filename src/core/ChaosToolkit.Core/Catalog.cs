using System.Reflection;
using ChaosToolkit.Providers;

namespace ChaosToolkit;

/// <summary>The classes of some assemblies that carry an attribute, by the name in it; each is made when it is first asked for.</summary>
/// <typeparam name="T">What the classes implement.</typeparam>
public sealed class Catalog<T> where T : class
{
    private readonly Lock gate = new();
    private readonly EngineServices services;
    private readonly Dictionary<string, List<Type>> types = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, T> made = [];

    /// <summary>Finds the classes.</summary>
    /// <param name="assemblies">Where to look, in this order.</param>
    /// <param name="services">What the classes are made with.</param>
    /// <param name="nameOf">The name in a class's attribute; <see langword="null"/> when it carries none.</param>
    public Catalog(IEnumerable<Assembly> assemblies, EngineServices services, Func<Type, string?> nameOf)
    {
        this.services = services;
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetTypes()))
        {
            if (type.IsClass && typeof(T).IsAssignableFrom(type) && nameOf(type) is { } name)
            {
                if (!types.TryGetValue(name, out var list))
                {
                    types[name] = list = [];
                }

                list.Add(type);
            }
        }
    }

    /// <summary>The names, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The first of a name; <see langword="null"/> when there is none.</summary>
    public T? Find(string name) => types.TryGetValue(name, out var list) ? Make(list[0]) : null;

    /// <summary>All of a name, in the order of the assemblies; several may share one where each may decline.</summary>
    public IEnumerable<T> FindAll(string name) => types.TryGetValue(name, out var list) ? list.Select(Make) : [];

    private T Make(Type type)
    {
        lock (gate)
        {
            if (!made.TryGetValue(type, out var instance))
            {
                var arguments = type.GetConstructor([typeof(EngineServices)]) is null ? [] : new object[] { services };
                made[type] = instance = (T)Activator.CreateInstance(type, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, null, arguments, null)!; // a class always
            }

            return instance;
        }
    }
}
