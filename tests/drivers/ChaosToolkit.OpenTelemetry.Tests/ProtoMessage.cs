using System.Buffers.Binary;
using System.Text;

namespace ChaosToolkit.OpenTelemetry;

/// <summary>A protobuf message by its field numbers, without knowing its type.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> fields = [];

    public ProtoMessage(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var key = Varint(ref bytes);
            var field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    fields.Add((field, Varint(ref bytes), []));
                    break;
                case 1:
                    fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(bytes), []));
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref bytes);
                    fields.Add((field, 0, bytes[..length].ToArray()));
                    bytes = bytes[length..];
                    break;
                case 5:
                    fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(bytes), []));
                    bytes = bytes[4..];
                    break;
                default:
                    throw new InvalidDataException($"No protobuf: {key}.");
            }
        }
    }

    public bool Has(int field) => fields.Exists(one => one.Field == field);

    public IEnumerable<ProtoMessage> All(int field) => fields.Where(one => one.Field == field).Select(one => new ProtoMessage(one.Bytes));

    public ulong Number(int field) => fields.FirstOrDefault(one => one.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    public byte[] Bytes(int field) => fields.FirstOrDefault(one => one.Field == field).Bytes ?? [];

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    /// <summary>OTLP's KeyValue messages as texts.</summary>
    public Dictionary<string, string> Attributes(int field) => All(field).ToDictionary(pair => pair.Text(1), pair => ValueOf(new ProtoMessage(pair.Bytes(2))));

    /// <summary>OTLP's AnyValue as text.</summary>
    public static string ValueOf(ProtoMessage value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(2) ? (value.Number(2) == 1 ? "true" : "false")
        : value.Has(3) ? value.Number(3).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : value.Has(4) ? value.Double(4).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : "";

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var one = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }
    }
}
