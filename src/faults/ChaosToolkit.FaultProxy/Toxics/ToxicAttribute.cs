namespace ChaosToolkit.Toxics;

/// <summary>The name of a toxic's type as the API has it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class ToxicAttribute(string type) : Attribute
{
    public string Type => type;
}
