using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ChaosToolkit.Testing;

/// <summary>Prints the public types and members of an assembly, one a line: what users of a package rely on.</summary>
public static class ApiPrinter
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Prints an assembly, types and members in alphabetical order.</summary>
    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(NameOf, StringComparer.Ordinal))
        {
            text.Append($"{type.Namespace}: {KindOf(type)} {NameOf(type)}{BasesOf(type)}\n");
            foreach (var line in MembersOf(type).Order(StringComparer.Ordinal))
            {
                text.Append($"    {line}\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue())}");
        }

        return type.GetMembers(Declared).Select(Describe).OfType<string>();
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not MethodInfo => null,
        ConstructorInfo constructor when IsSeen(constructor) => $"{Access(constructor)}.ctor({ParametersOf(constructor)})",
        MethodInfo method when IsSeen(method) && !method.IsSpecialName && !IsOfRecord(method) => $"{Access(method)}{NameOf(method.ReturnType)}{MarkOf(method.ReturnParameter)} {method.Name}{GenericsOf(method)}({ParametersOf(method)})",
        PropertyInfo property when Accessor(property) is { } accessor => $"{Access(accessor)}{NameOf(property.PropertyType)}{(IsNullable(property.PropertyType, new NullabilityInfoContext().Create(property)) ? "?" : "")} {property.Name}{IndexOf(property)} {{ {AccessorsOf(property)} }}",
        FieldInfo field when field.IsPublic || field.IsFamily => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{NameOf(field.FieldType)} {field.Name}",
        EventInfo { AddMethod: { } add } happening when IsSeen(add) => $"{Access(add)}event {NameOf(happening.EventHandlerType!)} {happening.Name}", // an event has a handler
        _ => null,
    };

    // What the compiler adds to every record.
    private static bool IsOfRecord(MethodInfo method) =>
        method.Name is "<Clone>$" or "PrintMembers" || (method.IsDefined(typeof(CompilerGeneratedAttribute)) && method.Name is "ToString" or "GetHashCode" or "Equals" or "Deconstruct");

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : method.DeclaringType is { IsInterface: false } && method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } && method.DeclaringType is { IsSealed: false, IsInterface: false } ? "virtual " : "");

    private static MethodInfo? Accessor(PropertyInfo property) => property.GetAccessors(nonPublic: true).FirstOrDefault(IsSeen);

    private static string AccessorsOf(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && IsSeen(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? " required" : "";
        return (property.GetMethod is { } getter && IsSeen(getter) ? "get;" : "") + set + required;
    }

    private static string IndexOf(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } index ? $"[{string.Join(", ", index.Select(one => NameOf(one.ParameterType)))}]" : "";

    private static string ParametersOf(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.ParameterType.IsByRef ? parameter.IsOut ? "out " : "ref " : "")}{NameOf(parameter.ParameterType)}{MarkOf(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")}"));

    private static string MarkOf(ParameterInfo parameter) => IsNullable(parameter.ParameterType, new NullabilityInfoContext().Create(parameter)) ? "?" : "";

    private static bool IsNullable(Type type, NullabilityInfo info) =>
        type is { IsValueType: false, IsByRef: false } && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable);

    private static string GenericsOf(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : "";

    private static string KindOf(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string BasesOf(Type type)
    {
        var inherited = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? [NameOf(parent)] : Array.Empty<string>();
        var own = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(_ => !type.IsEnum).Select(NameOf).Order(StringComparer.Ordinal);
        var all = string.Join(", ", inherited.Concat(own));
        return all.Length > 0 ? " : " + all : "";
    }

    private static string NameOf(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return NameOf(type.GetElementType()!) + (type.IsArray ? "[]" : ""); // both have one
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return NameOf(value) + "?";
        }

        var name = type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : type.Name;
        return type is { IsNested: true, IsGenericParameter: false, DeclaringType: { } outer } ? $"{NameOf(outer)}.{name}" : name;
    }
}
