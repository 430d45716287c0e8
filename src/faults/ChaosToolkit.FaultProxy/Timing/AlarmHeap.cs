namespace ChaosToolkit.Timing;

/// <summary>The alarms that are set, the earliest first; each knows its place, so that taking one back is cheap.</summary>
internal sealed class AlarmHeap
{
    private Alarm[] items = new Alarm[64];
    private int count;

    public Alarm? First => count == 0 ? null : items[0];

    public void Add(Alarm alarm)
    {
        if (count == items.Length)
        {
            Array.Resize(ref items, count * 2);
        }

        Rise(alarm, count++);
    }

    public void Remove(Alarm alarm)
    {
        var index = alarm.Index;
        if (index < 0)
        {
            return;
        }

        alarm.Index = -1;
        var last = items[--count];
        items[count] = null!; // nobody looks behind the count
        if (!ReferenceEquals(last, alarm))
        {
            Sink(last, index);
            Rise(last, last.Index);
        }
    }

    private void Rise(Alarm alarm, int index)
    {
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (items[parent].Due <= alarm.Due)
            {
                break;
            }

            Place(items[parent], index);
            index = parent;
        }

        Place(alarm, index);
    }

    private void Sink(Alarm alarm, int index)
    {
        while (true)
        {
            var child = (index * 2) + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && items[child + 1].Due < items[child].Due)
            {
                child++;
            }

            if (items[child].Due >= alarm.Due)
            {
                break;
            }

            Place(items[child], index);
            index = child;
        }

        Place(alarm, index);
    }

    private void Place(Alarm alarm, int index)
    {
        items[index] = alarm;
        alarm.Index = index;
    }
}
