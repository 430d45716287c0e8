namespace ChaosToolkit.JsonPath;

/// <summary>Names a function of a dialect; which dialect, the interface of the class says.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
