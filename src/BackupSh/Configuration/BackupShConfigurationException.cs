using BackupSh.Options;
using Microsoft.Extensions.Options;

namespace BackupSh.Configuration;

/// <summary>The configuration cannot be used. Lists every fault, not only the first.</summary>
/// <remarks>Thrown when the host starts, or at the first use of the engine without a host. Its message has one line for each
/// fault: <c>path: BSH0112: message hint</c>. It holds no secret.</remarks>
public sealed class BackupShConfigurationException : OptionsValidationException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="faults">The faults. At least one.</param>
    public BackupShConfigurationException(IReadOnlyList<OptionsFault> faults)
        : base(
            Microsoft.Extensions.Options.Options.DefaultName,
            typeof(BackupShOptions),
            (faults ?? throw new ArgumentNullException(nameof(faults))).Select(fault => fault.ToString())) => Faults = faults;

    /// <summary>Gets the faults, in the order of the configuration. Never empty.</summary>
    public IReadOnlyList<OptionsFault> Faults { get; }

    /// <inheritdoc/>
    public override string Message =>
        $"The configuration of BackupSh has {Faults.Count} fault{(Faults.Count == 1 ? "" : "s")}:{Environment.NewLine}"
        + string.Join(Environment.NewLine, Failures);

    internal static void ThrowIfAny(IReadOnlyList<OptionsFault> faults)
    {
        if (faults.Count > 0)
        {
            throw new BackupShConfigurationException([.. faults]);
        }
    }
}
