using System.Reflection;
using BackupSh.Backups;
using BackupSh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BackupSh.Tests.Diagnostics;

public sealed class LogTests
{
    [Fact]
    public void Log_EveryMessage_HasAnEventIdAndANameOfItsOwn()
    {
        MethodInfo[] methods =
        [
            .. from type in typeof(BackupRunner).Assembly.GetTypes()
               from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
               where method.GetCustomAttribute<LoggerMessageAttribute>() is not null
               select method,
        ];
        int[] ids = [.. methods.Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!.EventId)];

        Assert.Contains(methods, method => method.DeclaringType == typeof(Log));
        Assert.Equal(ids.Distinct().Count(), ids.Length);
        Assert.All(ids, id => Assert.True(id > 0));
    }
}
