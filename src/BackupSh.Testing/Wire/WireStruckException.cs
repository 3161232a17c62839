namespace BackupSh.Testing.Wire;

/// <summary>Ends an exchange whose connection a fault has cut: nobody's error.</summary>
internal sealed class WireStruckException() : IOException("The script has cut this connection.");
