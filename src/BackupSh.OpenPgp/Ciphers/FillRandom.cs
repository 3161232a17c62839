namespace BackupSh.OpenPgp.Ciphers;

/// <summary>Fills a buffer with random bytes: the system's generator, except in tests that want stable bytes.</summary>
internal delegate void FillRandom(Span<byte> buffer);
