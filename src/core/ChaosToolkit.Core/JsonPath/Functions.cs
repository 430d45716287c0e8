using System.Reflection;

namespace ChaosToolkit.JsonPath;

/// <summary>The functions of a dialect: every class here that implements its interface and carries a name.</summary>
/// <typeparam name="T">The dialect's interface of functions.</typeparam>
internal static class Functions<T> where T : class
{
    private static readonly SortedDictionary<string, T> ByName = Find();

    public static string Names { get; } = string.Join(", ", ByName.Keys);

    public static T? Named(string name) => ByName.GetValueOrDefault(name);

    private static SortedDictionary<string, T> Find()
    {
        var found = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var type in typeof(T).Assembly.GetTypes().Where(type => type.IsClass && typeof(T).IsAssignableFrom(type)))
        {
            if (type.GetCustomAttribute<FunctionAttribute>() is { } attribute)
            {
                found.Add(attribute.Name, (T)Activator.CreateInstance(type)!); // a class always
            }
        }

        return found;
    }
}
