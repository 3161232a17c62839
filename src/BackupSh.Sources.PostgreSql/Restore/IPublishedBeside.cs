namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>What appears together with a restored database: its filestore.</summary>
internal interface IPublishedBeside
{
    /// <summary>Refuses what could not be published, before anything is read.</summary>
    void Refuse();

    /// <summary>Gives it its final name.</summary>
    void Publish();

    /// <summary>Takes the final name away again, because the database did not get its own.</summary>
    void Undo();
}
