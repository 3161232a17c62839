using BackupSh.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Catalog;

public sealed class BackupNameTests
{
    [Fact]
    public void Create_AnyDatabase_UnescapesToItself()
    {
        Prop.ForAll<NonEmptyString>(database =>
        {
            string name = string.Concat(database.Get.Where(c => !char.IsSurrogate(c)).Take(20));
            return name.Length == 0 || BackupName.Unescape(BackupName.Escape(name)) == name;
        }).QuickCheckThrowOnFailure();
    }
}
