namespace BackupSh.Sources.Folder.Trees;

/// <summary>Deletes a tree on Linux: names that are no text, folders that may not be entered, any depth.</summary>
internal static class LinuxTreeDeletion
{
    private const uint PrivateFolder = 0b111_000_000;

    internal static void Run(string path)
    {
        using (LinuxFolderChain chain = new(LinuxFile.OpenFolder(path, follow: false)))
        {
            _ = LinuxImports.ChangeMode(chain.Root, PrivateFolder); // what this cannot open up, the deletion reports
            Stack<Queue<NodeName>> folders = new([new(LinuxFile.List(chain.Root))]);
            while (folders.Count > 1 || folders.Peek().Count > 0)
            {
                if (folders.Peek().Count > 0)
                {
                    DeleteOrEnter(chain, folders);
                }
                else
                {
                    folders.Pop();
                    NodeName empty = chain.Path.Last();
                    chain.Leave();
                    LinuxCall.Run("rmdir", () => LinuxImports.UnlinkAt(chain.Current, empty.Terminated, LinuxFlags.RemoveDirectory));
                }
            }
        }

        Directory.Delete(path);
    }

    private static void DeleteOrEnter(LinuxFolderChain chain, Stack<Queue<NodeName>> folders)
    {
        NodeName name = folders.Peek().Dequeue();
        if (LinuxFile.Stat(chain.Current, name).Kind != NodeKind.Folder)
        {
            LinuxCall.Run("unlink", () => LinuxImports.UnlinkAt(chain.Current, name.Terminated, 0));
            return;
        }

        _ = LinuxImports.ChangeModeAt(chain.Current, name.Terminated, PrivateFolder, 0); // as above
        chain.Enter(name);
        folders.Push(new Queue<NodeName>(LinuxFile.List(chain.Current)));
    }
}
