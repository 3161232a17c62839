using BackupSh.Sources.Folder.Trees;
using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>A tree that fails as told: the tests run as root, whom no mode keeps out.</summary>
internal sealed class FaultyTree(TreeReader tree) : TreeReader
{
    /// <summary>Gets what happens before a call, with the call's and the name's words.</summary>
    internal Action<string, string> Before { get; init; } = (_, _) => { };

    internal override NodeFacts Current => Told("current", ".", () => tree.Current);

    internal override bool IsRootGone => Told("gone", ".", () => tree.IsRootGone);

    internal override IReadOnlyList<NodeName> List() => Told("list", ".", tree.List);

    internal override NodeFacts Stat(NodeName name) => Told("stat", name.Text, () => tree.Stat(name));

    internal override void Enter(NodeName name) => Told("enter", name.Text, () =>
    {
        tree.Enter(name);
        return true;
    });

    internal override void Leave() => tree.Leave();

    internal override byte[] ReadLink(NodeName name) => Told("readlink", name.Text, () => tree.ReadLink(name));

    internal override SafeFileHandle OpenFile(NodeName name) => Told("open", name.Text, () => tree.OpenFile(name));

    internal override NodeFacts Stat(SafeFileHandle file) => Told("fstat", ".", () => tree.Stat(file));

    internal override SparseMap? FindData(SafeFileHandle file, in NodeFacts facts)
    {
        Before("data", ".");
        return tree.FindData(file, facts);
    }

    internal override NodeIdentity? Identify(string folder) => tree.Identify(folder);

    public override void Dispose() => tree.Dispose();

    private T Told<T>(string call, string name, Func<T> answer)
    {
        Before(call, name);
        return answer();
    }
}
