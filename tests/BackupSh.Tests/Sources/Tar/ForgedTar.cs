using System.Buffers;
using System.Text;
using BackupSh.Sources.Tar;

namespace BackupSh.Tests.Sources.Tar;

/// <summary>Writes archives that no honest program writes.</summary>
internal sealed class ForgedTar
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Adds a header with a good checksum, and content.</summary>
    /// <param name="type">The type flag.</param>
    /// <param name="name">The name field: at most 100 characters, each a byte.</param>
    /// <param name="link">The link name field.</param>
    /// <param name="content">What follows; its size stands in the header, unless <paramref name="size"/> says otherwise.</param>
    /// <param name="size">The size to tell.</param>
    /// <param name="prefix">The prefix field.</param>
    /// <param name="mode">The mode.</param>
    internal ForgedTar Add(char type, string name, string link = "", string content = "", long? size = null, string prefix = "", int mode = 0b111_101_101)
    {
        byte[] body = Encoding.Latin1.GetBytes(content);
        TarHeaderBlock block = new(type)
        {
            Name = Encoding.Latin1.GetBytes(name),
            LinkName = Encoding.Latin1.GetBytes(link),
            Prefix = Encoding.Latin1.GetBytes(prefix),
            Mode = mode,
            SizeBytes = size ?? body.Length,
        };
        block.WriteTo(_bytes);
        _bytes.Write(body);
        _bytes.Write(new byte[TarFormat.PaddingOf(body.Length)]);
        return this;
    }

    /// <summary>Adds pax records for the next entry.</summary>
    internal ForgedTar Pax(params (string Key, string Value)[] records)
    {
        PaxWriter pax = new();
        foreach ((string key, string value) in records)
        {
            pax.Add(key, value);
        }

        return Add('x', "pax", content: Encoding.Latin1.GetString(pax.Records));
    }

    /// <summary>Ends the archive.</summary>
    internal MemoryStream End() => new([.. _bytes.WrittenSpan, .. new byte[1024]]);
}
