namespace Greeting;

public static class Words
{
    // Version 1 has no second parameter: with it in place of this one, the call would fail.
    public static string Of(string name, bool isLoud) => isLoud ? $"HELLO {name}, this is version 2." : $"Hello {name}, this is version 2.";
}
