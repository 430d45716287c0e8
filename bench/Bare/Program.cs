// What activities do, without an engine around them: a program of its own, as cold when it begins as chaos is.
// bare http COUNT URL | bare process COUNT PROGRAM
using System.Diagnostics;

if (args is not [var kind, var number, var target] || !int.TryParse(number, out var count))
{
    return 2;
}

switch (kind)
{
    case "http":
        using (var client = new HttpClient())
        {
            for (var i = 0; i < count; i++)
            {
                await client.GetStringAsync(new Uri(target));
            }
        }

        return 0;
    case "process":
        for (var i = 0; i < count; i++)
        {
            using var process = Process.Start(new ProcessStartInfo(target) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null)
            {
                return 1;
            }

            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
        }

        return 0;
    default:
        return 2;
}
