namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>A zip is damaged, or is of a kind that is not read. The message says what is wrong, without a point at its end.</summary>
internal sealed class ZipDamageException(string what, Exception? inner = null) : Exception(what, inner);
