namespace Greeting;

public static class Words
{
    public static string Of(string name) => $"Hello {name}, this is version 1.";
}
