using ChaosToolkit.Loading;

namespace ChaosToolkit.Providers;

/// <summary>An activity in a document with its provider, for validation.</summary>
/// <param name="Activity">The activity, a configuration entry of type probe, or a tolerance of type probe.</param>
/// <param name="Provider">Its <c>provider</c>, which is an object.</param>
/// <param name="IsTolerance">Whether it judges a value, which it then gets as the argument <c>value</c>.</param>
public sealed record ActivityNode(DocumentNode Activity, DocumentNode Provider, bool IsTolerance = false);
