namespace ChaosToolkit.Secrets;

/// <summary>One way in which a secret may stand in a text.</summary>
/// <param name="Text">The text of it that does not depend on what stands around it.</param>
/// <param name="IsBase64">Whether it is part of base64 text, which may be broken into lines.</param>
/// <param name="LeansBack">Whether the character before it tells something of the secret as well.</param>
/// <param name="LeansOn">Whether the character behind it does.</param>
internal readonly record struct SecretForm(string Text, bool IsBase64 = false, bool LeansBack = false, bool LeansOn = false);
