namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

public sealed class GoogleDriveRightsTests
{
    [Theory]
    [InlineData(GoogleDriveDeletion.Trash, "Content manager")]
    [InlineData(GoogleDriveDeletion.Permanent, "Manager")]
    public void Of_EachRole_NamesTheFolderAndWhatDeletingNeeds(GoogleDriveDeletion deletion, string role)
    {
        IReadOnlyList<AccessPolicy> rights = GoogleDriveRights.Of(new GoogleDriveStorageOptions { FolderId = "1folder", Deletion = deletion });

        Assert.Equal([AccessRole.Writer, AccessRole.Pruner, AccessRole.Restorer], rights.Select(right => right.Role));
        Assert.All(rights, right => Assert.Contains("'1folder'", right.Text, StringComparison.Ordinal));
        Assert.Contains($": {role} of", rights[1].Text, StringComparison.Ordinal);
    }
}
