using System.Reflection;

namespace ChaosToolkit.Extensions.Results;

/// <summary>Waits for what a method gives, when that is a task of some kind or a sequence that comes over time.</summary>
internal static class Awaited
{
    /// <summary>Waits for a return value and gives what comes of it.</summary>
    public delegate ValueTask<object?> Waiter(object? returned, CancellationToken cancellationToken);

    /// <summary>What waits for values of a return type; <see langword="null"/> where there is nothing to wait for.</summary>
    public static Waiter? For(Type returnType)
    {
        if (returnType == typeof(ValueTask))
        {
            return static async (returned, _) =>
            {
                await ((ValueTask)returned!).ConfigureAwait(false); // a structure
                return null;
            };
        }

        return ArgumentOf(returnType, typeof(Task<>)) is { } task ? Make(nameof(OfTaskAsync), task)
            : typeof(Task).IsAssignableFrom(returnType) ? OfPlainTaskAsync
            : ArgumentOf(returnType, typeof(ValueTask<>)) is { } valueTask ? Make(nameof(OfValueTaskAsync), valueTask)
            : ArgumentOf(returnType, typeof(IAsyncEnumerable<>)) is { } item ? Make(nameof(OfSequenceAsync), item)
            : null;
    }

    /// <summary>The type of what comes of a return type; <see langword="null"/> when nothing does.</summary>
    public static Type? ResultOf(Type returnType) =>
        returnType == typeof(void) || returnType == typeof(Task) || returnType == typeof(ValueTask) ? null
        : ArgumentOf(returnType, typeof(Task<>)) ?? ArgumentOf(returnType, typeof(ValueTask<>))
            ?? (ArgumentOf(returnType, typeof(IAsyncEnumerable<>)) is { } item ? typeof(List<>).MakeGenericType(item) : returnType);

    private static Type? ArgumentOf(Type? type, Type definition)
    {
        if (definition.IsInterface && type is not null)
        {
            return type.GetInterfaces().Prepend(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == definition)?.GetGenericArguments()[0];
        }

        for (; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == definition)
            {
                return type.GetGenericArguments()[0];
            }
        }

        return null;
    }

    private static Waiter Make(string method, Type argument) =>
        typeof(Awaited).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(argument).CreateDelegate<Waiter>(); // those below

    private static async ValueTask<object?> OfPlainTaskAsync(object? returned, CancellationToken cancellationToken)
    {
        if (returned is Task task)
        {
            await task.ConfigureAwait(false);
        }

        return null;
    }

    private static async ValueTask<object?> OfTaskAsync<T>(object? returned, CancellationToken cancellationToken) =>
        returned is Task<T> task ? await task.ConfigureAwait(false) : null;

    private static async ValueTask<object?> OfValueTaskAsync<T>(object? returned, CancellationToken cancellationToken) =>
        returned is ValueTask<T> task ? await task.ConfigureAwait(false) : null;

    private static async ValueTask<object?> OfSequenceAsync<T>(object? returned, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        if (returned is IAsyncEnumerable<T> sequence)
        {
            await foreach (var item in sequence.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                items.Add(item);
            }
        }

        return items;
    }
}
