using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Secrets;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

/// <summary>Makes values that must not stand in the run log references again: the secrets, and the entries of the configuration that are withheld from it.</summary>
internal sealed class SecretReferences
{
    private readonly RunContext run;
    private readonly List<(string Reference, string Text)> known;

    /// <summary>Looks at the values as they are now.</summary>
    public SecretReferences(RunContext run)
    {
        this.run = run;
        var ofConfiguration = run.Configuration.Where(entry => run.Log.Withheld.Contains(entry.Key));
        var ofSecrets = run.Secrets.SelectMany(scope => scope.Value as JsonObject ?? []);
        known =
        [
            .. from entry in ofConfiguration.Concat(ofSecrets)
               where Value.KindOf(entry.Value) is ValueKind.Text or ValueKind.Integer or ValueKind.Float
               let text = PythonText.Of(entry.Value)
               let reference = $"${{{entry.Key}}}"
               where text.Length >= SecretMask.ShortestMasked && PythonText.Of(Resolve(reference)) == text // the first value of that name counts
               orderby text.Length descending
               select (reference, text),
        ];
    }

    /// <summary>The text with references, longer values before shorter ones, and with its dollars kept from being some.</summary>
    /// <returns><see langword="null"/> where it holds a secret to which no reference leads.</returns>
    public string? PutIn(string text)
    {
        var (written, done) = (new StringBuilder(text.Length + 16), 0);
        for (var i = 0; i < text.Length;)
        {
            if (known.Find(one => string.CompareOrdinal(text, i, one.Text, 0, one.Text.Length) == 0) is not { Reference: { } reference, Text.Length: var length })
            {
                i++;
                continue;
            }

            if (!AddRest(text[done..i]))
            {
                return null;
            }

            written.Append(reference);
            done = i += length;
        }

        // A number that is all of the text would come back as a number.
        if (done > 0 && AddRest(text[done..]) && Value.AsText(Resolve(written.ToString())) == text)
        {
            return written.ToString();
        }

        written.Clear();
        return AddRest(text) ? written.ToString() : null;

        bool AddRest(string rest)
        {
            written.Append(rest.Replace("$", "$$"));
            return Value.AsText(run.Mask.ApplyToDocument(Value.Text(rest))) == rest;
        }
    }

    private JsonNode? Resolve(string text) => Substitution.Apply(Value.Text(text), run.Configuration, run.Secrets);
}
