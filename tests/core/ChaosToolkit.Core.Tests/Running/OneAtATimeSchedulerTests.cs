using ChaosToolkit.Running;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Tests.Running;

public class OneAtATimeSchedulerTests
{
    private readonly OneAtATimeScheduler scheduler = new();

    [Fact]
    public async Task Never_plays_two_steps_at_once()
    {
        var (inside, most, steps) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => On(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                steps++; // not interlocked: two at once would lose some
                Interlocked.Decrement(ref inside);
                await Task.Run(() => { }, TestContext.Current.CancellationToken);
            }
        })));

        Assert.Equal((1, 4000), (most, steps));
    }

    [Fact]
    public async Task Goes_on_in_the_thread_that_completed_what_a_step_waits_for()
    {
        var waits = new TaskCompletionSource();
        var hasBegun = new TaskCompletionSource();
        int? thread = null;
        var whole = On(async () =>
        {
            hasBegun.SetResult();
            await waits.Task;
            thread = Environment.CurrentManagedThreadId;
        });
        await hasBegun.Task;

        // The first step may not have been left yet when the second one is due.
        var completing = await Task.Run(
            async () =>
            {
                await On(() => Task.CompletedTask);
                SpinWait.SpinUntil(() => !scheduler.IsTaken);
                waits.SetResult();
                return Environment.CurrentManagedThreadId;
            },
            TestContext.Current.CancellationToken);

        await whole;
        Assert.Equal(completing, thread);
    }

    [Fact]
    public async Task Says_when_nothing_is_left_to_play_until_something_comes()
    {
        var (waits, hasBegun, isIdle) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var steps = 0;
        var whole = On(async () =>
        {
            await On(() => Task.FromResult(steps++));
            await Task.Yield();
            steps++;
            hasBegun.SetResult();
            await waits.Task;
        });
        await hasBegun.Task;
        scheduler.WhenIdle = () => isIdle.TrySetResult();
        _ = On(() => Task.CompletedTask);
        await isIdle.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(2, steps);
        Assert.False(whole.IsCompleted);
        waits.SetResult();
        await whole;
    }

    [Fact]
    public async Task A_step_that_is_due_while_another_is_played_waits_for_its_end()
    {
        using var mayEnd = new ManualResetEventSlim();
        var order = new List<string>();
        var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = On(() =>
        {
            hasBegun.SetResult();
            mayEnd.Wait(TestContext.Current.CancellationToken);
            order.Add("first");
            return Task.CompletedTask;
        });
        await hasBegun.Task;
        var second = On(() =>
        {
            order.Add("second");
            return Task.CompletedTask;
        });
        mayEnd.Set();
        await Task.WhenAll(first, second);

        Assert.Equal(["first", "second"], order);
    }

    [Fact]
    public async Task A_step_that_fails_does_not_stop_the_others()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => On(() => throw new InvalidOperationException()));

        await On(() => Task.CompletedTask);
    }

    [Fact]
    public async Task A_step_may_wait_for_what_it_has_queued()
    {
        var order = new List<string>();
        await On(() =>
        {
            var queued = Task.Factory.StartNew(() => order.Add("queued"), TestContext.Current.CancellationToken, TaskCreationOptions.None, scheduler);
#pragma warning disable xUnit1031, xUnit1051 // that it is waited for is what is tested; who may be cancelled does not play it itself
            queued.Wait();
#pragma warning restore xUnit1031, xUnit1051
            order.Add("step");
            return Task.CompletedTask;
        }).WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        await On(() => Task.CompletedTask);

        Assert.Equal(["queued", "step"], order);
    }

    private Task On(Func<Task> code) => Task.Factory.StartNew(code, TestContext.Current.CancellationToken, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
}
