using ChaosToolkit.Chances;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Proxies;

/// <summary>Which clients are refused or left hanging, by the toxics that say so.</summary>
/// <param name="state">Has the toxics.</param>
/// <param name="gate">Closed where nobody is to be let in at all.</param>
/// <param name="seed">Where the draws come from.</param>
/// <param name="run">Has a connection begin, that was left hanging.</param>
/// <param name="log">Where a mistake is told of.</param>
internal sealed class AcceptPolicy(ProxyState state, AcceptGate gate, ulong seed, Action<ProxyConnection> run, ILogger log) : Alarm
{
    // As a short backlog, and the file descriptors are all connections'.
    private const int MostHanging = 1024;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly Lock deciding = new();
    private List<(ProxyConnection Connection, ulong Number)> hanging = [];
    private long changes = FaultClock.Never;
    private bool isStopped;

    /// <summary>What happens to a new client: <see langword="null"/>, it is served; who is left hanging is served later.</summary>
    public RefuseMode? Decide(ProxyConnection connection, ulong number)
    {
        ProxyConnection? oldest = null;
        RefuseMode? refused;
        lock (deciding)
        {
            refused = Find(connection, number);
            if (refused == RefuseMode.Hang)
            {
                hanging.Add((connection, number));
                if (hanging.Count == 1)
                {
                    SetAlarm();
                }
                else if (hanging.Count > MostHanging)
                {
                    oldest = hanging[0].Connection; // who hangs for longest gives way
                    hanging.RemoveAt(0);
                }
            }
        }

        oldest?.Close();
        return refused;
    }

    /// <summary>Looks at the toxics anew: they have changed, or a schedule has.</summary>
    public void Apply()
    {
        List<(ProxyConnection Connection, RefuseMode? Refused)> released = [];
        List<ProxyConnection> gone = [];
        lock (deciding)
        {
            if (isStopped)
            {
                return;
            }

            RefuseMode? mode = null;
            changes = FaultClock.Never;
            foreach (var placed in state.Toxics)
            {
                if (placed.Toxic is RefuseToxic toxic)
                {
                    var (isOn, until) = placed.At(state.Clock.Now);
                    changes = Math.Min(changes, until);
                    mode ??= isOn && toxic is { Toxicity: >= 1, Clients: null } ? toxic.Mode : null;
                }
            }

            gate.Set(mode);
            List<(ProxyConnection Connection, ulong Number)> stay = [];
            foreach (var one in hanging)
            {
                var refused = Find(one.Connection, one.Number);
                if (refused == RefuseMode.Hang && one.Connection.HasGone())
                {
                    gone.Add(one.Connection);
                }
                else if (refused == RefuseMode.Hang)
                {
                    stay.Add(one);
                }
                else
                {
                    released.Add((one.Connection, refused));
                }
            }

            hanging = stay;
            SetAlarm();
        }

        gone.ForEach(static connection => connection.Close());
        foreach (var (connection, refused) in released)
        {
            if (refused is null)
            {
                run(connection);
            }
            else
            {
                connection.Refuse();
            }
        }
    }

    /// <summary>The listener is closed: schedules do not matter any more.</summary>
    public void Stop()
    {
        lock (deciding)
        {
            isStopped = true;
            state.Clock.Cancel(this);
        }
    }

    protected internal override ILogger Log => log;

    protected internal override void Ring() => Apply();

    // For the next change of a schedule, and to look who still hangs.
    private void SetAlarm()
    {
        var due = hanging.Count > 0 ? Math.Min(changes, state.Clock.Now + Look.Ticks) : changes;
        if (due == FaultClock.Never)
        {
            state.Clock.Cancel(this);
        }
        else
        {
            state.Clock.Set(this, due);
        }
    }

    private RefuseMode? Find(ProxyConnection connection, ulong number)
    {
        foreach (var placed in state.Toxics)
        {
            if (placed.Toxic is RefuseToxic toxic && placed.At(state.Clock.Now).IsOn && placed.Includes(connection.ClientAddress)
                && new Chance(Chance.Derive(Chance.Derive(seed, placed.Number), number)).NextDouble() < toxic.Toxicity)
            {
                return toxic.Mode;
            }
        }

        return null;
    }
}
