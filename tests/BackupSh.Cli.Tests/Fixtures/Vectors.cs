using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>Messages and keys that gpg has made.</summary>
internal static class Vectors
{
    internal const string Passphrase = "vector passphrase";
    internal const string KeyPassphrase = "key passphrase";

    internal static byte[] Plaintext => File.ReadAllBytes(PathOf("plaintext.txt"));

    internal static string PathOf(string name) => Repository.PathOf("tests", "BackupSh.OpenPgp.Tests", "TestData", name);

    /// <summary>Copies a message into the fixture's folder as <c>message.enc</c>.</summary>
    internal static void Put(CliFixture cli, string name) => File.Copy(PathOf(name), cli.PathOf("message.enc"));
}
