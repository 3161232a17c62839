[assembly: AssemblyFixture(typeof(SharedCluster))]
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
