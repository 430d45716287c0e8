using System.Buffers;
using System.Text;

namespace ChaosToolkit.Secrets;

/// <summary>What base64 text shows of a secret that is encoded in it, wherever in the encoded bytes it begins.</summary>
internal static class Base64
{
    /// <summary>The characters of base64 text, in both alphabets.</summary>
    public static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    public static IEnumerable<SecretForm> FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var offset = 0; offset < 3; offset++)
        {
            // Six bits a character: what is wholly the secret's is found, the characters at its borders are swallowed.
            var (first, last) = (offset * 8, (offset + bytes.Length) * 8);
            var text = Convert.ToBase64String([.. new byte[offset], .. bytes]).Substring((first + 5) / 6, (last / 6) - ((first + 5) / 6));
            yield return new SecretForm(text, IsBase64: true, LeansBack: first % 6 != 0, LeansOn: last % 6 != 0);
            yield return new SecretForm(text.Replace('+', '-').Replace('/', '_'), IsBase64: true, LeansBack: first % 6 != 0, LeansOn: last % 6 != 0);
        }
    }
}
