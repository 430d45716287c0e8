namespace ChaosToolkit.Serving;

/// <summary>The version of Toxiproxy that the server says it is: the one whose API it speaks.</summary>
internal static class ToxiproxyVersion
{
    public const string Number = "2.12.0";
}
