namespace BackupSh.Configuration;

/// <summary>A source or a storage, bound to its options but not made yet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">The word in the configuration, for example <c>Sqlite</c>.</param>
/// <param name="InfoName">The word in the info file: a source's kind, or a storage's service.</param>
/// <param name="Binding">Makes it, which <see cref="ComponentRegistry"/> does once, and tells the rights that it needs.</param>
internal sealed record ComponentEntry<T>(string Name, string TypeName, string InfoName, ComponentBinding<T> Binding)
    where T : class;
